package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.spi.platform.SignInResult.Refused;
import dev.muster.spi.platform.SignInResult.SignedIn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * {@link SignIn}, once for each method that the descriptor names. Skipped where it names none; that
 * the provider then offers nothing either, the descriptor's tests see to.
 */
abstract class SignInContract {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String STATE = "abcdefghijABCDEFGHIJ0123456789";
  private static final String VERIFIER = "a-code-verifier-of-forty-three-characters-or-more";
  private static final String CHALLENGE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /** Which refusals tell the truth about somebody. */
  private static final Map<Persona, Set<Reason>> REFUSED =
      Map.of(
          Persona.LEAVER, Set.of(Reason.LEFT_COMPANY, Reason.NOT_A_MEMBER),
          Persona.DISABLED, Set.of(Reason.LEFT_COMPANY),
          Persona.FOREIGN_MEMBER, Set.of(Reason.FOREIGN_COMPANY, Reason.NOT_A_MEMBER),
          Persona.EXTERNAL_CONTACT, Set.of(Reason.EXTERNAL_CONTACT, Reason.NOT_A_MEMBER),
          Persona.STRANGER, Set.of(Reason.NOT_A_MEMBER));

  private final PlatformFixture fixture;

  SignInContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void isOffered() {
    ability();
  }

  private SignInAbility ability() {
    return ChatProviderContract.offered(fixture.provider().descriptor().signIn(), "signing in");
  }

  @TestFactory
  Stream<DynamicTest> sendsPeopleToAPageOfThePlatformThatSendsThemBack() {
    return perMethod(
        method -> {
          if (method == SignInMethod.MOBILE || byScript(method)) {
            assertThatThrownBy(() -> address(method)).isInstanceOf(IllegalArgumentException.class);
            return;
          }
          URI address = address(method);
          assertThat(address.isAbsolute()).isTrue();
          assertThat(address.getRawQuery())
              .contains(STATE)
              .contains(URLEncoder.encode(redirect().toString(), StandardCharsets.UTF_8));
          assertThat(address.toString()).doesNotContain(secretValues());
        });
  }

  @Test
  void runsNoScriptButOfTheAddressesItNames() {
    Optional<InAppPage> inApp =
        ChatProviderContract.connect(fixture).signIn().flatMap(SignIn::inAppPage);
    InAppPage page = ChatProviderContract.offered(inApp, "a page of its own in its client");
    assertThat(ability().methods()).contains(SignInMethod.IN_APP);
    assertThat(page.scripts()).allMatch(URI::isAbsolute);
    assertThat(page.script())
        .contains("done", "failed")
        .doesNotContain("</")
        .doesNotContain(secretValues());
  }

  private boolean byScript(SignInMethod method) {
    return method == SignInMethod.IN_APP
        && ChatProviderContract.connect(fixture).signIn().flatMap(SignIn::inAppPage).isPresent();
  }

  @TestFactory
  Stream<DynamicTest> letsAMemberInOnceWithACode() {
    return perMethod(
        method -> {
          TestProviderContext context = ChatProviderContract.context(fixture);
          Connection connection = ChatProviderContract.connect(fixture, context);
          String code = code(method, Persona.MEMBER);
          SignInResult first = redeem(connection, method, code, TIME);
          assertThat(first).isInstanceOf(SignedIn.class);
          assertThat(fixture.provider().descriptor().callsPerMinute())
              .as("A limit on these would turn people away")
              .doesNotContainKeys(context.quotas().toArray(String[]::new));
          assertThat(((SignedIn) first).person().platformTenant())
              .isEqualTo(fixture.platformTenant());
          assertThat(redeem(connection, method, code, TIME))
              .isInstanceOfSatisfying(
                  Refused.class,
                  refused -> assertThat(refused.reason()).isEqualTo(Reason.CODE_INVALID));
        });
  }

  /** What is marked beyond it would count as not verified, without anybody having said so. */
  @TestFactory
  Stream<DynamicTest> verifiesNoMoreThanTheDescriptorVouchesFor() {
    return perMethod(
        method -> {
          Set<ContactField> vouchedFor = ability().vouchedFor().get(method);
          assumeTrue(vouchedFor != null, "Nothing is said beforehand of what is verified");
          Connection connection = ChatProviderContract.connect(fixture);
          ExternalIdentity person =
              ((SignedIn) redeem(connection, method, code(method, Persona.MEMBER), TIME)).person();
          if (!vouchedFor.contains(ContactField.EMAIL)) {
            assertThat(Stream.of(person.workEmail(), person.personalEmail()))
                .noneMatch(SignInContract::isVerified);
          }
          if (!vouchedFor.contains(ContactField.PHONE)) {
            assertThat(Stream.of(person.phone())).noneMatch(SignInContract::isVerified);
          }
        });
  }

  private static boolean isVerified(Optional<ContactPoint> contact) {
    return contact.filter(ContactPoint::verified).isPresent();
  }

  @TestFactory
  Stream<DynamicTest> makesNoThread() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          String code = code(method, Persona.MEMBER);
          ThreadWatch.assertThatNoThreadIsMadeBy(() -> redeem(connection, method, code, TIME));
        });
  }

  @TestFactory
  Stream<DynamicTest> namesTheSamePersonOnEveryWayIn() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          SignInMethod any = ability().methods().iterator().next();
          assertThat(userId(connection, method)).isEqualTo(userId(connection, any));
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesACodeThatIsNone() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          for (String code : new String[] {"none", "a b&c=d#e", "x".repeat(2048), "\u4e2d\u6587"}) {
            assertThat(redeem(connection, method, code, TIME))
                .isInstanceOfSatisfying(
                    Refused.class,
                    refused -> assertThat(refused.reason()).isEqualTo(Reason.CODE_INVALID));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesWhoeverIsNotAMember() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          for (Map.Entry<Persona, Set<Reason>> expected : REFUSED.entrySet()) {
            Optional<String> code = fixture.code(method, expected.getKey());
            if (code.isPresent()) {
              assertThat(redeem(connection, method, code.get(), TIME))
                  .as(expected.getKey().name())
                  .isInstanceOfSatisfying(
                      Refused.class,
                      refused -> assertThat(refused.reason()).isIn(expected.getValue()));
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> asksForATokenOnceForMany() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          for (int i = 0; i < 5; i++) {
            redeem(connection, method, code(method, Persona.MEMBER), TIME);
          }
          assertThat(fixture.tokenCalls()).isLessThanOrEqualTo(1);
        });
  }

  @TestFactory
  Stream<DynamicTest> goesOnWithAFreshTokenWhenTheOldOneIsRevoked() {
    return perMethod(
        method -> {
          Connection connection = ChatProviderContract.connect(fixture);
          redeem(connection, method, code(method, Persona.MEMBER), TIME);
          fixture.revokeTokens();
          assertThat(redeem(connection, method, code(method, Persona.MEMBER), TIME))
              .isInstanceOf(SignedIn.class);
        });
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatKindOfTroubleThePlatformHas() {
    return perMethod(
        method -> {
          for (Trouble trouble : fixture.possible()) {
            fixture.reset();
            String code = code(method, Persona.MEMBER);
            fixture.begin(trouble);
            Connection connection = ChatProviderContract.connect(fixture);
            Duration time = trouble == Trouble.HANG ? SHORT : TIME;
            ProviderException fault =
                catchThrowableOfType(
                    ProviderException.class, () -> redeem(connection, method, code, time));
            assertThat(fault).as(trouble.name()).isNotNull();
            assertThat(fault.code()).as(trouble.name()).isEqualTo(trouble.expected());
            assertThat(said(fault)).doesNotContain(code).doesNotContain(secretValues());
          }
        });
  }

  private static String said(Throwable fault) {
    StringBuilder text = new StringBuilder();
    for (Throwable it = fault; it != null; it = it.getCause()) {
      text.append(it).append('\n');
    }
    return text.toString();
  }

  private Stream<DynamicTest> perMethod(ThrowingConsumer<SignInMethod> test) {
    return Arrays.stream(SignInMethod.values())
        .filter(ability().methods()::contains)
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.id(),
                    () -> {
                      fixture.reset();
                      test.accept(method);
                    }));
  }

  private URI address(SignInMethod method) {
    SignIn signIn = ChatProviderContract.connect(fixture).signIn().orElseThrow();
    return signIn.authorizationUri(
        AuthorizationRequest.of(method, redirect(), STATE, CHALLENGE, "zh-CN"));
  }

  private URI redirect() {
    return fixture.environment().publicUrl().resolve("/t/default/login/some-source/callback");
  }

  private String userId(Connection connection, SignInMethod method) throws ProviderException {
    SignInResult result = redeem(connection, method, code(method, Persona.MEMBER), TIME);
    return ((SignedIn) result).person().userId();
  }

  private String code(SignInMethod method, Persona persona) {
    return fixture.code(method, persona).orElseThrow();
  }

  private SignInResult redeem(
      Connection connection, SignInMethod method, String code, Duration time)
      throws ProviderException {
    boolean mobile = method == SignInMethod.MOBILE;
    return connection
        .signIn()
        .orElseThrow()
        .redeem(
            Redemption.of(method, Secret.of(code))
                .withCodeVerifier(mobile ? Optional.empty() : Optional.of(Secret.of(VERIFIER)))
                .withRedirectUri(mobile ? Optional.empty() : Optional.of(redirect())),
            Deadline.in(time));
  }

  private String[] secretValues() {
    return ChatProviderContract.secretValues(fixture);
  }
}
