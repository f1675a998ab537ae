package dev.muster.core.warroom;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRooms;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.person.PersonRules;
import dev.muster.core.roomrule.RoomPlatforms;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What may be said of a room. */
final class RoomRules {
  private RoomRules() {}

  /**
   * What there is of a tenant's.
   *
   * @param platform whether a mobile app of a platform is bound
   * @param rota whether there is such a rota
   * @param template whether there is such a template
   * @param user whether there is such a user
   */
  record Known(
      Predicate<String> platform,
      Predicate<String> rota,
      Predicate<String> template,
      Predicate<String> user) {
    /** The same by one look at each: what is deleted meanwhile is there to the end of a check. */
    Known once() {
      return new Known(once(platform), once(rota), once(template), once(user));
    }

    private static Predicate<String> once(Predicate<String> look) {
      Map<String, Boolean> seen = new HashMap<>();
      return id -> seen.computeIfAbsent(id, look::test);
    }
  }

  /** A room without what is not there any more. */
  static NewWarRoom there(NewWarRoom raw, Known known) {
    Predicate<PersonRef> isThere =
        ref -> !(ref instanceof PersonRef.OurUser user) || known.user().test(user.id());
    return new NewWarRoom(
        raw.facts(),
        raw.platforms(),
        raw.template().filter(known.template()),
        raw.owner().filter(isThere),
        raw.recorder().filter(isThere),
        raw.members().stream().filter(isThere).toList(),
        raw.rotas().stream().filter(known.rota()).toList(),
        raw.origin());
  }

  static NewWarRoom checked(NewWarRoom raw, Known known) {
    FieldErrors errors = new FieldErrors();
    Facts facts = facts(raw.facts(), errors);
    List<String> platforms = RoomPlatforms.clean("platforms", raw.platforms(), errors);
    RoomPlatforms.checkBound("platforms", platforms, known.platform(), errors);
    Optional<PersonRef> owner = raw.owner().map(it -> PersonRules.one("owner", it, errors));
    Optional<PersonRef> recorder =
        raw.recorder().map(it -> PersonRules.one("recorder", it, errors));
    List<PersonRef> members =
        raw.members().isEmpty()
            ? List.of()
            : people("members", raw.members(), known.user(), errors);
    List<String> rotas = listed("rotas", raw.rotas(), Bounds.ROTAS, errors);
    raw.template()
        .filter(it -> it.isBlank() || Texts.length(it) > Bounds.NAME)
        .ifPresent(any -> errors.add("template", "length", length(Bounds.NAME)));
    owner.ifPresent(it -> PersonRules.checkThere("owner", it, known.user(), errors));
    recorder.ifPresent(it -> PersonRules.checkThere("recorder", it, known.user(), errors));
    errors.throwIfAny();
    if (!rotas.stream().allMatch(known.rota())) {
      errors.add("rotas", "unknown-value", new Text("There is no such rota.", "没有该值班表。"));
    }
    raw.template()
        .filter(known.template().negate())
        .ifPresent(
            any ->
                errors.add(
                    "template", "unknown-value", new Text("There is no such template.", "没有该模板。")));
    errors.throwIfAny();
    return new NewWarRoom(
        facts, platforms, raw.template(), owner, recorder, members, rotas, raw.origin());
  }

  /** Of what somebody sent no more than a line, and that without what breaks one. */
  private static String shown(String text) {
    return Texts.cut(Texts.oneLine(text), 50);
  }

  static Facts facts(Facts raw, FieldErrors errors) {
    return facts(raw, "", errors);
  }

  /** A title that was let in before stays where something else is changed. */
  private static Facts facts(Facts raw, String before, FieldErrors errors) {
    String title = Texts.oneLine(raw.title());
    if (title.isEmpty() || Texts.length(title) > Bounds.TITLE) {
      errors.add("title", "length", length(Bounds.TITLE));
    } else if (!raw.title().equals(before)) {
      errors.checkVisible("title", raw.title());
    }
    Optional<String> summary =
        raw.summary()
            .filter(it -> !it.isBlank())
            .map(it -> text("summary", it, Bounds.SUMMARY, errors));
    return new Facts(
        title,
        raw.severity(),
        summary,
        listed("applications", raw.applications(), Bounds.LISTED, errors),
        listed("regions", raw.regions(), Bounds.LISTED, errors));
  }

  /** Who was named before may be gone: whoever changes something else may leave them. */
  static Settings settings(Settings before, Settings raw, Predicate<String> user) {
    FieldErrors errors = new FieldErrors();
    Settings after =
        new Settings(
            facts(raw.facts(), before.facts().title(), errors),
            raw.owner().map(it -> PersonRules.one("owner", it, errors)),
            raw.recorder().map(it -> PersonRules.one("recorder", it, errors)));
    after
        .owner()
        .filter(it -> !before.owner().equals(after.owner()))
        .ifPresent(it -> PersonRules.checkThere("owner", it, user, errors));
    after
        .recorder()
        .filter(it -> !before.recorder().equals(after.recorder()))
        .ifPresent(it -> PersonRules.checkThere("recorder", it, user, errors));
    errors.throwIfAny();
    return after;
  }

  /** A text of several lines. */
  static String text(String field, String raw, int most, FieldErrors errors) {
    String text = raw.replace("\r\n", "\n").replace('\r', '\n');
    if (text.isBlank() || Texts.length(text) > most) {
      errors.add(field, "length", length(most));
    } else if (!Texts.isPrintable(text.replace("\n", "").replace("\t", ""))) {
      errors.add(field, "not-printable", FieldErrors.NOT_PRINTABLE);
    }
    return text;
  }

  static Optional<String> reason(Optional<String> raw) {
    FieldErrors errors = new FieldErrors();
    Optional<String> reason =
        raw.filter(it -> !it.isBlank()).map(it -> text("reason", it, Bounds.TEXT, errors));
    errors.throwIfAny();
    return reason;
  }

  static Optional<String> farewell(Optional<String> raw) {
    FieldErrors errors = new FieldErrors();
    Optional<String> farewell =
        raw.filter(it -> !it.isBlank()).map(it -> text("farewell", it, Bounds.FAREWELL, errors));
    errors.throwIfAny();
    return farewell;
  }

  static void checkDelay(Duration delay) {
    if (delay.compareTo(Duration.ofSeconds(1)) < 0 || delay.compareTo(Bounds.CLOSING_DELAY) > 0) {
      long most = Bounds.CLOSING_DELAY.toSeconds();
      throw ProblemException.invalid(
          "delaySeconds",
          "out-of-range",
          new Text("Give 0 to " + most + " seconds.", "请填写 0 至 " + most + " 秒。"));
    }
  }

  /** Each is that of a platform on which the room has a chat. */
  static void checkPolicies(RoomRecord room, Map<String, Policy> policies) {
    FieldErrors errors = new FieldErrors();
    for (String platform : new TreeSet<>(policies.keySet())) {
      if (!room.platforms().contains(platform)) {
        errors.add(
            "policies." + shown(platform),
            "unknown-value",
            new Text("The room has no chat on this platform.", "作战室在该平台上没有群聊。"));
      }
    }
    errors.throwIfAny();
  }

  static Text length(int most) {
    return new Text("Give 1 to " + most + " characters.", "请填写 1 至 " + most + " 个字符。");
  }

  private static List<String> listed(String field, List<String> raw, int most, FieldErrors errors) {
    List<String> values = distinct(raw.stream().map(String::strip).toList());
    if (values.size() > most) {
      errors.add(field, "too-many", new Text("Give " + most + " at most.", "最多填写 " + most + " 项。"));
      return List.of();
    }
    for (String value : values) {
      if (value.isEmpty() || Texts.length(value) > Bounds.NAME) {
        errors.add(field, "length", length(Bounds.NAME));
      } else {
        errors.checkPrintable(field, value);
      }
    }
    return values;
  }

  private static List<String> distinct(List<String> values) {
    return List.copyOf(new LinkedHashSet<>(values));
  }

  static List<PersonRef> people(
      String field, List<PersonRef> raw, Predicate<String> user, FieldErrors errors) {
    if (raw.isEmpty()) {
      errors.add(field, "required", new Text("Give at least one person.", "请至少填写一人。"));
      return List.of();
    }
    if (raw.size() > WarRooms.MOST_INVITED) {
      errors.add(
          field,
          "too-many",
          new Text(
              "Give at most " + WarRooms.MOST_INVITED + " people.",
              "最多填写 " + WarRooms.MOST_INVITED + " 人。"));
      return List.of();
    }
    Set<PersonRef> people = new LinkedHashSet<>();
    for (int i = 0; i < raw.size(); i++) {
      PersonRef person = PersonRules.clean(field + "." + i, raw.get(i), errors);
      PersonRules.checkThere(field + "." + i, person, user, errors);
      people.add(person);
    }
    return List.copyOf(people);
  }

  static void checkKey(Optional<String> key) {
    if (key.filter(it -> it.isBlank() || it.length() > Bounds.KEY).isPresent()) {
      throw ProblemException.invalid("Idempotency-Key", "length", length(Bounds.KEY));
    }
  }
}
