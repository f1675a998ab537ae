package dev.muster.core.roomrule;

import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.person.PersonRules;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a rule may be. */
final class RuleChecks {
  /** The most rules of a tenant: all of them are in memory. */
  static final int RULES = 200;

  private static final int MAX_ORDER = 1_000_000;
  private static final int NAMES = 100;
  private static final int NAME = 255;
  static final int LABELS = 64;
  static final int LABEL_NAME = 100;
  static final int LABEL_VALUE = 1000;
  private static final int MEMBERS = 500;

  /** With the owner and the recorder. */
  static final int PEOPLE = MEMBERS + 2;

  private static final int ROTAS = 10;
  private static final int ID = 100;
  private static final int ALERTS = 1000;
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The field of the platforms. */
  static final String THEN_PLATFORMS = "then.platforms";

  private static final Text NO_ROTA = new Text("There is no such rota.", "没有该值班表。");
  private static final Text NO_TEMPLATE = new Text("There is no such template.", "没有该模板。");

  private RuleChecks() {}

  /**
   * Checks a rule, and cleans what says who is called.
   *
   * @param user which of our users it may name
   */
  static Settings checked(Settings settings, Predicate<String> user, FieldErrors errors) {
    errors.checkName("displayName", settings.displayName());
    range("order", settings.order(), 0, MAX_ORDER, errors);
    when(settings.when(), errors);
    Then then = then(settings.then(), user, errors);
    Threshold threshold = settings.threshold();
    range("threshold.alerts", threshold.alerts(), 1, ALERTS, errors);
    range(
        "threshold.withinSeconds", threshold.within().toSeconds(), 1, LONGEST.toSeconds(), errors);
    return new Settings(
        settings.displayName(),
        settings.enabled(),
        settings.order(),
        settings.when(),
        then,
        threshold);
  }

  private static void when(When when, FieldErrors errors) {
    names("when.applications", when.applications(), NAMES, errors);
    names("when.regions", when.regions(), NAMES, errors);
    labels("when.labels", when.labels(), errors);
  }

  private static Then then(Then then, Predicate<String> user, FieldErrors errors) {
    ids("then.rotas", then.rotas(), ROTAS, errors);
    then.template().ifPresent(id -> ids("then.template", List.of(id), 1, errors));
    return new Then(
        RoomPlatforms.clean(THEN_PLATFORMS, then.platforms(), errors),
        then.owner().map(ref -> PersonRules.one("then.owner", ref, user, errors)),
        then.recorder().map(ref -> PersonRules.one("then.recorder", ref, user, errors)),
        PersonRules.clean("then.members", then.members(), MEMBERS, user, errors),
        then.rotas(),
        then.template(),
        then.triage());
  }

  /**
   * Platforms, rotas and templates that a rule names are there, but for those that it named before:
   * whoever changes something else may leave them.
   */
  static void named(Then then, Optional<Then> before, Named named, FieldErrors errors) {
    Set<String> served = before.map(it -> Set.copyOf(it.platforms())).orElseGet(Set::of);
    for (String platform : then.platforms()) {
      if (!served.contains(platform) && !named.platform().test(platform)) {
        errors.add(
            THEN_PLATFORMS,
            "unknown-value",
            new Text(
                "No plugin offers the platform " + platform + ".", "没有提供平台 " + platform + " 的插件。"));
      }
    }
    Set<String> known = before.map(it -> Set.copyOf(it.rotas())).orElseGet(Set::of);
    if (!then.rotas().stream().allMatch(id -> known.contains(id) || named.rota().test(id))) {
      errors.add("then.rotas", "unknown-value", NO_ROTA);
    }
    if (then.template()
        .filter(id -> !before.flatMap(Then::template).equals(then.template()))
        .filter(id -> !named.template().test(id))
        .isPresent()) {
      errors.add("then.template", "unknown-value", NO_TEMPLATE);
    }
  }

  /**
   * What there is.
   *
   * @param platform whether somebody offers such a platform, or the tenant has bound it
   * @param rota whether there is such a rota
   * @param template whether there is such a template
   */
  record Named(Predicate<String> platform, Predicate<String> rota, Predicate<String> template) {}

  private static void ids(String field, List<String> ids, int most, FieldErrors errors) {
    if (ids.size() > most) {
      errors.add(field, "too-many", tooMany(most));
    } else if (!ids.stream()
        .allMatch(id -> !id.isBlank() && id.length() <= ID && Texts.isPrintable(id))) {
      errors.add(
          field, "format", new Text("Give IDs of 1 to 100 characters.", "ID 须为 1 至 100 个字符。"));
    }
  }

  static void names(String field, List<String> names, int most, FieldErrors errors) {
    if (names.size() > most) {
      errors.add(field, "too-many", tooMany(most));
    } else if (!names.stream()
        .allMatch(
            name -> !name.isBlank() && Texts.length(name) <= NAME && Texts.isPrintable(name))) {
      errors.add(
          field,
          "length",
          new Text("Give 1 to 255 printable characters each.", "每项须为 1 至 255 个可打印字符。"));
    }
  }

  static void labels(String field, Map<String, String> labels, FieldErrors errors) {
    if (labels.size() > LABELS) {
      errors.add(field, "too-many", tooMany(LABELS));
    } else if (!labels.entrySet().stream()
        .allMatch(
            label ->
                isLabelName(label.getKey()) && Texts.length(label.getValue()) <= LABEL_VALUE)) {
      errors.add(
          field,
          "length",
          new Text(
              "A label has a name of 1 to 100 and a value of up to 1000 characters.",
              "标签名须为 1 至 100 个字符，值最多 1000 个字符。"));
    }
  }

  static boolean isLabelName(String name) {
    return !name.isBlank() && Texts.length(name) <= LABEL_NAME && Texts.isPrintable(name);
  }

  static void range(String field, long value, long least, long most, FieldErrors errors) {
    if (value < least || value > most) {
      errors.add(
          field,
          "out-of-range",
          new Text(
              "Give a number from " + least + " to " + most + ".",
              "请填写 " + least + " 至 " + most + " 的数字。"));
    }
  }

  static Text tooMany(int most) {
    return new Text("Give at most " + most + ".", "最多填写 " + most + " 项。");
  }
}
