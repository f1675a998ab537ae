package dev.muster.core.roomtemplate;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.api.warroom.WarRoomTemplates.Preview;
import dev.muster.core.roomtemplate.Templates.Values;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredWarRoomTemplatesTest {
  private static final Values BARE =
      new Values(
          "Checkout is down",
          Severity.P1,
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          "started",
          "https://muster.example/r_1_2",
          Optional.empty());

  private static final Values FULL =
      new Values(
          "Checkout is down",
          Severity.P2,
          Optional.of("Orders fail.\nSince 09:12."),
          List.of("shop", "cart"),
          List.of("cn-north", "cn-east"),
          Optional.of("li@corp.example"),
          Optional.of("+8613800000000"),
          "diagnosing",
          "https://muster.example/r_1_2",
          Optional.of("We look."));

  private final TestCore core = new TestCore();
  private final StoredWarRoomTemplates templates = core.templates;

  StoredWarRoomTemplatesTest() {
    core.directory.require(TENANT);
  }

  private static Settings settings(String title, String briefing) {
    return new Settings(
        "Mine",
        Language.ENGLISH,
        Optional.of(title),
        Optional.of(briefing),
        Map.of(NoticeKind.PROGRESS, "News: {{ text }}"));
  }

  private String made(Settings settings) {
    return templates.create(ALICE, TENANT, settings).value().id();
  }

  @Test
  void areTwoHundredOfATenantAtMost() {
    for (int i = 0; i < 200; i++) {
      made(settings("T", "B"));
    }

    assertThatThrownBy(() -> made(settings("T", "B")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors().get(0).code()).isEqualTo("too-many"));
  }

  private Templates.Texts texts(String title, String briefing) {
    return templates.of(TENANT, Optional.of(made(settings(title, briefing))));
  }

  private static Values entitled(String title) {
    return new Values(
        title,
        Severity.P1,
        Optional.of("{{link}} " + title),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "started",
        "https://muster.example/r_1_2",
        Optional.empty());
  }

  @Test
  void theBuiltInOneSaysWhatIsKnownAndLeavesOutTheRest() {
    Templates.Texts texts = templates.of(TENANT, Optional.empty());

    assertThat(texts.title(BARE)).isEqualTo("[P1] Checkout is down");
    assertThat(texts.briefing(BARE))
        .isEqualTo("**P1 Checkout is down**\n\nhttps://muster.example/r_1_2");
    assertThat(texts.briefing(FULL))
        .isEqualTo(
            """
            **P2 Checkout is down**

            Orders fail.
            Since 09:12.

            Applications: shop, cart

            Regions: cn-north, cn-east

            Owner: li@corp.example

            Recorder: +8613800000000

            https://muster.example/r_1_2""");
    assertThat(texts.notice(NoticeKind.PROGRESS, FULL))
        .isEqualTo("**Progress · P2 Checkout is down**\n\nWe look.");
    assertThat(texts.notice(NoticeKind.RECOVERY, BARE))
        .isEqualTo("**Recovered · P1 Checkout is down**");
  }

  @Test
  void aTenantWritesInChineseOnceItsDefaultOneDoes() {
    Versioned<WarRoomTemplate> usual = templates.find(TENANT, "default").orElseThrow();
    assertThat(usual.version()).isZero();
    assertThat(usual.value().createdAt()).isEmpty();

    Versioned<WarRoomTemplate> changed =
        templates.change(
            ALICE,
            TENANT,
            "default",
            present ->
                new Settings(
                    present.displayName(),
                    Language.CHINESE,
                    present.title(),
                    present.briefing(),
                    present.notices()),
            OptionalLong.of(0));
    assertThat(changed.version()).isPositive();
    Templates.Texts texts = templates.of(TENANT, Optional.of("gone"));
    assertThat(texts.briefing(FULL)).contains("影响应用：shop、cart", "负责人：li@corp.example");
    assertThat(texts.notice(NoticeKind.FIRST, BARE)).isEqualTo("**首次通报 · P1 Checkout is down**");

    templates.delete(ALICE, TENANT, "default", OptionalLong.of(changed.version()));
    assertThat(templates.find(TENANT, "default")).contains(usual);
    assertThat(core.events(TENANT))
        .extracting(event -> event.action() + " " + event.subject())
        .startsWith(
            "war-room-template.deleted war-room-template:default",
            "war-room-template.created war-room-template:default");
  }

  @ParameterizedTest
  @EnumSource
  void everyLanguageHasEveryText(Language language) {
    Preview preview =
        templates.preview(
            TENANT,
            new Settings("A", language, Optional.empty(), Optional.empty(), Map.of()),
            Map.of());
    assertThat(preview.shown().notices()).containsOnlyKeys(NoticeKind.values());
    assertThat(preview.shown().notices().values())
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
    assertThat(preview.shown().toString()).doesNotContain("{{").doesNotContain("=,");
    assertThat(preview.written().briefing()).contains("{{title}}", "{{owner}}", "{{link}}");
  }

  @Test
  void previewsWithWhatIsGiven() {
    Preview preview =
        templates.preview(
            TENANT,
            settings("{{title}} {{status}}", "{{owner}}"),
            Map.of(Placeholder.TITLE, "Mine", Placeholder.OWNER, ""));
    assertThat(preview.shown().title()).isEqualTo("Mine started");
    assertThat(preview.shown().briefing()).isEqualTo("Mine");
    assertThat(preview.written().title()).isEqualTo("{{title}} {{status}}");
    assertThat(templates.list(TENANT, 10, Optional.empty()).items()).hasSize(1);
  }

  @Test
  void previewSaysTheStatusInTheLanguageOfTheTemplate() {
    Settings chinese =
        new Settings("A", Language.CHINESE, Optional.of("{{status}}"), Optional.empty(), Map.of());
    assertThat(statusOf(chinese, "diagnosing")).isEqualTo("定位中");
    assertThat(statusOf(settings("{{status}}", "x"), "diagnosing")).isEqualTo("being diagnosed");
    assertThat(statusOf(chinese, "as good as over")).isEqualTo("as good as over");
  }

  private String statusOf(Settings settings, String status) {
    return templates.preview(TENANT, settings, Map.of(Placeholder.STATUS, status)).shown().title();
  }

  @Test
  void statusIsInTheLanguageOfTheTemplate() {
    Templates.Texts texts = texts("{{status}}: {{title}}", "x");
    assertThat(texts.title(FULL)).isEqualTo("being diagnosed: Checkout is down");
  }

  @Test
  void aTitleIsOneLineOf255Characters() {
    Templates.Texts texts = texts("{{summary}} {{title}}", "x");
    assertThat(texts.title(FULL)).isEqualTo("Orders fail. Since 09:12. Checkout is down");
    assertThat(texts.title(entitled("长".repeat(255)))).hasSize(255);
    assertThat(texts("{{owner}}", "x").title(BARE)).isEqualTo("Checkout is down");
  }

  @Test
  void aTextThatWouldBeEmptyIsTheTitle() {
    Templates.Texts texts = texts("x", "{{summary}}\n\n{{owner}}");
    assertThat(texts.briefing(BARE)).isEqualTo("Checkout is down");
    assertThat(texts.notice(NoticeKind.PROGRESS, BARE)).isEqualTo("Checkout is down");
    assertThat(texts.notice(NoticeKind.PROGRESS, FULL)).isEqualTo("News: We look.");
  }

  /** What platforms would make of it: emphasis, links, pictures, mentions, colours, headings. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "**bold** and `code`|＊＊bold＊＊ and ｀code｀",
        "[click](https://evil.example)|［click］(https://evil.example)",
        "![x](https://evil.example/x.png)|!［x］(https://evil.example/x.png)",
        "<at id=all></at> <@li> <font color=red>|＜at id=all>＜/at> ＜@li> ＜font color=red>",
        "# heading|＃ heading",
        "> quote|＞ quote",
        "- item|－ item",
        "12. item|12． item",
        "##|＃#",
        "#4711 is down|#4711 is down",
        "===|＝==",
        "- - -|－ - -",
        "+86 138|+86 138",
        "~~gone~~|～～gone～～",
        "_soft_ but snake_case|＿soft＿ but snake_case",
        "&lt;b&gt; R&D|＆lt;b＆gt; R&D",
        "2026-11-30 C# a > b|2026-11-30 C# a > b"
      })
  void whatPeopleEnterIsNoMarkup(String entered, String shown) {
    assertThat(texts("x", "{{title}}").briefing(entitled(entered))).isEqualTo(shown);
  }

  @Test
  void everyLineOfWhatPeopleEnterIsPlain() {
    assertThat(texts("x", "{{title}}").briefing(entitled("a\r\n    code\n\t# b\n3) c")))
        .isEqualTo("a\ncode\n＃ b\n3） c");
  }

  @Test
  void placeholdersInValuesStayAsTheyAre() {
    Templates.Texts texts = texts("{{title}}", "{{summary}} {{title}} {title} {{{title}}}");
    Values values = entitled("{{severity}} $1 \\");
    assertThat(texts.title(values)).isEqualTo("{{severity}} $1 \\");
    assertThat(texts.briefing(values))
        .startsWith("{{link}} {{severity}} $1 \\ {{severity}} $1 \\ {title} {");
  }

  @Test
  void itsOwnMarkupAndTheLinkStay() {
    assertThat(texts("x", "# {{title}}\n- [room]({{link}})").briefing(BARE))
        .isEqualTo("# Checkout is down\n- [room](https://muster.example/r_1_2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{titel}}", "{{}}", "{{ TITLE }}", "{{title}} {{#each}}", "{{a b}}"})
  void refusesAPlaceholderThatDoesNotExistAndNamesIt(String text) {
    assertThatThrownBy(() -> made(settings("ok", text)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.errors().get(0).field()).isEqualTo("briefing");
              assertThat(e.errors().get(0).message().en()).contains("{{");
            });
    assertThat(templates.list(TENANT, 10, Optional.empty()).items()).hasSize(1);
  }

  @Test
  void namesEachPlaceholderThatDoesNotExist() {
    assertThatThrownBy(() -> made(settings("ok", "{{titel}} {{title}} {{linke}} {{titel}}")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors().get(0).message().en())
                    .isEqualTo("There is no placeholder {{titel}}, {{linke}}."));
  }

  @Test
  void refusesWhatIsOutOfBoundsAndSaysWhere() {
    Settings wrong =
        new Settings(
            "",
            Language.ENGLISH,
            Optional.of("a\nb"),
            Optional.of("x".repeat(10_001)),
            Map.of(NoticeKind.FIRST, " ", NoticeKind.CANCEL, "{{title}}".repeat(51)));
    assertThatThrownBy(() -> made(wrong))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(error -> error.field() + " " + error.code())
                    .containsExactlyInAnyOrder(
                        "displayName length",
                        "title not-printable",
                        "briefing length",
                        "notices.first length",
                        "notices.cancel too-many"));
    assertThatThrownBy(
            () ->
                templates.preview(
                    TENANT, settings("a", "b"), Map.of(Placeholder.TEXT, "x".repeat(10_001))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors().get(0).field()).isEqualTo("values.text"));
  }

  @Test
  void aTextDoesNotGrowBeyondMeasure() {
    String text = texts("x", "{{title}}".repeat(50)).briefing(entitled("*".repeat(4000)));
    assertThat(text).hasSize(20_000);
  }

  @Test
  void listsTheDefaultOneFirstAndEachOnce() {
    String one = made(settings("a", "b"));
    String two = made(settings("c", "d"));
    templates.change(ALICE, TENANT, "default", present -> present, OptionalLong.empty());

    for (int limit : List.of(1, 2, 3, 200)) {
      ArrayList<String> ids = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        Page<Versioned<WarRoomTemplate>> page = templates.list(TENANT, limit, after);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
        page.items().forEach(item -> ids.add(item.value().id()));
        after = page.next();
      } while (after.isPresent());
      assertThat(ids).startsWith("default").containsExactlyInAnyOrder("default", one, two);
    }
    assertThatThrownBy(() -> templates.list(TENANT, 201, Optional.empty()))
        .isInstanceOf(ProblemException.class);
  }
}
