package dev.muster.core.mobileapp;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static dev.muster.core.testing.TestCore.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.MobileApp;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoredMobileAppsTest {
  private static final Map<String, String> APP =
      Map.of("corpId", "wwacme", "agentId", "1", "secret", "first-secret");
  private static final OptionalLong ANY = OptionalLong.empty();

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private Versioned<MobileApp> bind() {
    return core.mobileApps.bind(ALICE, TENANT, "chat", APP);
  }

  private static Map<String, String> with(String field, String value) {
    Map<String, String> changed = new HashMap<>(APP);
    changed.put(field, value);
    return changed;
  }

  private BoundSecret secret() {
    return core.credentials.ofMobileApp(TENANT, "chat").orElseThrow().secrets().get("secret");
  }

  @Test
  void bindsAndShowsEverythingButSecrets() {
    Versioned<MobileApp> app = bind();

    assertThat(app.value().fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("corpId", "wwacme", "agentId", "1"));
    assertThat(app.value().secrets()).containsOnlyKeys("secret");
    assertThat(app.value().secrets().get("secret").changedBy()).isEqualTo("admin:alice");
    assertThat(core.mobileApps.find(TENANT, "chat")).contains(app);
    assertThat(core.mobileApps.list(TENANT)).containsExactly(app);
  }

  @Test
  void storesNoSecretInPlainAndWritesNoneIntoTheAudit() {
    bind();
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "second-secret"), ANY);

    Document stored = core.store.find(new DocumentKey("mobile-app", TENANT, "chat")).orElseThrow();
    assertThat(new String(stored.body(), StandardCharsets.UTF_8))
        .contains("wwacme")
        .doesNotContain("first-secret", "second-secret");
    assertThat(core.events(TENANT).toString())
        .contains("mobile-app.keys-modified", "secret")
        .doesNotContain("first-secret", "second-secret");
    Binding binding = core.credentials.ofMobileApp(TENANT, "chat").orElseThrow();
    assertThat(binding.toString() + binding.secrets())
        .doesNotContain("first-secret", "second-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "corpId, '', required",
    "corpId, '  ', required",
    "corpId, acme, format",
    "agentId, x, format",
    "secret, '', required",
    "cloud, b, choice",
    "beta, yes, format",
    "nothing, x, unknown-field",
  })
  void refusesWhatTheDescriptorDoesNotAllow(String field, String value, String code) {
    assertInvalid(
        "fields." + field,
        code,
        () -> core.mobileApps.bind(ALICE, TENANT, "chat", with(field, value)));
    assertThat(core.mobileApps.find(TENANT, "chat")).isEmpty();
  }

  @Test
  void namesTheFieldsThatThereAre() {
    assertThatThrownBy(() -> core.mobileApps.bind(ALICE, TENANT, "chat", with("corpid", "x")))
        .hasMessageStartingWith("fields.corpid: There is no such field; give ")
        .hasMessageContaining("corpId, ");
    core.mobileApps.bind(ALICE, TENANT, "chat", APP);
    assertThatThrownBy(
            () -> core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("agentId", "2"), ANY))
        .hasMessageStartingWith("agentId: There is no such field; give ")
        .hasMessageNotContaining("corpId");
  }

  @Test
  void refusesValuesThatAreTooLongOrHoldControlCharactersWithoutRepeatingThem() {
    assertInvalid(
        "fields.secret",
        "length",
        () -> core.mobileApps.bind(ALICE, TENANT, "chat", with("secret", "x".repeat(2001))));
    assertThatThrownBy(
            () -> core.mobileApps.bind(ALICE, TENANT, "chat", with("secret", "hid\u0000den")))
        .hasMessageNotContaining("hid");
  }

  @Test
  void refusesUnknownPlatformsTenantsAndASecondApp() {
    assertInvalid(
        "platform", "unknown-platform", () -> core.mobileApps.bind(ALICE, TENANT, "nobody", APP));
    assertThatThrownBy(() -> core.mobileApps.bind(ALICE, TENANT, "nobody", APP))
        .hasMessage("platform: No installed plugin offers it; there are: chat.");
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.bind(ALICE, "nobody", "chat", APP));
    bind();
    assertProblem(ProblemCode.ALREADY_BOUND, this::bind);
  }

  @Test
  void readsButFillsInNoFormWhileTheBundleIsGone() {
    bind();
    core.platforms.takeAway("chat");

    assertThat(core.mobileApps.find(TENANT, "chat")).isPresent();
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () ->
            core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "new-secret"), ANY));
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE,
        () -> core.mobileApps.change(ALICE, TENANT, "chat", fields(Map.of("agentId", "2")), ANY));
    assertProblem(
        ProblemCode.PLATFORM_UNAVAILABLE, () -> core.mobileApps.check(ALICE, TENANT, "chat"));
    core.mobileApps.unbind(ALICE, TENANT, "chat", false, ANY);
    assertProblem(ProblemCode.PLATFORM_UNAVAILABLE, this::bind);
  }

  @Test
  void changesFieldsButNotWhichAppIsBound() {
    long version = bind().version();
    Versioned<MobileApp> changed =
        core.mobileApps.change(
            ALICE,
            TENANT,
            "chat",
            fields(Map.of("agentId", "2", "cloud", "a", "corpId", "wwacme")),
            OptionalLong.of(version));

    assertThat(changed.value().fields()).containsEntry("agentId", "2").containsEntry("cloud", "a");
    assertThat(
            core.mobileApps
                .change(ALICE, TENANT, "chat", fields(Map.of("cloud", "")), ANY)
                .value()
                .fields())
        .doesNotContainKey("cloud");
    assertInvalid(
        "fields.corpId",
        "not-changeable",
        () ->
            core.mobileApps.change(
                ALICE, TENANT, "chat", fields(Map.of("corpId", "wwother")), ANY));
    assertInvalid(
        "fields.agentId",
        "required",
        () -> core.mobileApps.change(ALICE, TENANT, "chat", fields(Map.of("agentId", "")), ANY));
    assertProblem(
        ProblemCode.STALE,
        () ->
            core.mobileApps.change(
                ALICE, TENANT, "chat", fields(Map.of("agentId", "3")), OptionalLong.of(version)));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.mobileApps.change(ALICE, TENANT, "none", fields(Map.of()), ANY));
  }

  @Test
  void modifiesKeysAndNothingElse() {
    bind();

    assertInvalid(
        "secret",
        "required",
        () -> core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of(), ANY));
    assertInvalid(
        "secret",
        "required",
        () -> core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", " "), ANY));
    assertInvalid(
        "agentId",
        "unknown-field",
        () -> core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("agentId", "2"), ANY));
    assertProblem(
        ProblemCode.STALE,
        () ->
            core.mobileApps.modifyKeys(
                ALICE, TENANT, "chat", Map.of("secret", "n"), OptionalLong.of(99_999)));
  }

  @Test
  void keepsTheSecretBeforeUntilTheNewOneHasWorked() {
    bind();
    assertThat(secret().previous()).isEmpty();
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "second"), ANY);
    BoundSecret both = secret();
    assertThat(both.current()).isEqualTo(Secret.of("second"));
    assertThat(both.previous()).contains(Secret.of("first-secret"));

    both.worked().run();
    both.worked().run();

    assertThat(secret().current()).isEqualTo(Secret.of("second"));
    assertThat(secret().previous()).isEmpty();
  }

  @Test
  void keepsTheLastThatWorkedWhenANewOneIsCorrected() {
    bind();
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "mistyped"), ANY);
    BoundSecret mistyped = secret();
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "right"), ANY);

    assertThat(secret().previous()).contains(Secret.of("first-secret"));
    mistyped.worked().run();
    assertThat(secret().previous()).contains(Secret.of("first-secret"));
    core.mobileApps.modifyKeys(ALICE, TENANT, "chat", Map.of("secret", "first-secret"), ANY);
    assertThat(secret().current()).isEqualTo(Secret.of("first-secret"));
    assertThat(secret().previous()).isEmpty();
  }

  @Test
  void givesEveryStateAStampOfItsOwn() {
    bind();
    String before = core.credentials.ofMobileApp(TENANT, "chat").orElseThrow().stamp();
    core.mobileApps.change(ALICE, TENANT, "chat", fields(Map.of("agentId", "2")), ANY);

    assertThat(core.credentials.ofMobileApp(TENANT, "chat").orElseThrow().stamp())
        .isNotEqualTo(before);
  }

  @Test
  void refusesACiphertextOfAnotherTenant() {
    bind();
    core.tenants.create(ALICE, "acme", "Acme");
    Document mine = core.store.find(new DocumentKey("mobile-app", TENANT, "chat")).orElseThrow();
    core.store.commit(
        List.of(
            new Change.Create(
                Document.of(new DocumentKey("mobile-app", "acme", "chat"), mine.body()))));

    assertThatThrownBy(() -> core.credentials.ofMobileApp("acme", "chat"))
        .hasMessageContaining("does not open")
        .hasMessageNotContaining("first-secret");
  }

  @Test
  void isNotUnboundUnderASourceThatDrawsOnItUnlessForced() {
    bind();
    core.sources.create(
        ALICE, TENANT, "wecom", "chat", Settings.of("WeCom", Set.of(SignInMethod.BROWSER)));

    assertThatThrownBy(() -> core.mobileApps.unbind(ALICE, TENANT, "chat", false, ANY))
        .hasMessageContaining("wecom");
    assertProblem(
        ProblemCode.IN_USE, () -> core.mobileApps.unbind(ALICE, TENANT, "chat", false, ANY));
    core.mobileApps.unbind(ALICE, TENANT, "chat", true, ANY);
    assertThat(core.mobileApps.find(TENANT, "chat")).isEmpty();
  }

  @Test
  void checksWithTheEffectiveBinding() {
    bind();
    core.mobileApps.check(ALICE, TENANT, "chat");

    assertThat(core.checked).extracting(Binding::id).containsExactly("mobile-app:chat");
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.check(ALICE, TENANT, "none"));
  }

  @Test
  void checksADraftWithWhatWasEnteredAndStoresNothing() {
    core.mobileApps.check(
        TENANT, "chat", Map.of("corpId", "ww1", "agentId", "7", "secret", " typed "));

    assertThat(core.checked)
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.id()).isEqualTo("draft:chat");
              assertThat(draft.fields()).isEqualTo(Map.of("corpId", "ww1", "agentId", "7"));
              assertThat(draft.secrets().get("secret").current()).isEqualTo(Secret.of("typed"));
            });
    assertThat(core.mobileApps.list(TENANT)).isEmpty();
    assertThat(core.events(TENANT)).isEmpty();
  }

  @Test
  void checksADraftBesideTheAppThatIsBound() {
    bind();
    core.mobileApps.check(TENANT, "chat", Map.of("corpId", "ww2", "agentId", "7", "secret", "s"));

    assertThat(core.checked).extracting(Binding::id).containsExactly("draft:chat");
    assertThat(core.mobileApps.find(TENANT, "chat").orElseThrow().value().fields())
        .doesNotContainValue("ww2");
  }

  @Test
  void asksNobodyAboutADraftThatCouldNotBeBound() {
    assertProblem(
        ProblemCode.INVALID_VALUE,
        () -> core.mobileApps.check(TENANT, "chat", Map.of("corpId", "ww1")));
    assertProblem(ProblemCode.INVALID_VALUE, () -> core.mobileApps.check(TENANT, "none", Map.of()));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.mobileApps.check("gone", "chat", Map.of()));
    assertThat(core.checked).isEmpty();
  }

  @Test
  void letsOneOfTwoWinThatChangeTheSameVersion() throws Exception {
    OptionalLong version = OptionalLong.of(bind().version());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Optional<ProblemCode>>> both =
          IntStream.of(2, 3)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            go.await();
                            try {
                              core.mobileApps.change(
                                  ALICE,
                                  TENANT,
                                  "chat",
                                  fields(Map.of("agentId", "" + n)),
                                  version);
                              return Optional.<ProblemCode>empty();
                            } catch (dev.muster.api.ProblemException e) {
                              return Optional.of(e.code());
                            }
                          }))
              .toList();
      go.countDown();

      assertThat(List.of(both.get(0).get(), both.get(1).get()))
          .containsExactlyInAnyOrder(Optional.empty(), Optional.of(ProblemCode.STALE));
    } finally {
      threads.shutdownNow();
    }
  }
}
