package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.WebhookAbility;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract against providers that are wrong in one thing each. */
final class ChatProviderContractTest {
  private static final Pattern METHOD = Pattern.compile("(?:test-factory|method):([A-Za-z]+)\\(");

  /** The contract, run by its subclasses alone: surefire does not look for nested classes. */
  abstract static class OnPaper extends ChatProviderContract {
    private final Function<PaperServer, PaperProvider> provider;

    OnPaper(Function<PaperServer, PaperProvider> provider) {
      this.provider = provider;
    }

    @Override
    protected final PlatformFixture start() {
      return new PaperServer(provider::apply);
    }
  }

  static final class Right extends OnPaper {
    Right() {
      super(PaperProvider::new);
    }
  }

  @Test
  void passesWhatIsRight() {
    EngineExecutionResults results = run(Right.class);

    assertThat(failed(results)).isEmpty();
    assertThat(methods(results.testEvents().succeeded()))
        .contains("letsAMemberInOnceWithACode", "readsEachDepartmentOnceWithTheOneAboveIt");
  }

  /** Takes every fault for somebody who is not there. */
  static final class Deaf extends OnPaper {
    Deaf() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public Lookup person(String userId, Deadline deadline) {
                  try {
                    return super.person(userId, deadline);
                  } catch (ProviderException e) {
                    return Lookup.notFound();
                  }
                }

                @Override
                public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
                  try {
                    return super.findByEmail(emails, deadline);
                  } catch (ProviderException e) {
                    return found(emails, email -> false);
                  }
                }
              });
    }
  }

  @Test
  void failsADirectoryThatAnswersNotFoundForEveryFault() {
    EngineExecutionResults results = run(Deaf.class);

    assertThat(failed(results)).containsExactly("neverTakesAFailureForNobody");
    for (Trouble trouble : Trouble.values()) {
      assertThat(results.testEvents().failed().stream().map(ChatProviderContractTest::name))
          .contains("person with " + trouble, "findByEmail with " + trouble);
    }
  }

  /** Takes whatever a search by parts finds for a hit. */
  static final class Fuzzy extends OnPaper {
    Fuzzy() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline)
                    throws ProviderException {
                  server.answer();
                  return found(emails, PaperServer.EMAIL::contains);
                }
              });
    }
  }

  @Test
  void failsASearchThatTakesWhoeverIsSimilarForAHit() {
    assertThat(failed(run(Fuzzy.class)))
        .containsExactly("takesNobodyForFoundWhoIsOnlyLikeWhatWasAsked");
  }

  /** Has the code redeemed by a thread that is gone when the result is there. */
  static final class Threaded extends OnPaper {
    Threaded() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public SignInResult redeem(Redemption redemption, Deadline deadline)
                    throws ProviderException {
                  Thread helper = new Thread(() -> {});
                  helper.start();
                  while (helper.isAlive()) {
                    Thread.onSpinWait();
                  }
                  return super.redeem(redemption, deadline);
                }
              });
    }
  }

  @Test
  void failsARedeemThatMakesAThread() {
    assertThat(failed(run(Threaded.class))).containsExactly("makesNoThread");
  }

  /** Brings an HTTP client along. */
  static final class OwnClient extends OnPaper {
    OwnClient() {
      super(
          server ->
              new PaperProvider(server) {
                private final Map<String, HttpClient> clients = new HashMap<>();

                @Override
                public SignInResult redeem(Redemption redemption, Deadline deadline)
                    throws ProviderException {
                  clients.put(redemption.code().reveal(), HttpClient.newHttpClient());
                  return super.redeem(redemption, deadline);
                }
              });
    }
  }

  @Test
  void failsARedeemWithAnHttpClientOfItsOwn() {
    assertThat(failed(run(OwnClient.class))).containsExactly("makesNoThread");
  }

  /** Names an ability more than it has. */
  static final class Boasting extends OnPaper {
    Boasting() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public PlatformDescriptor descriptor() {
                  return super.descriptor().withWebhooks(WebhookAbility.of(Set.of("secret")));
                }
              });
    }
  }

  /** Names an address book and has none. */
  static final class Bookless extends OnPaper {
    Bookless() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public Optional<Directory> directory() {
                  return Optional.empty();
                }
              });
    }
  }

  /** Names no way in and signs people in. */
  static final class Modest extends OnPaper {
    Modest() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public PlatformDescriptor descriptor() {
                  return nameless(super.descriptor()).withDirectory(DirectoryAbility.of());
                }
              });
    }
  }

  private static PlatformDescriptor nameless(PlatformDescriptor descriptor) {
    return PlatformDescriptor.of("paper", new Text("Paper", "纸"))
        .withBindingFields(descriptor.bindingFields())
        .withSourceFields(descriptor.sourceFields());
  }

  @Test
  void failsADescriptorThatNamesWhatIsNotThereOrConcealsWhatIs() {
    assertThat(failed(run(Boasting.class)))
        .contains("offersWhatItNamesAndNothingElse", "isTriedWithAServerForWhateverItNames");
    assertThat(failed(run(Bookless.class))).contains("offersWhatItNamesAndNothingElse");
    assertThat(failed(run(Modest.class))).containsExactly("offersWhatItNamesAndNothingElse");
  }

  /** Signs people in and has no address book. */
  static final class SignInAlone extends OnPaper {
    SignInAlone() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public PlatformDescriptor descriptor() {
                  return nameless(super.descriptor())
                      .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
                }

                @Override
                public Optional<Directory> directory() {
                  return Optional.empty();
                }
              });
    }
  }

  /** Can be bound and no more. */
  static final class Bare extends OnPaper {
    Bare() {
      super(
          server ->
              new PaperProvider(server) {
                @Override
                public PlatformDescriptor descriptor() {
                  return nameless(super.descriptor());
                }

                @Override
                public Optional<SignIn> signIn() {
                  return Optional.empty();
                }

                @Override
                public Optional<Directory> directory() {
                  return Optional.empty();
                }
              });
    }
  }

  @Test
  void skipsTheTestsOfWhatIsNotOfferedAndCountsNoneAsPassed() {
    EngineExecutionResults alone = run(SignInAlone.class);
    assertThat(failed(alone)).isEmpty();
    assertThat(passedIn(alone, "ReadingTheDirectory")).isEmpty();
    assertThat(passedIn(alone, "LookingPeopleUp")).isEmpty();
    assertThat(passedIn(alone, "ReceivingWebhooks")).isEmpty();
    assertThat(passedIn(alone, "SigningIn")).isNotEmpty();
    assertThat(methods(alone.allEvents().aborted()))
        .contains(
            "readsEachDepartmentOnceWithTheOneAboveIt",
            "neverTakesAFailureForNobody",
            "provesThatTheAddressIsOurs",
            "refusesAForgery");

    EngineExecutionResults bare = run(Bare.class);
    assertThat(failed(bare)).isEmpty();
    assertThat(passedIn(bare, "SigningIn")).isEmpty();
    assertThat(methods(bare.allEvents().aborted())).contains("letsAMemberInOnceWithACode");
  }

  private static EngineExecutionResults run(Class<? extends ChatProviderContract> contract) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute();
  }

  private static Set<String> failed(EngineExecutionResults results) {
    return methods(results.allEvents().failed());
  }

  private static Set<String> passedIn(EngineExecutionResults results, String nested) {
    Set<String> ids = new TreeSet<>();
    results.testEvents().succeeded().stream()
        .map(ChatProviderContractTest::id)
        .filter(id -> id.contains("[nested-class:" + nested + "]"))
        .forEach(ids::add);
    return ids;
  }

  private static Set<String> methods(Events events) {
    Set<String> methods = new TreeSet<>();
    events.stream()
        .map(event -> METHOD.matcher(id(event)))
        .filter(Matcher::find)
        .forEach(found -> methods.add(found.group(1)));
    return methods;
  }

  private static String id(Event event) {
    return event.getTestDescriptor().getUniqueId().toString();
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }
}
