package dev.muster.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User.Profile;
import dev.muster.api.WebhookEvents.Answer;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookIntakeTest {
  private static final String TENANT = TestCore.TENANT;
  private static final String OTHER = "acme";
  private static final Caller CALLER = new Caller("system", "192.0.2.9", "c-1");

  private final List<WebhookEvent> told = new ArrayList<>();
  private final FakePlatform platform = new FakePlatform();
  private final CountedMetrics metrics = new CountedMetrics();
  private TestCore core;
  private Accounts accounts;
  private Credentials credentials;
  private dev.muster.core.platform.connection.Connections connections;
  private WebhookIntake intake;
  private Optional<Lookup> known = Optional.empty();

  @BeforeEach
  void start(@TempDir Path folder) {
    core = new TestCore(folder);
    accounts = new Accounts(core.storage);
    ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
    TestPlatforms.add(registry, platform, 1);
    platform.webhooks(
        request ->
            request.query().containsKey("signed")
                ? Received.accepted("text/plain", bytes("success")).withEvents("corp-1", told)
                : Received.rejected("unsigned"));
    platform.knows(new AddressBook());
    credentials =
        new Credentials() {
          @Override
          public Optional<Binding> ofMobileApp(String tenant, String id) {
            return Set.of(TENANT, OTHER, "third").contains(tenant) && id.equals(FakePlatform.ID)
                ? Optional.of(FakePlatform.binding("1"))
                : Optional.empty();
          }

          @Override
          public Optional<Binding> ofSource(String tenant, String source) {
            return Optional.empty();
          }
        };
    connections = TestPlatforms.connections(registry, metrics, Clock.systemUTC());
    restart();
    user(TENANT, "u1", "li");
    core.tenants.create(TestCore.ALICE, OTHER, "x");
    user(OTHER, "u1", "li");
  }

  /** Another node, or this one after it was killed: nothing but the store is left. */
  private void restart() {
    core.taskWork.add(new AppliedEvents(core.departures));
    core.taskWork.add(new LookedUpEvents(core.departures, credentials, connections));
    intake =
        new WebhookIntake(credentials, connections, core.changes, core.queue, metrics, core.clock);
  }

  private final class AddressBook implements Directory {
    @Override
    public Page<Department> departments(Optional<String> after, Deadline deadline) {
      return Page.only(List.of());
    }

    @Override
    public Page<Person> people(String id, Optional<String> after, Deadline deadline) {
      return Page.only(List.of());
    }

    @Override
    public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline) {
      return Page.only(List.of());
    }

    @Override
    public Lookup person(String userId, Deadline deadline) throws ProviderException {
      return known.orElseThrow(
          () -> new ProviderException(Code.UNAVAILABLE, "down", Optional.empty()));
    }

    @Override
    public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline) {
      return Map.of();
    }

    @Override
    public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
      return Map.of();
    }
  }

  private void stands(Status status) {
    known = Optional.of(Lookup.found(Person.of("li", status)));
  }

  private void user(String tenant, String id, String platformUserId) {
    UnitOfWork work = new UnitOfWork();
    Profile profile = Profile.of(id);
    Instant now = core.clock.instant();
    work.add(accounts.users().create(tenant, id, UserRecord.of(profile, now)));
    work.add(
        accounts
            .identities()
            .create(
                tenant,
                identity(platformUserId),
                new IdentityRecord(
                    id, "s", FakePlatform.ID, "corp-1", platformUserId, List.of(), now, now)));
    work.add(
        core.storage
            .repository(SessionRecord.SCHEMA)
            .create(
                tenant,
                "session-" + id,
                new SessionRecord(
                    id,
                    "s",
                    identity(platformUserId),
                    now,
                    now.plusSeconds(60),
                    "",
                    "",
                    List.of(),
                    now,
                    now)));
    core.storage.commit(work);
  }

  private static String identity(String platformUserId) {
    return IdentityRecord.id(FakePlatform.ID, "corp-1", platformUserId, true);
  }

  private Instant now() {
    return core.clock.instant();
  }

  private Optional<Answer> send(WebhookEvent... events) {
    return sendTo(TENANT, events);
  }

  private Optional<Answer> sendToOther(WebhookEvent... events) {
    return sendTo(OTHER, events);
  }

  private Optional<Answer> sendTo(String tenant, WebhookEvent... events) {
    told.clear();
    told.addAll(List.of(events));
    return receive(tenant, FakePlatform.ID, Map.of("signed", "1"));
  }

  private Optional<Answer> receive(String tenant, String id, Map<String, String> query) {
    return intake.receive(
        CALLER,
        tenant,
        id,
        WebhookRequest.of("POST", query, Map.of(), new byte[0]),
        Deadline.in(Duration.ofSeconds(1)));
  }

  private void workOff() {
    core.taskWork.runDue();
  }

  private UserRecord user() {
    return user(TENANT);
  }

  private UserRecord user(String tenant) {
    return accounts.users().find(tenant, "u1").orElseThrow().value();
  }

  private long sessions() {
    return core.storage.repository(SessionRecord.SCHEMA).count(TENANT, new Query.All());
  }

  private long audited(String action) {
    return core.events(TENANT).stream()
        .filter(event -> event.action().equals(action))
        .peek(event -> assertThat(event.actor()).isEqualTo("system"))
        .count();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Nested
  class Answering {
    @Test
    void answersWhatTheProviderSays() {
      assertThat(send())
          .map(answer -> new String(answer.body(), StandardCharsets.UTF_8))
          .contains("success");
    }

    @Test
    void refusesAlikeWhateverIsWrong() {
      assertThat(receive(TENANT, FakePlatform.ID, Map.of())).isEmpty();
      assertThat(receive(TENANT, "other", Map.of("signed", "1"))).isEmpty();
      assertThat(receive("nobody", FakePlatform.ID, Map.of("signed", "1"))).isEmpty();
      assertThat(receive("../\u0000", "\u0000", Map.of())).isEmpty();
    }

    @Test
    void storesBeforeItAnswersAndWorksAfterwards() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      assertThat(user().active()).isTrue();
      restart();
      workOff();
      assertThat(user().active()).isFalse();
    }
  }

  @Nested
  class Leaving {
    @Test
    void disablesAndEndsSessions() {
      send(WebhookEvent.userLeft("e1", now(), "LI"));
      workOff();
      assertThat(user().active()).isFalse();
      assertThat(sessions()).isZero();
      assertThat(audited("user.disabled")).isEqualTo(1);
    }

    @Test
    void happensOnceHoweverOftenItIsTold() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      enable();
      send(WebhookEvent.userLeft("e1", now(), "li"), WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      assertThat(user().active()).isTrue();
    }

    @Test
    void isNoMatterForStrangers() {
      send(WebhookEvent.userLeft("e1", now(), "somebody-else"));
      workOff();
      assertThat(user().active()).isTrue();
      assertThat(core.events(TENANT))
          .extracting(AuditEvent::action)
          .doesNotContain("user.disabled");
    }

    private void enable() {
      var read = accounts.users().find(TENANT, "u1").orElseThrow();
      core.storage.commit(
          new UnitOfWork()
              .add(accounts.users().replace(read, read.value().withActive(true, now()))));
    }
  }

  @Nested
  class ComingBack {
    @BeforeEach
    void leaves() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      core.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void letsInWhoeverIsThereAgain() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isTrue();
      assertThat(audited("user.enabled")).isEqualTo(1);
    }

    @Test
    void letsNobodyInWhomTheAddressBookHasSwitchedOff() {
      stands(Status.DISABLED);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInWhoIsNotToBeSeen() {
      known = Optional.of(Lookup.notFound());
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInWhomAnAdministratorDisabled() {
      var read = accounts.users().find(TENANT, "u1").orElseThrow();
      core.storage.commit(
          new UnitOfWork()
              .add(accounts.users().replace(read, read.value().withActive(false, now()))));
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInForWhatHappenedBeforeTheyLeft() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now().minus(Duration.ofMinutes(2)), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void isNotUndoneByOldNewsOfTheirLeaving() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      send(WebhookEvent.userLeft("e3", now().minus(Duration.ofSeconds(30)), "li"));
      workOff();
      assertThat(user().active()).isTrue();
    }

    @Test
    void waitsUntilThePlatformAnswers() {
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
      stands(Status.ACTIVE);
      workOff();
      assertThat(user().active()).as("too soon to ask again").isFalse();
      core.clock.advance(Duration.ofSeconds(10));
      workOff();
      assertThat(user().active()).isTrue();
    }
  }

  @Test
  void disablesWhomTheAddressBookHasSwitchedOff() {
    stands(Status.DISABLED);
    send(WebhookEvent.userChanged("e1", now(), "li"));
    workOff();
    assertThat(user().active()).isFalse();
    assertThat(sessions()).isZero();
  }

  @Nested
  class Renaming {
    @Test
    void movesTheIdentity() {
      send(WebhookEvent.userRenamed("e1", now(), "li", "li.lei"));
      workOff();
      assertThat(accounts.identities().find(TENANT, identity("li"))).isEmpty();
      assertThat(accounts.identities().find(TENANT, identity("li.lei")).orElseThrow().value())
          .satisfies(
              it -> {
                assertThat(it.userId()).isEqualTo("u1");
                assertThat(it.platformUserId()).isEqualTo("li.lei");
              });
      assertThat(audited("user.identity-renamed")).isEqualTo(1);
    }

    @Test
    void changesTheWritingAlone() {
      send(WebhookEvent.userRenamed("e1", now(), "li", "Li"));
      workOff();
      assertThat(
              accounts
                  .identities()
                  .find(TENANT, identity("li"))
                  .orElseThrow()
                  .value()
                  .platformUserId())
          .isEqualTo("Li");
    }

    @Test
    void refusesAnIdThatIsSomebodys() {
      user(TENANT, "u2", "wang");
      send(WebhookEvent.userRenamed("e1", now(), "li", "wang"));
      workOff();
      assertThat(accounts.identities().find(TENANT, identity("li"))).isPresent();
      assertThat(
              accounts.identities().find(TENANT, identity("wang")).orElseThrow().value().userId())
          .isEqualTo("u2");
      assertThat(audited("user.identity-rename-refused")).isEqualTo(1);
    }

    @Test
    void letsSomebodyWhoLeftComeBackUnderTheNewId() {
      send(
          WebhookEvent.userLeft("e1", now(), "li"),
          WebhookEvent.userRenamed("e2", now(), "li", "li.lei"));
      workOff();
      stands(Status.ACTIVE);
      core.clock.advance(Duration.ofMinutes(1));
      send(WebhookEvent.userChanged("e3", now(), "li.lei"));
      workOff();
      assertThat(user().active()).isTrue();
    }
  }

  private WebhookEvent changed(String id) {
    return WebhookEvent.userChanged(id, now(), "li");
  }

  private void assertFull(WebhookEvent event) {
    assertThatThrownBy(() -> send(event))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void saysToSendAgainWhereTooManyOfATenantWaitAlsoIfForLater() {
    send(changed("e1"), changed("e2"), changed("e3"));
    workOff();
    assertFull(changed("e4"));

    assertThat(send(WebhookEvent.userLeft("e5", now(), "li")))
        .as("of those who left few wait")
        .isPresent();
    assertThat(sendToOther(changed("e6"))).as("another tenant").isPresent();
    stands(Status.ACTIVE);
    core.clock.advance(Duration.ofSeconds(10));
    workOff();
    assertThat(send(changed("e7"))).isPresent();
  }

  @Test
  void saysToSendAgainWhereTooManyOfAKindWaitInAll() {
    send(changed("e1"), changed("e2"), changed("e3"));
    sendToOther(changed("e1"), changed("e2"), changed("e3"));
    core.tenants.create(TestCore.ALICE, "third", "x");
    core.clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> sendTo("third", changed("e4"))).isInstanceOf(ProblemException.class);

    stands(Status.ACTIVE);
    workOff();
    assertThat(send(changed("e4"))).isPresent();
  }

  @Test
  void letsTenantsTakeTurns() {
    sendToOther(
        IntStream.range(0, 60)
            .mapToObj(i -> WebhookEvent.userRenamed("e" + i, now(), "wu", "x" + i))
            .toArray(WebhookEvent[]::new));
    send(WebhookEvent.userLeft("e1", now(), "li"));
    for (String lane : core.taskWork.dueLanes(Pace.LOCAL)) {
      core.taskWork.turn(Pace.LOCAL, lane);
    }
    assertThat(user().active()).isFalse();
    assertThat(core.queue.hasRoom(WebhookEventTask.APPLIED, OTHER))
        .as("40 of them still wait")
        .isFalse();
  }

  @Test
  void forgetsWhatADeletedTenantWasTold() {
    send(changed("e1"));
    sendToOther(changed("e1"), WebhookEvent.userLeft("e2", now(), "li"));
    core.tenants.delete(TestCore.ALICE, OTHER, OptionalLong.empty());
    workOff();
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e1"))).isFalse();
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e2"))).isFalse();
    assertThat(core.queue.isKnown(WebhookEventTask.id(TENANT, FakePlatform.ID, "e1"))).isTrue();
  }

  @Test
  void takesNothingInForATenantThatHasGone() {
    core.tenants.delete(TestCore.ALICE, OTHER, OptionalLong.empty());
    assertThatThrownBy(() -> sendToOther(changed("e1"))).isInstanceOf(ProblemException.class);
    assertThat(core.queue.isKnown(WebhookEventTask.id(OTHER, FakePlatform.ID, "e1"))).isFalse();
  }

  @Test
  void saysToSendAgainWhereThePlatformIsAbsent() {
    ProviderRegistry nobody = new ProviderRegistry(new CountedMetrics());
    connections = TestPlatforms.connections(nobody, metrics, Clock.systemUTC());
    restart();
    assertThatThrownBy(() -> send(WebhookEvent.userLeft("e1", now(), "li")))
        .isInstanceOf(ProblemException.class);
  }
}
