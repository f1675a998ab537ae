package dev.muster.core.source;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.audit.Audit;
import dev.muster.core.binding.StoredCredentials;
import dev.muster.core.change.Changes;
import dev.muster.core.form.Forms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceGuardsTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Map<String, String> IDS =
      Map.of("corpId", "wwown", "agentId", "7", "schema", "wwauth");
  private static final Settings OWN =
      Settings.of("WeCom", Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE))
          .withFields(and(IDS, "own-secret"));

  @TempDir Path folder;
  private TestCore core;
  private SteeredStore store;
  private Storage storage;
  private StoredIdentitySources sources;
  private StoredSourceSessions sessions;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    store = new SteeredStore(core.store);
    storage = new Storage(store);
    TenantDirectory tenants = new TenantDirectory(storage, core.clock);
    sources =
        new StoredIdentitySources(
            storage,
            tenants,
            core.forms,
            new Changes(storage, tenants, Audit.at(storage, core.clock)),
            core.credentials,
            core.checks,
            core.sourceEnds,
            core.sourceSignOut,
            core.sourceUses,
            (work, tenant, source) -> {},
            core.clock);
    sessions = new StoredSourceSessions(storage, core.directory);
  }

  private Versioned<IdentitySource> create(Settings draft) {
    return sources.create(ALICE, TENANT, "wecom", "chat", draft);
  }

  private void change(UnaryOperator<Settings> how) {
    sources.change(ALICE, TENANT, "wecom", how, ANY);
  }

  private static Map<String, String> and(Map<String, String> fields, String secret) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("secret", secret);
    return all;
  }

  private Optional<Binding> binding() {
    return core.credentials.ofSource(TENANT, "wecom");
  }

  private Optional<Instant> validFrom() {
    return sessions.validFrom(TENANT, "wecom").map(Stored::value);
  }

  private void bind(String secret) {
    core.mobileApps.bind(
        ALICE, TENANT, "chat", Map.of("corpId", "wwapp", "agentId", "1", "secret", secret));
  }

  // sessions

  @Test
  void disablingEndsEverySessionAlsoWhenTheClockStands() {
    create(OWN);
    Instant first = validFrom().orElseThrow();
    change(it -> it.withEnabled(false));
    assertThat(validFrom()).as("while it is disabled").isEmpty();
    change(it -> it.withEnabled(true));
    Instant second = validFrom().orElseThrow();
    assertThat(second).isAfter(first);
    change(it -> it.withEnabled(false));
    change(it -> it.withEnabled(true));
    assertThat(validFrom().orElseThrow()).isAfter(second);
    core.clock.advance(Duration.ofHours(1));
    change(it -> it.withEnabled(false));
    change(it -> it.withEnabled(true));
    assertThat(validFrom()).hasValue(core.clock.instant());
  }

  @Test
  void noOtherChangeEndsASession() {
    create(OWN);
    Instant before = validFrom().orElseThrow();
    core.clock.advance(Duration.ofHours(1));

    change(it -> it.withFields(and(it.fields(), "next")));
    change(it -> it.withMethods(Set.of(SignInMethod.BROWSER)));
    change(it -> it.withEnabled(true));

    assertThat(validFrom()).hasValue(before);
  }

  @Test
  void aDisabledSourceThatIsChangedStaysWhereItWas() {
    create(OWN);
    change(it -> it.withEnabled(false));
    core.clock.advance(Duration.ofHours(1));
    change(it -> it.withMethods(Set.of(SignInMethod.BROWSER)));
    change(it -> it.withEnabled(true));

    assertThat(validFrom().orElseThrow()).isBefore(core.clock.instant());
  }

  @Test
  void noSessionIsValidOfASourceThatIsNotThere() {
    assertThat(validFrom()).isEmpty();
    create(OWN);
    assertThat(sessions.validFrom("other", "wecom")).isEmpty();
    sources.delete(ALICE, TENANT, "wecom", ANY);
    assertThat(validFrom()).isEmpty();
  }

  @Test
  void unbindingEndsTheSessionsOfThoseThatDrewOnTheAppAndOfNoOther() {
    bind("app-secret");
    create(OWN);
    sources.create(ALICE, TENANT, "draws", "chat", OWN.withFields(Map.of("schema", "wwauth")));
    Instant own = validFrom().orElseThrow();
    Instant draws = sessions.validFrom(TENANT, "draws").orElseThrow().value();

    core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);

    StoredSourceSessions fresh = new StoredSourceSessions(new Storage(core.store), core.directory);
    assertThat(fresh.validFrom(TENANT, "wecom").map(Stored::value)).hasValue(own);
    assertThat(fresh.validFrom(TENANT, "draws").orElseThrow().value()).isAfter(draws);
  }

  // credentials

  @Test
  void lendsNothingOfATenantThatHasGoneOrToAnother() {
    core.tenants.create(ALICE, "acme", "Acme");
    core.sources.create(ALICE, "acme", "wecom", "chat", OWN);
    assertThat(core.credentials.ofSource("acme", "wecom")).isPresent();
    assertThat(core.credentials.ofSource(TENANT, "wecom")).isEmpty();

    core.tenants.delete(ALICE, "acme", ANY);

    assertThat(core.credentials.ofSource("acme", "wecom")).isEmpty();
    assertThat(core.sources.find("acme", "wecom")).isEmpty();
    assertThat(core.sources.offers("acme")).isEmpty();
    assertThat(core.sources.list("acme", 10, Optional.empty()).items()).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> core.sources.mobileConfig("acme", "wecom"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a/b", "..", "a\0b", "a_b"})
  void asksNoStoreForIdsThatAreNone(String id) {
    assertThat(core.credentials.ofSource(TENANT, id)).isEmpty();
    assertThat(sources.find(TENANT, id)).isEmpty();
  }

  @Test
  void settlesItsOwnKeyAndNotTheApps() {
    bind("app-secret");
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "app-next"), ANY);
    core.sources.create(ALICE, TENANT, "wecom", "chat", OWN);
    core.sources.change(
        ALICE, TENANT, "wecom", it -> it.withFields(and(it.fields(), "own-next")), ANY);
    var secret = binding().orElseThrow().secrets().get("secret");
    assertThat(secret.previous()).hasValue(Secret.of("own-secret"));

    secret.worked().run();

    assertThat(binding().orElseThrow().secrets().get("secret").previous()).isEmpty();
    assertThat(
            core.credentials
                .ofMobileApp(TENANT, "chat")
                .orElseThrow()
                .secrets()
                .get("secret")
                .previous())
        .hasValue(Secret.of("app-secret"));
  }

  @Test
  void takesNothingWhileNobodyKnowsThePlatformsForm() {
    bind("app-secret");
    core.sources.create(ALICE, TENANT, "wecom", "chat", OWN.withFields(Map.of("schema", "wwauth")));
    core.platforms.all.remove("chat");

    assertThat(binding().orElseThrow().secrets()).isEmpty();
    assertThat(binding().orElseThrow().fields()).isEqualTo(Map.of("schema", "wwauth"));
  }

  @Test
  void itsStampFollowsTheAppItDrawsOnAndNoOther() {
    bind("app-secret");
    core.sources.create(ALICE, TENANT, "wecom", "chat", OWN.withFields(Map.of("schema", "wwauth")));
    core.sources.create(ALICE, TENANT, "own", "chat", OWN);
    String draws = binding().orElseThrow().stamp();
    String own = core.credentials.ofSource(TENANT, "own").orElseThrow().stamp();

    core.mobileApps.change(ALICE, TENANT, "chat", TestCore.fields(Map.of("agentId", "2")), ANY);

    assertThat(binding().orElseThrow().stamp()).isNotEqualTo(draws);
    assertThat(core.credentials.ofSource(TENANT, "own").orElseThrow().stamp()).isEqualTo(own);
  }

  @Test
  void isSealedAnewSoThatTheOldMasterKeyCanGo() throws Exception {
    create(OWN);
    assertThat(sources.reseal(TENANT)).isZero();
    Path file = folder.resolve("master.key");
    String key = "new AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";
    Files.writeString(file, key + Files.readString(file));
    core.box.reload();

    assertThat(sources.reseal("")).isZero();
    assertThat(sources.reseal(TENANT)).isEqualTo(1);
    assertThat(sources.reseal(TENANT)).isZero();

    Files.writeString(file, key);
    core.box.reload();
    StoredCredentials afresh =
        new StoredCredentials(
            new Storage(core.store),
            core.directory,
            new Forms(core.platforms, core.box),
            core.clock);
    assertThat(afresh.ofSource(TENANT, "wecom").orElseThrow().secrets().get("secret").current())
        .isEqualTo(Secret.of("own-secret"));
  }

  // changes

  @Test
  void refusesTheSecondOfTwoNodesThatCreateTheSameAtOnce() {
    store.beforeNextCommit(() -> core.sources.create(ALICE, TENANT, "wecom", "chat", OWN));

    assertProblem(
        ProblemCode.ALREADY_EXISTS,
        () -> create(OWN.withFields(Map.of("corpId", "wwtheirs", "agentId", "7", "secret", "x"))));

    assertThat(binding().orElseThrow().fields()).containsEntry("corpId", "wwown");
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .containsExactly("identity-source.created");
  }

  @Test
  void refusesToDeleteOrChangeAVersionThatWentMeanwhile() {
    OptionalLong version = OptionalLong.of(create(OWN).version());
    store.beforeNextCommit(
        () -> core.sources.change(ALICE, TENANT, "wecom", it -> it.withEnabled(false), ANY));
    assertProblem(ProblemCode.STALE, () -> sources.delete(ALICE, TENANT, "wecom", version));
    assertThat(core.sources.find(TENANT, "wecom")).isPresent();
  }

  @Test
  void aChangeIsMadeOfWhatOthersLeftWhenTheyGotInTheWay() {
    create(OWN);
    store.beforeNextCommit(
        () -> core.sources.change(ALICE, TENANT, "wecom", it -> it.withEnabled(false), ANY));

    change(it -> it.withMethods(Set.of(SignInMethod.BROWSER)));

    IdentitySource source = sources.find(TENANT, "wecom").orElseThrow().value();
    assertThat(source.settings().enabled()).isFalse();
    assertThat(source.settings().methods()).containsExactly(SignInMethod.BROWSER);
  }

  @Test
  void whileItsBundleIsGoneItMayLoseWaysInButGainNothing() {
    create(OWN);
    core.platforms.takeAway("chat");

    change(it -> it.withMethods(Set.of(SignInMethod.BROWSER)));

    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () -> change(it -> it.withMethods(Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE))));
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () -> change(it -> it.withFields(Map.of("corpId", "wwx"))));
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE, () -> change(it -> it.withFields(and(it.fields(), "x"))));
    change(it -> it.withEnabled(false));
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, () -> change(it -> it.withEnabled(true)));
    assertThat(binding().orElseThrow().secrets()).containsKey("secret");
  }

  @Test
  void mayNotLoseTheOnlyCredentialsThatItHas() {
    create(OWN);

    assertInvalid(
        "fields.secret", "required", () -> change(it -> it.withFields(and(it.fields(), ""))));
    assertInvalid(
        "fields.agentId",
        "required",
        () -> change(it -> it.withFields(Map.of("corpId", "wwown", "schema", "wwauth"))));
    assertThat(binding().orElseThrow().secrets()).containsKey("secret");
  }

  @Test
  void aFieldThatThePlatformDoesNotHaveIsNotTaken() {
    Map<String, String> more = and(IDS, "x");
    more.put("none", "y");
    assertInvalid("fields.none", "unknown-field", () -> create(OWN.withFields(more)));
    assertThat(sources.find(TENANT, "wecom")).isEmpty();
  }

  @Test
  void aDisabledSourceGivesNativeAppsNothing() {
    create(OWN);
    assertThat(core.sources.mobileConfig(TENANT, "wecom"))
        .containsEntry("corpId", "wwown")
        .doesNotContainKey("secret");
    change(it -> it.withEnabled(false));

    assertProblem(ProblemCode.NOT_FOUND, () -> sources.mobileConfig(TENANT, "wecom"));
  }

  @Test
  void checksWithTheEffectiveBindingOfItself() {
    create(OWN);
    sources.check(ALICE, TENANT, "wecom");

    assertThat(core.checked).extracting(Binding::id).isEqualTo(List.of("identity-source:wecom"));
    assertProblem(ProblemCode.NOT_FOUND, () -> sources.check(ALICE, "acme", "wecom"));
  }
}
