package dev.muster.core.signin;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.CodeWays;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.SignIns;
import dev.muster.core.audit.Audit;
import dev.muster.core.audit.StoredAuditLog;
import dev.muster.core.change.Changes;
import dev.muster.core.grant.CodeChallenge;
import dev.muster.core.grant.Issuer;
import dev.muster.core.grant.StoredGrants;
import dev.muster.core.hook.Policies;
import dev.muster.core.membership.CallPace;
import dev.muster.core.membership.Memberships;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.settings.Settings;
import dev.muster.core.source.SourceSignOut;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.tenancy.StoredTenants;
import dev.muster.core.tenancy.TenantRemoval;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.throttle.CodeGuesses;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The parts of the core that sign people in, on a store in memory and a platform in a map. */
public final class Gateway {
  public static final Caller CALLER = new Caller("system", "192.0.2.7", "c-1");
  public static final String TENANT = "acme";
  public static final String SOURCE = "wecom";
  private static final Caller ADMIN = new Caller("admin:a", "192.0.2.1", "c");
  public static final String CLIENT = "shop";
  public static final String REDIRECT = "https://shop.example/callback";
  public static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  static final URI CALLBACK = URI.create("https://id.example/t/acme/login/wecom/callback");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final SteeredStore steered = new SteeredStore(new InMemoryDocumentStore(clock));
  private final CountingStore store = new CountingStore(steered);
  private final CountedMetrics metrics = new CountedMetrics();
  private final FakeSources sources = new FakeSources();
  private final FakeClients clients = new FakeClients();
  private final CodePlatform platform = new CodePlatform();
  private final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  private final Policies policies;
  private final Storage storage;
  private final Changes changes;
  private final TaskQueue queue;
  private final Accounts accounts;
  private final StoredSessions sessions;
  private final StoredGrants grants;
  private final Issuer issuer;
  private final SignInDispatcher dispatcher;
  private final Supplier<PlatformSignIns> node;

  /** Those of a node, each time of another. */
  final Supplier<PlatformTries> tries;

  private final PlatformSignIns signIns;

  public Gateway(Path directory) {
    this(directory, List.of());
  }

  /** The same with steps between the platform's answer and the grant. */
  Gateway(Path directory, List<SignInStep> steps) {
    storage = new Storage(store);
    policies = Policies.requiring(List.of(), metrics);
    SecretBox box = SecretBox.of(directory.resolve("master.key"), clock);
    Digests digests = new Digests(storage, box);
    TenantDirectory tenants = new TenantDirectory(storage, clock);
    changes = new Changes(storage, tenants, Audit.at(storage, clock));
    queue = new TaskQueue(storage, clock, 1000, 1000);
    TenantRemoval removal = new TenantRemoval(storage, store, queue);
    new StoredTenants(storage, tenants, removal, new SourceSignOut(storage, queue), changes, clock)
        .create(ADMIN, TENANT, "Acme");
    accounts = new Accounts(storage);
    KnownUsers known = new KnownUsers(storage, accounts);
    sessions = new StoredSessions(storage, queue, known, sources::enabled, digests, changes, clock);
    issuer = new Issuer(storage, clients, digests, clock);
    grants = new StoredGrants(storage, issuer, sessions, accounts, digests, changes, clock);
    SignInCompletion completion =
        new SignInCompletion(
            storage,
            accounts,
            sessions,
            new UserHousekeeping(storage, accounts, queue),
            changes,
            digests,
            clock);
    Connections connections = TestPlatforms.connections(registry, metrics, clock);
    dispatcher =
        new SignInDispatcher(
            sources,
            new PasswordSource(tenants),
            accounts,
            known,
            policies,
            new BindStep(sources, clients, any -> CodeWays.NONE),
            new Memberships(sources, connections, new CallPace(Duration.ZERO, () -> 0), clock),
            completion,
            new Refusals(changes, metrics, clock),
            steps,
            clock);
    Supplier<PlatformIdentification> identification =
        () -> new PlatformIdentification(sources, connections, new CodeGuesses(clock), clock);
    node =
        () ->
            new PlatformSignIns(
                identification.get(),
                dispatcher,
                completion,
                issuer,
                box,
                digests,
                metrics,
                new Tally(
                    storage,
                    tenants,
                    new Settings(key -> Optional.empty(), "1.0.0"),
                    TestCore.IDLE,
                    clock),
                clock);
    tries =
        () ->
            new PlatformTries(
                storage, sources, identification.get(), dispatcher, changes, box, digests, clock);
    signIns = node.get();
    TestPlatforms.add(registry, new FakePlatform(platform::signIn), 1);
    source(Association.OFF);
    digests.digest("warm-up", Secret.of("x"));
    store.forget();
  }

  public ManualClock clock() {
    return clock;
  }

  CountingStore store() {
    return store;
  }

  public Changes changes() {
    return changes;
  }

  public TaskQueue queue() {
    return queue;
  }

  Policies policies() {
    return policies;
  }

  public Storage storage() {
    return storage;
  }

  CountedMetrics metrics() {
    return metrics;
  }

  FakeSources sources() {
    return sources;
  }

  public Accounts accounts() {
    return accounts;
  }

  public StoredSessions sessions() {
    return sessions;
  }

  public StoredGrants grants() {
    return grants;
  }

  SignInDispatcher dispatcher() {
    return dispatcher;
  }

  Issuer issuer() {
    return issuer;
  }

  PlatformSignIns signIns() {
    return signIns;
  }

  /** What another node of the installation has: the same storage, nothing in memory yet. */
  PlatformSignIns otherNode() {
    return node.get();
  }

  long usedStates() {
    return store.count("used-state", TENANT, new Query.All());
  }

  ProviderRegistry registry() {
    return registry;
  }

  CodePlatform platform() {
    return platform;
  }

  void source(Association association) {
    source(SOURCE, association);
  }

  void source(String id, Association association) {
    sources.set(
        TENANT,
        FakeSources.source(
            id,
            Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP, SignInMethod.MOBILE),
            association,
            true));
  }

  public static ExternalIdentity person(String userId) {
    return ExternalIdentity.of("corp-1", userId)
        .withName(Optional.of("Li " + userId))
        .withWorkEmail(
            Optional.of(ExternalIdentity.ContactPoint.of(userId + "@corp.example", true)))
        .withDepartments(List.of("7"));
  }

  public static Grants.Request.Code request() {
    return new Grants.Request.Code(
        CLIENT,
        Set.of("openid"),
        REDIRECT,
        Optional.of(CodeChallenge.of(VERIFIER)),
        Optional.of("n-1"),
        Optional.empty());
  }

  /** The same for longer than the session. */
  public static Grants.Request.Code offline() {
    return new Grants.Request.Code(
        CLIENT,
        Set.of("openid", "email", Grants.OFFLINE_ACCESS),
        REDIRECT,
        Optional.of(CodeChallenge.of(VERIFIER)),
        Optional.of("n-1"),
        Optional.empty());
  }

  SignIns.Begun begin() {
    return begin(SOURCE);
  }

  private SignIns.Begun begin(String source) {
    return signIns.begin(
        new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", "carried"));
  }

  SignIns.Pending pending() {
    return pending(SOURCE);
  }

  private SignIns.Pending pending(String source) {
    SignIns.Begun begun = begin(source);
    return signIns.open(TENANT, source, begun.state(), begun.cookieValue()).orElseThrow();
  }

  SignIns.Outcome<AuthorizationCode> finish(SignIns.Pending pending, String code) {
    return finish(pending, code, List.of());
  }

  private SignIns.Outcome<AuthorizationCode> finish(
      SignIns.Pending pending, String code, List<Secret> replaced) {
    return finish(pending, code, replaced, request());
  }

  private SignIns.Outcome<AuthorizationCode> finish(
      SignIns.Pending pending, String code, List<Secret> replaced, Grants.Request.Code request) {
    return signIns.finish(
        CALLER, pending, Secret.of(code), "Firefox", replaced, Optional.of(request));
  }

  /** Somebody comes in, and grants for longer than the session. */
  public SignIns.Outcome.SignedIn<AuthorizationCode> comesInOffline(String userId) {
    String code = "code-" + userId + "-" + System.nanoTime();
    platform.code(code, SignInResult.signedIn(person(userId)));
    return (SignIns.Outcome.SignedIn<AuthorizationCode>)
        finish(pending(SOURCE), code, List.of(), offline());
  }

  /** Somebody comes in from beginning to end. */
  public SignIns.Outcome<AuthorizationCode> comesIn(ExternalIdentity person) {
    return comesIn(SOURCE, person, List.of());
  }

  /** The same in a browser that holds something already. */
  public SignIns.Outcome<AuthorizationCode> comesIn(
      ExternalIdentity person, List<Secret> replaced) {
    return comesIn(SOURCE, person, replaced);
  }

  /** The same by another source. */
  SignIns.Outcome<AuthorizationCode> comesIn(String source, ExternalIdentity person) {
    return comesIn(source, person, List.of());
  }

  private SignIns.Outcome<AuthorizationCode> comesIn(
      String source, ExternalIdentity person, List<Secret> replaced) {
    String code = "code-" + person.userId() + "-" + System.nanoTime();
    platform.code(code, SignInResult.signedIn(person));
    return finish(pending(source), code, replaced);
  }

  public SignIns.Outcome.SignedIn<AuthorizationCode> signedIn(String userId) {
    return (SignIns.Outcome.SignedIn<AuthorizationCode>) comesIn(person(userId));
  }

  public static Secret code(SignIns.Outcome.SignedIn<AuthorizationCode> in) {
    return in.granted().orElseThrow().value();
  }

  public Optional<Grants.Tokens> redeem(Secret code) {
    return grants.redeem(
        CALLER, TENANT, new Grants.Redemption(CLIENT, code, REDIRECT, Optional.of(VERIFIER)));
  }

  public void advance(Duration by) {
    clock.advance(by);
  }

  public void forget() {
    store.forget();
  }

  public List<String> reads() {
    return store.reads();
  }

  List<AuditEvent> events() {
    return TestCore.events(new StoredAuditLog(storage, () -> {}), TENANT);
  }

  /** Somebody else gets in the way between the next read and its commit. */
  public void beforeNextCommit(Runnable others) {
    steered.beforeNextCommit(others);
  }

  /** This node hears of nothing from now on that others commit. */
  public void hearNothingOfOthers() {
    steered.keepSilent();
  }

  /** What another node commits. */
  public void elsewhere(Change change) {
    new Storage(steered).commit(new UnitOfWork().add(change));
  }

  /** Another node disables the source. */
  public void disableSourceElsewhere() {
    elsewhere(
        new Change.Create(
            new Document(
                new DocumentKey("identity-source", TENANT, SOURCE),
                0,
                new byte[0],
                List.of(),
                Optional.empty())));
    sources.set(
        TENANT,
        FakeSources.source(
            SOURCE, Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE), Association.OFF, false));
  }

  /** Another node renames the tenant. */
  void renameTenantElsewhere() {
    elsewhere(
        new Change.Replace(steered.find(new DocumentKey("tenant", "", TENANT)).orElseThrow()));
  }

  public List<List<Change>> commits() {
    return store.commits();
  }

  public void commit(List<Change> changes) {
    UnitOfWork work = new UnitOfWork();
    changes.forEach(work::add);
    storage.commit(work);
  }

  /** Every client may use these grants and these sources from now on. */
  public void clientsTake(Set<Client.GrantType> grantTypes, Set<String> sourceIds) {
    clients.take(grantTypes, sourceIds);
  }

  /** Every client may ask for these from now on. */
  public void clientsMayAskFor(Set<String> scopes) {
    clients.allow(scopes);
  }

  /** Whether every client needs PKCE from now on. */
  public void clientsNeedPkce(boolean need) {
    clients.needPkce(need);
  }

  /** How long refresh tokens of every client last at most from now on. */
  public void refreshTokensLast(Duration most) {
    clients.lastAtMost(most);
  }

  /** Whether people of every client are asked for consent from now on. */
  public void clientsNeedConsent(boolean need) {
    clients.needConsent(need);
  }

  public void makeClientsAnew() {
    clients.makeAnew();
  }

  public void removeClient() {
    clients.remove(CLIENT);
  }
}
