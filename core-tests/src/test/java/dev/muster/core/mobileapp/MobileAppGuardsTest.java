package dev.muster.core.mobileapp;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static dev.muster.core.testing.TestCore.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.MobileApp;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.LastChange;
import dev.muster.api.SecretState;
import dev.muster.api.Versioned;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.platform.connection.ConnectionCheck;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInAbility;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MobileAppGuardsTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Map<String, String> APP =
      Map.of("corpId", "wwacme", "agentId", "1", "secret", "first", "addressBookSecret", "book");

  @TempDir Path folder;
  private TestCore core;
  private SteeredStore store;

  /** Another node, whose commits a test gets in the way of. */
  private StoredMobileApps apps;

  private Optional<ProviderException> failure = Optional.empty();
  private final List<CheckEnvironment> checked = new ArrayList<>();

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    store = new SteeredStore(core.store);
    Storage storage = new Storage(store);
    TenantDirectory tenants = new TenantDirectory(storage, core.clock);
    ConnectionCheck check =
        (binding, environment) -> {
          if (failure.isPresent()) {
            throw failure.get();
          }
          checked.add(environment);
          return CheckReport.of(List.of());
        };
    apps =
        new StoredMobileApps(
            storage,
            tenants,
            core.forms,
            new Changes(storage, tenants, Audit.at(storage, core.clock)),
            core.dependents,
            new Checks(check, core.settings, core.credentials, core.sight),
            core.clock);
  }

  private Versioned<MobileApp> bind() {
    return apps.bind(ALICE, TENANT, "chat", APP);
  }

  private Optional<BoundSecret> secret(String name) {
    return core.credentials.ofMobileApp(TENANT, "chat").map(binding -> binding.secrets().get(name));
  }

  private void modify(String secret) {
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", secret), ANY);
  }

  private List<String> events() {
    return core.events(TENANT).stream().map(AuditEvent::action).toList();
  }

  @Test
  void refusesABindingThatLacksWhatIsRequiredAndSaysAllOfIt() {
    assertInvalid("fields.corpId", "required", () -> apps.bind(ALICE, TENANT, "chat", Map.of()));
    assertInvalid("fields.agentId", "required", () -> apps.bind(ALICE, TENANT, "chat", Map.of()));
    assertInvalid("fields.secret", "required", () -> apps.bind(ALICE, TENANT, "chat", Map.of()));
    assertThat(events()).isEmpty();
  }

  @Test
  void refusesTheSecondOfTwoNodesThatBindAtOnce() {
    Caller faster = new Caller("admin:bo", "192.0.2.7", "c2");
    store.beforeNextCommit(() -> core.mobileApps.bind(faster, TENANT, "chat", APP));

    ProblemException problem = catchThrowableOfType(ProblemException.class, this::bind);
    assertThat(problem.code()).isEqualTo(ProblemCode.ALREADY_BOUND);
    assertThat(problem.lastChange())
        .contains(new LastChange(Optional.of("admin:bo"), core.clock.instant()));

    assertThat(events()).containsExactly("mobile-app.created");
  }

  @Test
  void refusesAPlatformThatCannotBindYet() {
    core.platforms.offer(platform(List.of()));

    assertInvalid("platform", "not-bindable", () -> apps.bind(ALICE, TENANT, "odd", Map.of()));
  }

  private static PlatformDescriptor platform(List<Field> form) {
    Text text = new Text("Odd", "Odd");
    return PlatformDescriptor.of("odd", text)
        .withBindingFields(form)
        .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
  }

  @Test
  void whatIdentifiesTheAppMayBeAddedButNeitherChangedNorTakenAway() {
    Text text = new Text("Odd", "Odd");
    core.platforms.offer(
        platform(
            List.of(Field.text("unit", text, text).asIdentifying(), Field.text("x", text, text))));
    apps.bind(ALICE, TENANT, "odd", Map.of("x", "1"));

    apps.change(ALICE, TENANT, "odd", fields(Map.of("unit", "u1")), ANY);

    assertInvalid(
        "fields.unit",
        "not-changeable",
        () -> apps.change(ALICE, TENANT, "odd", fields(Map.of("unit", "u2")), ANY));
    assertInvalid(
        "fields.unit",
        "not-changeable",
        () -> apps.change(ALICE, TENANT, "odd", fields(Map.of("unit", " ")), ANY));
    assertThat(
            apps.change(ALICE, TENANT, "odd", fields(Map.of("unit", "u1", "x", "")), ANY)
                .value()
                .fields())
        .isEqualTo(Map.of("unit", "u1"));
  }

  @Test
  void keepsAFieldThatTheBundlesNewerVersionDoesNotHave() {
    Text text = new Text("Odd", "Odd");
    Field kept = Field.text("x", text, text);
    core.platforms.offer(platform(List.of(Field.text("old", text, text), kept)));
    apps.bind(ALICE, TENANT, "odd", Map.of("old", "1", "x", "1"));
    core.platforms.offer(platform(List.of(kept)));

    assertThat(apps.change(ALICE, TENANT, "odd", fields(Map.of("x", "2")), ANY).value().fields())
        .isEqualTo(Map.of("old", "1", "x", "2"));
    assertThat(core.events(TENANT).get(0).detail().toString()).doesNotContain("old");
  }

  @Test
  void seesWhichAppItIsAfreshWhenOthersGotInTheWay() {
    bind();
    store.beforeNextCommit(
        () -> {
          core.mobileApps.unbind(ALICE, TENANT, "chat", false, ANY);
          core.mobileApps.bind(
              ALICE,
              TENANT,
              "chat",
              Map.of("corpId", "wwother", "agentId", "9", "secret", "theirs"));
        });

    assertInvalid(
        "fields.corpId",
        "not-changeable",
        () ->
            apps.change(
                ALICE, TENANT, "chat", fields(Map.of("corpId", "wwacme", "agentId", "2")), ANY));

    assertThat(core.mobileApps.find(TENANT, "chat").orElseThrow().value().fields())
        .isEqualTo(Map.of("corpId", "wwother", "agentId", "9"));
  }

  @Test
  void refusesAChangeOfAVersionThatWentWhileItWasMade() {
    OptionalLong version = OptionalLong.of(bind().version());
    store.beforeNextCommit(() -> modify("second"));
    assertProblem(
        ProblemCode.STALE,
        () -> apps.change(ALICE, TENANT, "chat", fields(Map.of("agentId", "2")), version));

    OptionalLong now =
        OptionalLong.of(core.mobileApps.find(TENANT, "chat").orElseThrow().version());
    store.beforeNextCommit(() -> modify("third"));
    assertProblem(ProblemCode.STALE, () -> apps.unbind(ALICE, TENANT, "chat", false, now));
    assertThat(core.mobileApps.find(TENANT, "chat")).isPresent();
  }

  @Test
  void takesAwayASecretThatIsNotRequiredAndNamesFieldsOnlyInTheAudit() {
    bind();
    apps.change(
        ALICE, TENANT, "chat", fields(Map.of("addressBookSecret", "", "agentId", "77")), ANY);

    assertThat(secret("addressBookSecret")).isEmpty();
    assertThat(secret("secret")).isPresent();
    assertThat(core.events(TENANT).get(0).detail().toString())
        .contains("addressBookSecret", "agentId")
        .doesNotContain("77");
  }

  @Test
  void aKeyThatIsGivenAgainIsNoChangeOfIt() {
    bind();
    Instant before = core.clock.instant();
    core.clock.advance(Duration.ofHours(1));

    MobileApp app = apps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "first"), ANY).value();

    assertThat(app.secrets().get("secret").changedAt()).isEqualTo(before);
    assertThat(secret("secret").orElseThrow().previous()).isEmpty();
  }

  @Test
  void modifiesNoFieldThatIsNoKeyAndNoKeyThatIsUnknown() {
    bind();
    assertInvalid(
        "corpId",
        "unknown-field",
        () -> apps.modifyKeys(ALICE, TENANT, "chat", Map.of("corpId", "wwx"), ANY));
    assertInvalid(
        "none",
        "unknown-field",
        () -> apps.modifyKeys(ALICE, TENANT, "chat", Map.of("none", "x", "secret", "y"), ANY));
    assertThat(secret("secret").orElseThrow().current()).isEqualTo(Secret.of("first"));
  }

  @Test
  void aKeyThatWorkedLateBringsNothingBack() {
    bind();
    modify("second");
    BoundSecret both = secret("secret").orElseThrow();
    core.mobileApps.unbind(ALICE, TENANT, "chat", false, ANY);

    both.worked().run();
    assertThat(core.mobileApps.find(TENANT, "chat")).isEmpty();

    bind();
    both.worked().run();
    assertThat(secret("secret").orElseThrow().current()).isEqualTo(Secret.of("first"));
  }

  @Test
  void settlesTheKeyThatWorkedAndNoOther() {
    bind();
    core.mobileApps.modifyKeys(
        ALICE, TENANT, "chat", Map.of("secret", "second", "addressBookSecret", "book2"), ANY);

    secret("secret").orElseThrow().worked().run();

    assertThat(secret("secret").orElseThrow().previous()).isEmpty();
    assertThat(secret("addressBookSecret").orElseThrow().previous()).hasValue(Secret.of("book"));
  }

  /** Whoever changed a key wants to know when the old one may be taken away at the platform. */
  @Test
  void tellsWhetherTheKeyBeforeStillServesAndWhenItCeasedTo() {
    bind();
    SecretState first = state();
    assertThat(first.pending()).isFalse();
    assertThat(first.previousUntil()).isEmpty();

    modify("second");
    assertThat(state().pending()).isTrue();
    assertThat(state().previousUntil()).isEmpty();

    core.clock.advance(Duration.ofHours(1));
    secret("secret").orElseThrow().worked().run();
    assertThat(state().pending()).isFalse();
    assertThat(state().previousUntil()).hasValue(core.clock.instant());

    modify("third");
    assertThat(state().pending()).isTrue();
    assertThat(state().previousUntil()).as("of the key before, which serves again").isEmpty();
  }

  private SecretState state() {
    return core.mobileApps.find(TENANT, "chat").orElseThrow().value().secrets().get("secret");
  }

  @Test
  void lendsNoKeyOfATenantThatHasGone() {
    core.tenants.create(ALICE, "acme", "Acme");
    core.mobileApps.bind(ALICE, "acme", "chat", APP);
    assertThat(core.credentials.ofMobileApp("acme", "chat")).isPresent();

    core.tenants.delete(ALICE, "acme", ANY);

    assertThat(core.credentials.ofMobileApp("acme", "chat")).isEmpty();
    assertThat(core.mobileApps.find("acme", "chat")).isEmpty();
    assertThat(core.mobileApps.list("acme")).isEmpty();
    assertProblem(
        ProblemCode.NOT_FOUND, () -> core.mobileApps.unbind(ALICE, "acme", "chat", true, ANY));
  }

  @Test
  void lendsNoKeyToAnotherTenant() {
    core.tenants.create(ALICE, "acme", "Acme");
    bind();

    assertThat(core.credentials.ofMobileApp("acme", "chat")).isEmpty();
    assertThat(core.mobileApps.find("acme", "chat")).isEmpty();
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.mobileApps.modifyKeys(ALICE, "acme", "chat", Map.of("secret", "x"), ANY));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.check(ALICE, "acme", "chat"));
  }

  @Test
  void isSealedAnewWithTheKeyBeforeToo() throws Exception {
    bind();
    modify("second");
    assertThat(apps.reseal(TENANT)).isZero();
    Path file = folder.resolve("master.key");
    Files.writeString(
        file, "new AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n" + Files.readString(file));
    core.box.reload();

    assertThat(apps.reseal("")).isZero();
    assertThat(apps.reseal(TENANT)).isEqualTo(1);
    assertThat(apps.reseal(TENANT)).isZero();
  }

  // checks

  @Test
  void aCheckThatCannotBeMadeIsAStepThatFailed() {
    bind();
    failure =
        Optional.of(
            new ProviderException(
                ProviderException.Code.TIMEOUT, "as the test says", Optional.of("60011")));

    List<Step> steps = apps.check(ALICE, TENANT, "chat").steps();

    assertThat(steps)
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.ok()).isFalse();
              assertThat(step.platformCode()).hasValue("60011");
              assertThat(step.message().en()).doesNotContain("as the test says");
            });
  }

  @Test
  void aCheckKnowsTheCallbacksOfEverySourceOfThePlatform() {
    bind();
    apps.check(ALICE, TENANT, "chat");
    for (String id : List.of("wecom", "second")) {
      core.sources.create(
          ALICE, TENANT, id, "chat", Settings.of("WeCom", Set.of(SignInMethod.BROWSER)));
    }
    apps.check(ALICE, TENANT, "chat");

    URI url = core.settings.publicUrl();
    assertThat(checked.get(0).callbackUrls()).isEmpty();
    assertThat(checked.get(1).callbackUrls())
        .containsExactlyInAnyOrder(
            url.resolve("/t/default/login/wecom/callback"),
            url.resolve("/t/default/login/second/callback"));
  }
}
