package dev.muster.core.testing;

import dev.muster.api.Administrators;
import dev.muster.api.ApiTokens;
import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.api.Brandings;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.Statistics;
import dev.muster.api.Tenants;
import dev.muster.core.account.StoredOwnAccount;
import dev.muster.core.account.WaysIn;
import dev.muster.core.admin.AdminAccounts;
import dev.muster.core.admin.StoredAdministrators;
import dev.muster.core.admin.StoredApiTokens;
import dev.muster.core.admin.StoredConsoleSessions;
import dev.muster.core.audit.Audit;
import dev.muster.core.audit.StoredAuditLog;
import dev.muster.core.background.Background;
import dev.muster.core.binding.StoredCredentials;
import dev.muster.core.binding.StoredDependents;
import dev.muster.core.branding.StoredBrandings;
import dev.muster.core.change.Changes;
import dev.muster.core.client.SignedAssertions;
import dev.muster.core.client.StoredClients;
import dev.muster.core.code.CodeSenders;
import dev.muster.core.code.CodesByMessage;
import dev.muster.core.code.OneTimeCodes;
import dev.muster.core.form.Forms;
import dev.muster.core.grant.Issuer;
import dev.muster.core.grant.StoredClientGrants;
import dev.muster.core.grant.StoredConsents;
import dev.muster.core.grant.StoredGrants;
import dev.muster.core.grant.UserGrants;
import dev.muster.core.hook.CodeDeliveries;
import dev.muster.core.hook.Policies;
import dev.muster.core.hook.RotaSourceHooks;
import dev.muster.core.key.StoredSigningKeys;
import dev.muster.core.logout.BackChannelLogout;
import dev.muster.core.membership.CallPace;
import dev.muster.core.membership.Memberships;
import dev.muster.core.mobileapp.Dependents;
import dev.muster.core.mobileapp.StoredMobileApps;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.platform.connection.ConnectionCheck;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.DepartmentSight;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.pushed.StoredPushedRequests;
import dev.muster.core.quota.QuotaMeters;
import dev.muster.core.reconcile.AddressBook;
import dev.muster.core.reconcile.ReconciliationTask;
import dev.muster.core.reconcile.RunEnd;
import dev.muster.core.reconcile.StoredReconciliations;
import dev.muster.core.roomtemplate.StoredWarRoomTemplates;
import dev.muster.core.rota.SourceReadings;
import dev.muster.core.rota.SourcedDuty;
import dev.muster.core.rota.StoredRotas;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.settings.Settings;
import dev.muster.core.signin.AccountLinks;
import dev.muster.core.signin.AddressBookPeople;
import dev.muster.core.signin.BindStep;
import dev.muster.core.signin.PasswordProof;
import dev.muster.core.signin.PasswordSource;
import dev.muster.core.signin.PlatformIdentification;
import dev.muster.core.signin.PlatformSignIns;
import dev.muster.core.signin.PlatformTries;
import dev.muster.core.signin.Refusals;
import dev.muster.core.signin.SignInCompletion;
import dev.muster.core.signin.SignInDispatcher;
import dev.muster.core.signin.StoredInteractions;
import dev.muster.core.signin.StoredPasswordRecovery;
import dev.muster.core.signin.StoredPasswordSignIns;
import dev.muster.core.source.SourceSignOut;
import dev.muster.core.source.SourceUses;
import dev.muster.core.source.StoredIdentitySources;
import dev.muster.core.source.StoredSourceSessions;
import dev.muster.core.statistics.StoredStatistics;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Storage;
import dev.muster.core.task.StoredTasks;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskWork;
import dev.muster.core.tenancy.StoredTenants;
import dev.muster.core.tenancy.TenantRemoval;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.CodeGuesses;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.RefusedAttempts;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.SourceDeprovisioning;
import dev.muster.core.user.StoredUsers;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.core.user.UserRows;
import dev.muster.core.user.UserTotals;
import dev.muster.core.userimport.SealedPasswords;
import dev.muster.core.userimport.StoredUserImports;
import dev.muster.core.userimport.UserImportTask;
import dev.muster.core.warroom.RoomTotals;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The core's services on a store in memory and a clock that stands. */
public final class TestCore {
  public static final Caller ALICE = new Caller("admin:alice", "192.0.2.1", "c1");
  public static final String TENANT = "default";

  /** Runs nothing. */
  public static final Background IDLE =
      new Background() {
        @Override
        public void run(String what, Runnable work) {}

        @Override
        public Runnable every(String what, Duration pause, Runnable work) {
          return () -> {};
        }
      };

  /** The password of the user {@code admin}. */
  public static final String ADMIN_PASSWORD = "right password";

  /** An owner's API token. */
  public static final String API_TOKEN = "owner-0123456789-0123456789-0123456789";

  private static final Map<String, String> SETTINGS =
      Map.of("admin.password", ADMIN_PASSWORD, "admin.token", API_TOKEN);

  public final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  public final SteeredStore store = new SteeredStore(new InMemoryDocumentStore(clock));
  public final Storage storage = new Storage(store);
  public final TenantDirectory directory = new TenantDirectory(storage, clock);
  public final Audit audit = Audit.at(storage, clock);
  public final Background background = new Inline();
  public final Changes changes = new Changes(storage, directory, audit);
  public final RefusedAttempts refused = new RefusedAttempts(changes, audit, background, clock);
  public final Guesses guesses = new Guesses(refused, new CountedMetrics(), clock);
  public final AuditLog auditLog = new StoredAuditLog(storage, refused);
  public final TaskQueue queue = new TaskQueue(storage, clock, 6, 3);
  public final TaskWork taskWork =
      new TaskWork(storage, changes, new CountedMetrics(), clock, "node-1");
  public final Accounts accounts = new Accounts(storage);
  public final UserHousekeeping housekeeping = new UserHousekeeping(storage, accounts, queue);
  public final Deprovisioning departures =
      new Deprovisioning(
          storage, accounts, housekeeping, new StoredSourceSessions(storage, directory));
  public final SourceDeprovisioning sourceEnds =
      new SourceDeprovisioning(storage, accounts, queue, clock);
  public final TenantRemoval removal = new TenantRemoval(storage, store, queue);
  public final SourceSignOut sourceSignOut = new SourceSignOut(storage, queue);
  public final Tenants tenants =
      new StoredTenants(storage, directory, removal, sourceSignOut, changes, clock);
  public final Brandings brandings = new StoredBrandings(storage, directory, changes);
  public final RotaSourceHooks rotaSources = new RotaSourceHooks(new CountedMetrics());
  public final StoredRotas rotas;
  public final StoredWarRoomTemplates templates;
  public final SecretBox box;
  public final Digests digests;
  public final Settings settings =
      new Settings(key -> Optional.ofNullable(SETTINGS.get(key)), "1.0.0");
  public final UserTotals userTotals = new UserTotals(storage, directory, accounts, background);
  public final Tally tally = new Tally(storage, directory, settings, background, clock);
  public final CountedMetrics quotaMetrics = new CountedMetrics();
  public final QuotaMeters quotaMeters =
      new QuotaMeters(storage, directory, changes, quotaMetrics, background, clock);

  /** {@code <platform>.<key>}. */
  public final Map<String, String> platformSettings = new HashMap<>();

  public final PasswordHash passwords = new PasswordHash(PasswordHash.Cost.LEAST);
  public final PasswordRules passwordRules = new PasswordRules(settings);
  public final Destinations destinations = Destinations.of(false);
  public final FakePlatforms platforms = new FakePlatforms();
  public final List<Binding> checked = new ArrayList<>();
  public final List<CheckEnvironment> environments = new ArrayList<>();

  /** What platforms say of every app. */
  public volatile CheckReport report = CheckReport.of(List.of());

  /** What apps see of departments. */
  public volatile DepartmentSight sight = (binding, ids, deadline) -> List.of();

  public final ConnectionCheck check =
      (binding, environment) -> {
        checked.add(binding);
        environments.add(environment);
        return report;
      };
  public final Dependents dependents =
      new StoredDependents(
          storage, platforms, sourceSignOut, new dev.muster.core.warroom.OpenChats(storage));
  public final SourceUses sourceUses = new SourceUses(storage, accounts, background, clock);
  public final Forms forms;
  public final StoredCredentials credentials;
  public final Checks checks;
  public final StoredMobileApps mobileApps;
  public final StoredIdentitySources sources;
  public final StoredClients clients;
  public final SignedAssertions clientAssertions;
  public final StoredPushedRequests pushedRequests;
  public final StoredUsers users =
      new StoredUsers(
          storage, housekeeping, accounts, directory, changes, passwords, passwordRules, clock);
  public final SealedPasswords sealedPasswords;
  public final StoredUserImports imports;
  public final StoredSessions sessions;
  public final StoredTasks tasks = new StoredTasks(storage, changes, clock);
  public final StoredSigningKeys signingKeys;
  public final AdminAccounts adminAccounts;
  public final Administrators administrators;
  public final ConsoleSessions consoleSessions;
  public final ApiTokens apiTokens;
  public final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  public final Policies policies = Policies.requiring(List.of(), new CountedMetrics());
  public final CodeDeliveries deliveries = new CodeDeliveries(new CountedMetrics());
  public final CountedMetrics codeMetrics = new CountedMetrics();
  public final CodesByMessage codesByMessage;
  public final OneTimeCodes codes;
  public final StoredGrants grants;
  public final StoredClientGrants clientGrants;
  public final StoredConsents consents;
  public final Connections connections;
  public final Memberships memberships;
  public final Statistics statistics;
  public final PlatformSignIns signIns;
  public final PlatformTries tries;
  public final StoredInteractions interactions;
  public final StoredOwnAccount ownAccount;
  public final ReconciliationTask reconciliationTask;
  public final StoredReconciliations reconciliations;
  public final StoredPasswordSignIns passwordSignIns;
  public final StoredPasswordRecovery passwordRecovery;
  public final TestAlerts alerting;

  /** With a master key that is made once for all tests of a JVM, and that nobody turns. */
  public TestCore() {
    this(SharedFolder.PATH);
  }

  public TestCore(Path folder) {
    taskWork.add(removal);
    taskWork.add(housekeeping);
    taskWork.add(sourceEnds);
    taskWork.add(sourceSignOut);
    box = SecretBox.of(folder.resolve("master.key"), clock);
    digests = new Digests(storage, box);
    SourcedDuty sourced = new SourcedDuty(rotaSources, storage, changes, clock);
    taskWork.add(new SourceReadings(sourced, storage, queue, clock));
    rotas = new StoredRotas(storage, directory, accounts, changes, digests, sourced, queue, clock);
    templates = new StoredWarRoomTemplates(storage, directory, changes, digests, clock);
    sealedPasswords = new SealedPasswords(storage, box);
    UserRows rows = new UserRows(accounts, housekeeping, passwords, passwordRules, clock);
    UserImportTask importTask =
        new UserImportTask(storage, changes, queue, rows, sealedPasswords, clock);
    taskWork.add(importTask);
    imports =
        new StoredUserImports(
            storage, changes, directory, accounts, importTask, sealedPasswords, clock);
    forms = new Forms(platforms, box);
    credentials = new StoredCredentials(storage, directory, forms, clock);
    checks =
        new Checks(
            check,
            settings,
            credentials,
            (binding, ids, deadline) -> sight.unseen(binding, ids, deadline));
    mobileApps =
        new StoredMobileApps(storage, directory, forms, changes, dependents, checks, clock);
    sources =
        new StoredIdentitySources(
            storage,
            directory,
            forms,
            changes,
            credentials,
            checks,
            sourceEnds,
            sourceSignOut,
            sourceUses,
            new RunEnd(storage, clock),
            clock);
    clients =
        new StoredClients(
            storage, directory, sources, digests, changes, destinations, guesses, clock);
    clientAssertions =
        new SignedAssertions(
            storage,
            clients,
            directory,
            digests,
            changes,
            guesses,
            new OutgoingCalls(destinations),
            clock);
    pushedRequests = new StoredPushedRequests(storage, clients, directory, digests, changes, clock);
    KnownUsers known = new KnownUsers(storage, accounts);
    sessions =
        new StoredSessions(
            storage,
            queue,
            known,
            new StoredSourceSessions(storage, directory),
            digests,
            changes,
            clock);
    signingKeys =
        new StoredSigningKeys(
            storage, directory, box, digests, changes, IDLE, clock, TestKeys::generate);
    taskWork.add(
        new BackChannelLogout(
            clients, signingKeys, settings, OutgoingCalls.to(destinations), clock));
    adminAccounts = new AdminAccounts(storage, digests, settings, passwords, clock);
    administrators =
        new StoredAdministrators(
            storage, adminAccounts, directory, changes, passwords, passwordRules, clock);
    consoleSessions =
        new StoredConsoleSessions(
            storage,
            adminAccounts,
            digests,
            changes,
            passwords,
            passwordRules,
            guesses,
            box,
            clock);
    apiTokens =
        new StoredApiTokens(
            storage, directory, digests, changes, settings, guesses, background, clock);
    Issuer issuer = new Issuer(storage, clients, digests, clock);
    grants = new StoredGrants(storage, issuer, sessions, accounts, digests, changes, clock);
    CountedMetrics metrics = new CountedMetrics();
    connections =
        TestPlatforms.connections(
            registry,
            (platform, key) -> Optional.ofNullable(platformSettings.get(platform + "." + key)),
            metrics,
            clock,
            tally,
            quotaMeters);
    statistics =
        new StoredStatistics(
            storage,
            tally,
            directory,
            userTotals,
            sources,
            platforms,
            credentials,
            connections,
            new RoomTotals(storage),
            quotaMeters,
            clock);
    memberships =
        new Memberships(credentials, connections, new CallPace(Duration.ZERO, () -> 0), clock);
    codesByMessage =
        new CodesByMessage(
            accounts,
            sources,
            new StoredSourceSessions(storage, directory),
            platforms,
            credentials,
            connections,
            memberships,
            clock);
    codes =
        new OneTimeCodes(
            storage,
            accounts,
            sessions,
            deliveries,
            codesByMessage,
            CodeSenders.on(work -> background.run("sending a code", work)),
            brandings,
            changes,
            digests,
            refused,
            codeMetrics,
            clock);
    PasswordSource passwordSource = new PasswordSource(directory);
    PasswordProof passwordProof =
        new PasswordProof(storage, accounts, passwords, guesses, box, digests, background, clock);
    BindStep binding = new BindStep(sources, clients, codes);
    SignInCompletion completion =
        new SignInCompletion(storage, accounts, sessions, housekeeping, changes, digests, clock);
    SignInDispatcher dispatcher =
        new SignInDispatcher(
            sources,
            passwordSource,
            accounts,
            known,
            policies,
            binding,
            memberships,
            completion,
            new Refusals(changes, metrics, clock),
            clock);
    PlatformIdentification identification =
        new PlatformIdentification(credentials, connections, new CodeGuesses(clock), clock);
    signIns =
        new PlatformSignIns(
            identification, dispatcher, completion, issuer, box, digests, metrics, tally, clock);
    interactions =
        new StoredInteractions(
            dispatcher,
            completion,
            identification,
            passwordProof,
            codes,
            accounts,
            binding,
            issuer,
            box,
            digests,
            metrics,
            tally,
            refused,
            clock);
    clientGrants =
        new StoredClientGrants(
            storage, new UserGrants(storage, clock), sessions, accounts, clients, changes, clock);
    consents = new StoredConsents(storage, sessions, clients, changes, clock);
    ownAccount =
        new StoredOwnAccount(
            storage,
            sessions,
            accounts,
            housekeeping,
            clientGrants,
            new AccountLinks(
                identification,
                dispatcher,
                completion,
                sessions,
                accounts,
                changes,
                box,
                digests,
                clock),
            new WaysIn(new StoredSourceSessions(storage, directory)),
            changes,
            clock);
    passwordRecovery =
        new StoredPasswordRecovery(passwordSource, codes, dispatcher, accounts, digests);
    passwordSignIns =
        new StoredPasswordSignIns(
            passwordSource,
            passwordProof,
            passwords,
            passwordRules,
            dispatcher,
            completion,
            accounts,
            clients,
            issuer,
            metrics,
            tally);
    tries =
        new PlatformTries(
            storage, sources, identification, dispatcher, changes, box, digests, clock);
    reconciliationTask =
        new ReconciliationTask(
            storage,
            changes,
            queue,
            sources,
            forms,
            checks,
            new AddressBook(credentials, connections, new CallPace(Duration.ZERO, () -> 0)),
            new AddressBookPeople(dispatcher, accounts),
            accounts,
            departures,
            clock);
    taskWork.add(reconciliationTask);
    reconciliations =
        new StoredReconciliations(
            storage, changes, sources, forms, accounts, reconciliationTask, clock);
    alerting = new TestAlerts(this);
  }

  /** Adds a platform by which people can sign in. */
  public void offer(ChatProvider provider) {
    platforms.offer(provider.descriptor());
    TestPlatforms.add(registry, provider, platforms.all.size());
  }

  private static final class SharedFolder {
    static final Path PATH = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("muster-core");
        folder.toFile().deleteOnExit();
        folder.resolve("master.key").toFile().deleteOnExit();
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Every event of a tenant, newest first. */
  public List<AuditEvent> events(String tenant) {
    return events(auditLog, tenant);
  }

  /** Every event of a tenant in a log, newest first. */
  public static List<AuditEvent> events(AuditLog log, String tenant) {
    Optional<String> any = Optional.empty();
    AuditLog.Filter all = new AuditLog.Filter(Optional.empty(), Optional.empty(), any, any, any);
    return log.list(tenant, all, 200, any).items();
  }

  /** Runs at once, and nothing again. */
  private static final class Inline implements Background {
    @Override
    public void run(String what, Runnable work) {
      work.run();
    }

    @Override
    public Runnable every(String what, Duration pause, Runnable work) {
      return () -> {};
    }
  }

  private static Field text(String name) {
    return Field.text(name, new Text(name, name), new Text("Help for " + name, name));
  }

  private static Field secret(String name) {
    return Field.secret(name, new Text(name, name), new Text("Help for " + name, name));
  }

  /** A platform with every kind of field. */
  public static PlatformDescriptor chat() {
    Text name = new Text("Chat", "Chat");
    return PlatformDescriptor.of("chat", name)
        .withIcon("<svg/>")
        .withBindingFields(
            List.of(
                text("corpId").asRequired().asIdentifying().matching("ww[a-z0-9]+"),
                text("agentId").asRequired().matching("[0-9]+"),
                secret("secret").asRequired(),
                secret("addressBookSecret"),
                Field.choice("cloud", name, name, List.of(new Field.Choice("a", name))),
                Field.toggle("beta", name, name)))
        .withSourceFields(
            List.of(
                text("corpId").asInherited().matching("ww[a-z0-9]+"),
                text("agentId").asInherited().matching("[0-9]+"),
                secret("secret").asInherited(),
                text("schema"),
                Field.toggle("privateInfo", name, name)))
        .withUserIdsIgnoringCase()
        .withSignIn(
            SignInAbility.of(Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE))
                .withUserAgentMarkers(Set.of("chatapp"))
                .withMobileConfigFields(List.of("schema", "corpId", "agentId", "secret")));
  }

  /** A change of a mobile app's fields as a merge patch makes it. */
  public static UnaryOperator<Map<String, String>> fields(Map<String, String> changed) {
    return before -> {
      Map<String, String> after = new HashMap<>(before);
      after.putAll(changed);
      return after;
    };
  }
}
