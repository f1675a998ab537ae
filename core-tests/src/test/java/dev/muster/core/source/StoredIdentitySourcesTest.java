package dev.muster.core.source;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.MessageAbility;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredIdentitySourcesTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Map<String, String> IDS = Map.of("corpId", "wwown", "agentId", "7");
  private static final Settings OWN =
      settings(Map.of("corpId", "wwown", "agentId", "7", "secret", "own-secret"));
  private static final Settings INHERITING = settings(Map.of());

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private static Settings settings(Map<String, String> fields) {
    return Settings.of("WeCom", Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE))
        .withFields(fields);
  }

  private Versioned<IdentitySource> create(Settings settings) {
    return core.sources.create(ALICE, TENANT, "wecom", "chat", settings);
  }

  private void bind() {
    core.mobileApps.bind(
        ALICE,
        TENANT,
        "chat",
        Map.of(
            "corpId", "wwapp", "agentId", "1", "secret", "app-secret", "addressBookSecret", "x"));
  }

  private Binding binding() {
    return core.credentials.ofSource(TENANT, "wecom").orElseThrow();
  }

  @Test
  void keepsWhoMadeItAndWhoChangedItLast() {
    IdentitySource made = create(OWN).value();
    assertThat(made.createdAt()).hasValue(core.clock.instant());
    assertThat(made.updatedAt()).isEqualTo(made.createdAt());
    assertThat(made.changedBy()).hasValue(ALICE.actor());

    core.clock.advance(Duration.ofHours(1));
    IdentitySource changed =
        core.sources
            .change(
                new Caller("admin:bob", "192.0.2.1", "c"),
                TENANT,
                "wecom",
                settings -> settings.withLoginOnly(true),
                OptionalLong.empty())
            .value();
    assertThat(changed.createdAt()).isEqualTo(made.createdAt());
    assertThat(changed.updatedAt()).hasValue(core.clock.instant());
    assertThat(changed.changedBy()).hasValue("admin:bob");
  }

  @Test
  void standsOnTheSignInPageInTheOrderThatIsSet() {
    for (String id : List.of("a", "b", "c")) {
      core.sources.create(
          ALICE, TENANT, id, "chat", OWN.withOrder(id.equals("a") ? 2 : id.equals("b") ? 1 : 1));
    }
    assertThat(core.sources.offers(TENANT)).extracting(Offer::id).containsExactly("b", "c", "a");
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.sources.create(ALICE, TENANT, "d", "chat", OWN.withOrder(1001)));
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.sources.create(ALICE, TENANT, "d", "chat", OWN.withOrder(-1)));
  }

  @Test
  void createsAndReads() {
    Versioned<IdentitySource> made = create(OWN);

    assertThat(core.sources.find(TENANT, "wecom")).contains(made);
    assertThat(core.sources.list(TENANT, 10, Optional.empty()).items()).containsExactly(made);
    assertThat(made.value().settings().fields()).isEqualTo(IDS);
    assertThat(made.value().secrets()).containsOnlyKeys("secret");
    assertThat(made.value().toString()).doesNotContain("own-secret");
    assertThat(binding().secrets().get("secret").current()).isEqualTo(Secret.of("own-secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "a b", "abcdefghijklmnopqrstuvwxyz012345", "a/b"})
  void refusesIdsThatAreNone(String id) {
    assertInvalid("id", "format", () -> core.sources.create(ALICE, TENANT, id, "chat", OWN));
    assertThat(core.sources.find(TENANT, id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bind", "interactions"})
  void refusesIdsThatStandInTheAddressesOfTheSignIn(String id) {
    assertInvalid("id", "reserved", () -> core.sources.create(ALICE, TENANT, id, "chat", OWN));
    assertThat(core.sources.find(TENANT, id)).isEmpty();
  }

  @Test
  void keepsThatPeopleAreToBeAsked() {
    Association ask = new Association(Mode.ASK, List.of(), Set.of());

    create(OWN.withAssociation(ask));

    assertThat(core.sources.find(TENANT, "wecom").orElseThrow().value().settings().association())
        .isEqualTo(ask);
  }

  @Test
  void takesAnIdOf31CharactersButNotTwice() {
    String id = "-".repeat(31);
    core.sources.create(ALICE, TENANT, id, "chat", OWN);

    assertProblem(
        ProblemCode.ALREADY_EXISTS, () -> core.sources.create(ALICE, TENANT, id, "chat", OWN));
  }

  @Test
  void sendsCodesOnlyWhereThePlatformSendsMessagesAndSaysSoToTheCheck() {
    assertInvalid("codes", "not-offered", () -> create(OWN.withCodes(true)));
    bind();
    create(OWN);
    core.sources.check(ALICE, TENANT, "wecom");
    core.mobileApps.check(ALICE, TENANT, "chat");
    core.platforms.offer(TestCore.chat().withMessages(MessageAbility.of()));
    IdentitySource changed = codes(true);
    assertThat(changed.settings().codes()).isTrue();
    core.sources.check(ALICE, TENANT, "wecom");
    core.sources.check(TENANT, "new", "chat", OWN.withCodes(true));
    core.mobileApps.check(ALICE, TENANT, "chat");

    assertThat(core.environments)
        .extracting(CheckEnvironment::messages)
        .containsExactly(false, false, true, true, true);
  }

  @Test
  void sendsNoCodesAnyMoreWhileTheBundleIsGoneAndNoneAnewThen() {
    core.platforms.offer(TestCore.chat().withMessages(MessageAbility.of()));
    create(OWN.withCodes(true));
    core.platforms.takeAway("chat");
    assertThat(codes(false).settings().codes()).isFalse();
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, () -> codes(true));
  }

  private IdentitySource codes(boolean on) {
    return core.sources
        .change(ALICE, TENANT, "wecom", it -> it.withCodes(on), OptionalLong.empty())
        .value();
  }

  @Test
  void refusesUnknownPlatformsMethodsAndFields() {
    assertInvalid(
        "platform",
        "unknown-platform",
        () -> core.sources.create(ALICE, TENANT, "x", "nobody", OWN));
    assertInvalid(
        "methods", "not-offered", () -> create(OWN.withMethods(Set.of(SignInMethod.IN_APP))));
    assertThatThrownBy(() -> create(OWN.withMethods(Set.of(SignInMethod.IN_APP))))
        .hasMessageContaining("does not offer in-app; give browser");
    assertInvalid("methods", "required", () -> create(OWN.withMethods(Set.of())));
    assertInvalid("fields.other", "unknown-field", () -> create(settings(Map.of("other", "x"))));
    assertInvalid(
        "fields.privateInfo", "format", () -> create(settings(Map.of("privateInfo", "maybe"))));
    core.platforms.takeAway("chat");
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, () -> create(OWN));
  }

  @Test
  void refusesAssociationsThatMakeNoSense() {
    assertInvalid(
        "association.matchBy",
        "required",
        () -> create(OWN.withAssociation(new Association(Mode.MATCH, List.of(), Set.of()))));
    assertInvalid(
        "association.trust",
        "choice",
        () ->
            create(
                OWN.withAssociation(
                    new Association(
                        Mode.MATCH, List.of(MatchField.EMAIL), Set.of(MatchField.USERNAME)))));
    assertInvalid(
        "association.matchBy",
        "duplicate",
        () ->
            create(
                OWN.withAssociation(
                    new Association(
                        Mode.MATCH, List.of(MatchField.EMAIL, MatchField.EMAIL), Set.of()))));
  }

  @Test
  void warnsInTheAuditWhenAFieldIsTrusted() {
    create(OWN);
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .doesNotContain("identity-source.trust-added");

    Association trusting =
        new Association(Mode.MATCH, List.of(MatchField.EMAIL), Set.of(MatchField.EMAIL));
    core.sources.change(ALICE, TENANT, "wecom", before -> before.withAssociation(trusting), ANY);
    core.sources.change(ALICE, TENANT, "wecom", before -> before, ANY);

    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("identity-source.trust-added"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("level", "warning")
                    .containsEntry("fields", "email"));
  }

  @Test
  void takesFromTheMobileAppWhatItLeavesOut() {
    bind();
    create(INHERITING);

    assertThat(binding().fields()).containsEntry("corpId", "wwapp").containsEntry("agentId", "1");
    assertThat(binding().secrets()).containsOnlyKeys("secret");
    assertThat(binding().secrets().get("secret").current()).isEqualTo(Secret.of("app-secret"));
  }

  @Test
  void followsTheMobileAppWhenItsKeyIsModifiedAndSettlesItThere() {
    bind();
    create(INHERITING);
    String before = binding().stamp();
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "newer"), ANY);

    assertThat(binding().stamp()).isNotEqualTo(before);
    assertThat(binding().secrets().get("secret").previous()).contains(Secret.of("app-secret"));
    binding().secrets().get("secret").worked().run();
    assertThat(
            core.credentials
                .ofMobileApp(TENANT, "chat")
                .orElseThrow()
                .secrets()
                .get("secret")
                .previous())
        .isEmpty();
  }

  @Test
  void neverJoinsTheSecretOfOneAppWithTheIdsOfAnother() {
    bind();
    assertInvalid("fields.secret", "required", () -> create(settings(IDS)));
    create(settings(Map.of("corpId", "wwapp", "schema", "wwauth")));
    core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);
    core.mobileApps.bind(
        ALICE, TENANT, "chat", Map.of("corpId", "wwthird", "agentId", "3", "secret", "third"));

    assertThat(binding().secrets()).isEmpty();
    assertThat(binding().fields()).doesNotContainKey("agentId");
  }

  @Test
  void isRefusedWhenNothingGivesTheCredentials() {
    assertInvalid("fields.secret", "required", () -> create(INHERITING));
    assertThat(core.sources.find(TENANT, "wecom")).isEmpty();
  }

  @Test
  void staysChangeableWhenItsMobileAppIsGone() {
    bind();
    create(INHERITING);
    core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);

    Versioned<IdentitySource> disabled =
        core.sources.change(ALICE, TENANT, "wecom", before -> before.withEnabled(false), ANY);

    assertThat(disabled.value().settings().enabled()).isFalse();
    assertInvalid(
        "fields.secret",
        "required",
        () -> core.sources.change(ALICE, TENANT, "wecom", before -> before.withEnabled(true), ANY));
  }

  @Test
  void canBeDisabledAndDeletedWhileItsBundleIsGone() {
    create(OWN);
    core.platforms.takeAway("chat");

    Versioned<IdentitySource> disabled =
        core.sources.change(ALICE, TENANT, "wecom", before -> before.withEnabled(false), ANY);

    assertThat(disabled.value().settings().enabled()).isFalse();
    assertThat(disabled.value().settings().fields()).isEqualTo(IDS);
    assertThat(disabled.value().secrets()).containsKey("secret");
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () -> core.sources.change(ALICE, TENANT, "wecom", before -> before.withEnabled(true), ANY));
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () ->
            core.sources.change(
                ALICE, TENANT, "wecom", before -> before.withFields(Map.of("secret", "s")), ANY));
    assertInvalid(
        "methods",
        "required",
        () ->
            core.sources.change(
                ALICE,
                TENANT,
                "wecom",
                before -> before.withMethods(Set.of()).withEnabled(false),
                ANY));
    core.sources.delete(ALICE, TENANT, "wecom", ANY);
    assertThat(core.sources.find(TENANT, "wecom")).isEmpty();
  }

  @Test
  void setsKeepsAndTakesAwaySecrets() {
    bind();
    create(OWN);
    core.sources.change(ALICE, TENANT, "wecom", before -> before, ANY);
    assertThat(binding().secrets().get("secret").current()).isEqualTo(Secret.of("own-secret"));

    core.sources.change(
        ALICE,
        TENANT,
        "wecom",
        before -> before.withFields(Map.of("corpId", "wwown", "agentId", "7", "secret", "next")),
        ANY);
    assertThat(binding().secrets().get("secret").previous()).contains(Secret.of("own-secret"));

    core.sources.change(ALICE, TENANT, "wecom", before -> settings(Map.of("secret", "")), ANY);
    assertThat(binding().secrets().get("secret").current()).isEqualTo(Secret.of("app-secret"));
  }

  @Test
  void refusesStaleAndUnknown() {
    long version = create(OWN).version();
    core.sources.change(ALICE, TENANT, "wecom", before -> before, OptionalLong.of(version));

    assertProblem(
        ProblemCode.STALE,
        () ->
            core.sources.change(
                ALICE, TENANT, "wecom", before -> before, OptionalLong.of(version)));
    assertProblem(
        ProblemCode.STALE,
        () -> core.sources.delete(ALICE, TENANT, "wecom", OptionalLong.of(version)));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.sources.change(ALICE, TENANT, "none", before -> before, ANY));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.sources.delete(ALICE, TENANT, "none", ANY));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.sources.check(ALICE, TENANT, "none"));
  }

  @Test
  void offersWhatIsEnabledForBrowsersFromMemory() {
    create(OWN);
    core.sources.create(ALICE, TENANT, "off", "chat", OWN.withEnabled(false));
    core.sources.create(
        ALICE, TENANT, "native", "chat", OWN.withMethods(Set.of(SignInMethod.MOBILE)));

    assertThat(core.sources.offers(TENANT)).extracting(Offer::id).containsExactly("wecom");
    assertThat(core.sources.offers(TENANT).get(0).available()).isTrue();
    core.platforms.takeAway("chat");
    assertThat(core.sources.offers(TENANT).get(0).available()).isFalse();
    core.sources.delete(ALICE, TENANT, "wecom", ANY);
    assertThat(core.sources.offers(TENANT)).isEmpty();
    assertThat(core.sources.offers("nobody")).isEmpty();
  }

  @Test
  void givesNativeAppsWhatTheyNeedAndNeverASecret() {
    bind();
    Map<String, String> schema = new HashMap<>(Map.of("schema", "wwauth"));
    create(settings(schema));

    assertThat(core.sources.mobileConfig(TENANT, "wecom"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("schema", "wwauth", "corpId", "wwapp", "agentId", "1"));
    core.sources.change(
        ALICE, TENANT, "wecom", before -> before.withMethods(Set.of(SignInMethod.BROWSER)), ANY);
    assertProblem(ProblemCode.NOT_FOUND, () -> core.sources.mobileConfig(TENANT, "wecom"));
  }

  @Test
  void haveACheckNameWhatANativeAppIsNotTold() {
    bind();
    Settings nativeOnly = settings(Map.of()).withMethods(Set.of(SignInMethod.MOBILE));
    create(nativeOnly);

    CheckReport.Step step = core.sources.check(ALICE, TENANT, "wecom").steps().get(0);
    assertThat(step.id()).isEqualTo("mobile-config");
    assertThat(step.ok()).isFalse();
    assertThat(step.message().en()).contains("schema").doesNotContain("secret", "corpId");
    assertThat(step.decides()).containsExactly(CheckReport.Capability.SIGN_IN);
    assertThat(core.sources.check(TENANT, "new", "chat", nativeOnly).ok()).isFalse();

    Settings told = settings(Map.of("schema", "wwauth")).withMethods(nativeOnly.methods());
    assertThat(core.sources.check(TENANT, "new", "chat", told).ok()).isTrue();
    Settings browser = settings(Map.of()).withMethods(Set.of(SignInMethod.BROWSER));
    assertThat(core.sources.check(TENANT, "new", "chat", browser).ok()).isTrue();
  }

  @Test
  void checksWithItsOwnCallback() {
    create(OWN);
    core.sources.check(ALICE, TENANT, "wecom");

    assertThat(core.checked).extracting(Binding::id).containsExactly("identity-source:wecom");
    core.platforms.takeAway("chat");
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE, () -> core.sources.check(ALICE, TENANT, "wecom"));
  }
}
