package dev.muster.core.webhook;

import dev.muster.api.Caller;
import dev.muster.api.User.Profile;
import dev.muster.api.WebhookEvents.Answer;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.UnitOfWork;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A platform that tells of people, and its address book. */
abstract class WebhookIntakeFixture {
  static final String TENANT = TestCore.TENANT;
  static final String OTHER = "acme";
  static final Caller CALLER = new Caller("system", "192.0.2.9", "c-1");

  final List<WebhookEvent> told = new ArrayList<>();
  final FakePlatform platform = new FakePlatform();
  final CountedMetrics metrics = new CountedMetrics();
  TestCore core;
  Accounts accounts;
  Credentials credentials;
  dev.muster.core.platform.connection.Connections connections;
  WebhookIntake intake;
  Optional<Lookup> known = Optional.empty();

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

          @Override
          public Binding ofDraft(String tenant, Draft draft) {
            throw new UnsupportedOperationException();
          }
        };
    connections = TestPlatforms.connections(registry, metrics, Clock.systemUTC());
    restart();
    user(TENANT, "u1", "li");
    core.tenants.create(TestCore.ALICE, OTHER, "x");
    user(OTHER, "u1", "li");
  }

  /** Another node, or this one after it was killed: nothing but the store is left. */
  void restart() {
    core.taskWork.add(new AppliedEvents(core.departures));
    core.taskWork.add(new LookedUpEvents(core.departures, credentials, connections));
    intake =
        new WebhookIntake(credentials, connections, core.changes, core.queue, metrics, core.clock);
  }

  final class AddressBook implements Directory {
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

  void stands(Status status) {
    known = Optional.of(Lookup.found(Person.of("li", status)));
  }

  void user(String tenant, String id, String platformUserId) {
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
                    Optional.of(identity(platformUserId)),
                    now,
                    now.plusSeconds(60),
                    "",
                    "",
                    List.of(),
                    now,
                    now)));
    core.storage.commit(work);
  }

  static String identity(String platformUserId) {
    return IdentityRecord.id(FakePlatform.ID, "corp-1", platformUserId, true);
  }

  Instant now() {
    return core.clock.instant();
  }

  Optional<Answer> send(WebhookEvent... events) {
    return sendTo(TENANT, events);
  }

  Optional<Answer> sendTo(String tenant, WebhookEvent... events) {
    told.clear();
    told.addAll(List.of(events));
    return receive(tenant, FakePlatform.ID, Map.of("signed", "1"));
  }

  Optional<Answer> receive(String tenant, String id, Map<String, String> query) {
    return intake.receive(
        CALLER,
        tenant,
        id,
        WebhookRequest.of("POST", query, Map.of(), new byte[0]),
        Deadline.in(Duration.ofSeconds(20)));
  }

  void workOff() {
    core.taskWork.runDue();
  }

  UserRecord user() {
    return user(TENANT);
  }

  UserRecord user(String tenant) {
    return accounts.users().find(tenant, "u1").orElseThrow().value();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
