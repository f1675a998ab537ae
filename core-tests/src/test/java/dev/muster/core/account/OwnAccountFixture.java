package dev.muster.core.account;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Account;
import dev.muster.api.OwnAccount.Linked;
import dev.muster.api.OwnAccount.Linking;
import dev.muster.api.OwnAccount.Person;
import dev.muster.api.Session;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** Li came in by {@code door}; {@code gate} and {@code hatch} are of other companies. */
abstract class OwnAccountFixture {
  static final Caller CALLER = new Caller("system", "192.0.2.1", "c1");
  static final URI CALLBACK = URI.create("https://muster.example/callback");
  static final Secret PASSWORD = Secret.of("correct horse battery");
  static final String CLIENT = "app";

  final TestCore core = new TestCore();
  Session li;

  @BeforeEach
  void open() {
    core.offer(new FakePlatform((settings, context) -> new Named()));
    source("door", "corp-1", Mode.OFF);
    source("gate", "corp-2", Mode.OFF);
    source("hatch", "corp-3", Mode.ASK);
    client(CLIENT);
    li = comesIn("door", "corp-1/li");
  }

  void client(String id) {
    core.clients.create(
        ALICE,
        TENANT,
        Optional.of(id),
        Optional.empty(),
        Client.Settings.builder("Wiki")
            .confidential(false)
            .redirectUris(List.of(URI.create("https://app.example/back")))
            .grantTypes(EnumSet.allOf(Client.GrantType.class))
            .build());
  }

  /** Another node signs somebody out everywhere, of which this one does not hear yet. */
  void endsElsewhere(Session session) {
    account(session);
    core.store.keepSilent();
    Storage elsewhere = new Storage(core.store);
    Repository<UserRecord> users = new Accounts(elsewhere).users();
    Stored<UserRecord> read = users.find(TENANT, session.userId()).orElseThrow();
    elsewhere.commit(
        new UnitOfWork().add(users.replace(read, read.value().signedOut(core.clock.instant()))));
  }

  /** Everybody has a code that says who they are: {@code corp-1/li}, or with their mailbox. */
  private static final class Named implements SignIn {
    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return URI.create("https://platform.example/?state=" + request.state());
    }

    @Override
    public SignInResult redeem(Redemption redemption, Deadline deadline) {
      String[] parts = redemption.code().reveal().split("/", 3);
      return parts.length < 2
          ? SignInResult.refused(SignInResult.Reason.CODE_INVALID)
          : SignInResult.signedIn(
              ExternalIdentity.of(parts[0], parts[1])
                  .withName(Optional.of("Mx " + parts[1]))
                  .withNickname(Optional.of("Nick " + parts[1]))
                  .withWorkEmail(Optional.of(ContactPoint.of(email(parts), true))));
    }
  }

  private static String email(String[] parts) {
    return parts.length > 2 ? parts[2] : parts[1] + "@" + parts[0] + ".example";
  }

  void source(String id, String company, Mode mode) {
    core.sources.create(
        ALICE,
        TENANT,
        id,
        FakePlatform.ID,
        Settings.of(id, EnumSet.of(SignInMethod.BROWSER, SignInMethod.MOBILE))
            .withFields(Map.of("corpId", company, "secret", "current"))
            .withAssociation(new Association(mode, List.of(), Set.of())));
  }

  void enabled(String source, boolean enabled) {
    core.sources.change(ALICE, TENANT, source, it -> it.withEnabled(enabled), OptionalLong.empty());
  }

  static SignIns.Begin begin(String source) {
    return new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", "");
  }

  SignIns.Pending pending(SignIns.Begun begun, String source) {
    return core.signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
  }

  Outcome<AuthorizationCode> outcome(String source, String code) {
    SignIns.Begun begun = core.signIns.begin(begin(source));
    return core.signIns.finish(
        CALLER, pending(begun, source), Secret.of(code), "Firefox", List.of(), Optional.empty());
  }

  Session comesIn(String source, String code) {
    return ((Outcome.SignedIn<AuthorizationCode>) outcome(source, code)).session();
  }

  /** Comes in again when nothing that is linked by now can be undone any more. */
  Session comesInADayLater(String source, String code) {
    core.clock.advance(OwnAccount.UNDO);
    return comesIn(source, code);
  }

  /** Comes by {@code hatch}, which asks, and answers. */
  Session asked(String code, Reply reply) {
    Secret key =
        ((Outcome.InteractionRequired<AuthorizationCode>) outcome("hatch", code))
            .interaction()
            .key();
    Answered<AuthorizationCode> answered =
        core.interactions.answer(
            new Interactions.Presenter(CALLER, TENANT, "Firefox", List.of()),
            key,
            reply,
            Optional.empty());
    return ((Outcome.SignedIn<AuthorizationCode>)
            ((Answered.Done<AuthorizationCode>) answered).outcome())
        .session();
  }

  User user(String username) {
    return core.users
        .create(ALICE, TENANT, User.Profile.of(username), Optional.of(PASSWORD))
        .value();
  }

  User user(Session session) {
    return core.users.find(TENANT, session.userId()).orElseThrow().value();
  }

  static Person person(Session session) {
    return new Person(CALLER, TENANT, session);
  }

  Account account(Session session) {
    return core.ownAccount.find(person(session)).orElseThrow();
  }

  boolean lives(Session session) {
    return core.ownAccount.find(person(session)).isPresent();
  }

  Linked linked(Session session, String source) {
    return account(session).identities().stream()
        .filter(each -> each.identity().identitySource().equals(source))
        .findFirst()
        .orElseThrow();
  }

  String identity(Session session, String source) {
    return linked(session, source).identity().id();
  }

  /** Goes to a source and comes back. */
  Linking links(Session session, String source, String code) {
    return comesBack(session, leaves(session, source), code);
  }

  SignIns.Pending leaves(Session session, String source) {
    SignIns.Pending pending =
        pending(core.ownAccount.beginLink(person(session), begin(source)).orElseThrow(), source);
    assertThat(pending.errand()).isEqualTo(SignIns.Errand.LINK);
    return pending;
  }

  Linking comesBack(Session session, SignIns.Pending pending, String code) {
    return core.ownAccount.link(person(session), pending, Secret.of(code), "Firefox");
  }

  AuditEvent lastEvent(String action) {
    return core.events(TENANT).stream()
        .filter(event -> event.action().equals(action))
        .findFirst()
        .orElseThrow();
  }
}
