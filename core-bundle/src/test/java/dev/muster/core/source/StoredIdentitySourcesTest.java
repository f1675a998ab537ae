package dev.muster.core.source;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.nio.file.Path;
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
  private static final Draft OWN = draft(IDS, Map.of("secret", "own-secret"));
  private static final Draft INHERITING = draft(Map.of(), Map.of());

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private static Draft draft(Map<String, String> fields, Map<String, String> secrets) {
    return new Draft(
        "WeCom",
        Set.of(SignInMethod.BROWSER, SignInMethod.MOBILE),
        fields,
        secrets,
        false,
        Association.OFF,
        true);
  }

  private static Draft with(Draft draft, Association association) {
    return new Draft(
        draft.displayName(),
        draft.methods(),
        draft.fields(),
        draft.secrets(),
        draft.loginOnly(),
        association,
        draft.enabled());
  }

  private static Draft with(Draft draft, Set<SignInMethod> methods, boolean enabled) {
    return new Draft(
        draft.displayName(),
        methods,
        draft.fields(),
        draft.secrets(),
        draft.loginOnly(),
        draft.association(),
        enabled);
  }

  private Versioned<IdentitySource> create(Draft draft) {
    return core.sources.create(ALICE, TENANT, "wecom", "chat", draft);
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
  void createsAndReads() {
    Versioned<IdentitySource> made = create(OWN);

    assertThat(core.sources.find(TENANT, "wecom")).contains(made);
    assertThat(core.sources.list(TENANT, 10, Optional.empty()).items())
        .containsExactly(made.value());
    assertThat(made.value().fields()).isEqualTo(IDS);
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

    create(with(OWN, ask));

    assertThat(core.sources.find(TENANT, "wecom").orElseThrow().value().association())
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
  void refusesUnknownPlatformsMethodsAndFields() {
    assertInvalid(
        "platform",
        "unknown-platform",
        () -> core.sources.create(ALICE, TENANT, "x", "nobody", OWN));
    assertInvalid(
        "methods", "not-offered", () -> create(with(OWN, Set.of(SignInMethod.IN_APP), true)));
    assertInvalid("methods", "required", () -> create(with(OWN, Set.of(), true)));
    assertInvalid(
        "fields.other", "unknown-field", () -> create(draft(Map.of("other", "x"), Map.of())));
    assertInvalid("fields.other", "unknown-field", () -> create(draft(IDS, Map.of("other", "x"))));
    assertInvalid(
        "fields.privateInfo",
        "format",
        () -> create(draft(Map.of("privateInfo", "maybe"), Map.of())));
    core.platforms.takeAway("chat");
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, () -> create(OWN));
  }

  @Test
  void refusesAssociationsThatMakeNoSense() {
    assertInvalid(
        "association.matchBy",
        "required",
        () -> create(with(OWN, new Association(Mode.MATCH, List.of(), Set.of()))));
    assertInvalid(
        "association.trust",
        "choice",
        () ->
            create(
                with(
                    OWN,
                    new Association(
                        Mode.MATCH, List.of(MatchField.EMAIL), Set.of(MatchField.USERNAME)))));
    assertInvalid(
        "association.matchBy",
        "duplicate",
        () ->
            create(
                with(
                    OWN,
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
    core.sources.change(ALICE, TENANT, "wecom", before -> with(before, trusting), ANY);
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
    assertInvalid("fields.secret", "required", () -> create(draft(IDS, Map.of())));
    create(draft(Map.of("corpId", "wwapp", "schema", "wwauth"), Map.of()));
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
        core.sources.change(
            ALICE, TENANT, "wecom", before -> with(before, before.methods(), false), ANY);

    assertThat(disabled.value().enabled()).isFalse();
    assertInvalid(
        "fields.secret",
        "required",
        () ->
            core.sources.change(
                ALICE, TENANT, "wecom", before -> with(before, before.methods(), true), ANY));
  }

  @Test
  void canBeDisabledAndDeletedWhileItsBundleIsGone() {
    create(OWN);
    core.platforms.takeAway("chat");

    Versioned<IdentitySource> disabled =
        core.sources.change(
            ALICE, TENANT, "wecom", before -> with(before, before.methods(), false), ANY);

    assertThat(disabled.value().enabled()).isFalse();
    assertThat(disabled.value().fields()).isEqualTo(OWN.fields());
    assertThat(disabled.value().secrets()).containsKey("secret");
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () ->
            core.sources.change(
                ALICE, TENANT, "wecom", before -> with(before, before.methods(), true), ANY));
    assertInvalid(
        "methods",
        "required",
        () ->
            core.sources.change(
                ALICE, TENANT, "wecom", before -> with(before, Set.of(), false), ANY));
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
        ALICE, TENANT, "wecom", before -> draft(before.fields(), Map.of("secret", "next")), ANY);
    assertThat(binding().secrets().get("secret").previous()).contains(Secret.of("own-secret"));

    core.sources.change(
        ALICE, TENANT, "wecom", before -> draft(Map.of(), Map.of("secret", "")), ANY);
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
    core.sources.create(ALICE, TENANT, "off", "chat", with(OWN, OWN.methods(), false));
    core.sources.create(
        ALICE, TENANT, "native", "chat", with(OWN, Set.of(SignInMethod.MOBILE), true));

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
    create(draft(schema, Map.of()));

    assertThat(core.sources.mobileConfig(TENANT, "wecom"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("schema", "wwauth", "corpId", "wwapp", "agentId", "1"));
    core.sources.change(
        ALICE, TENANT, "wecom", before -> with(before, Set.of(SignInMethod.BROWSER), true), ANY);
    assertProblem(ProblemCode.NOT_FOUND, () -> core.sources.mobileConfig(TENANT, "wecom"));
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
