package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.web.http.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A rule as it is shown. */
record WarRoomRuleView(String id, @JsonUnwrapped SettingsView settings, Instant createdAt) {
  static WarRoomRuleView of(WarRoomRule rule) {
    return new WarRoomRuleView(rule.id(), SettingsView.of(rule.settings()), rule.createdAt());
  }

  /** What can be set of a rule, as it is sent and shown. */
  record SettingsView(
      String displayName,
      boolean enabled,
      int order,
      WhenView when,
      ThenView then,
      ThresholdView threshold) {
    static SettingsView of(Settings settings) {
      return new SettingsView(
          settings.displayName(),
          settings.enabled(),
          settings.order(),
          WhenView.of(settings.when()),
          ThenView.of(settings.then()),
          ThresholdView.of(settings.threshold()));
    }

    static Settings read(JsonObject body, SeverityWords words) {
      return new Settings(
          body.requiredText("displayName"),
          body.flag("enabled").orElse(true),
          body.number("order").orElse(0),
          body.object("when").map(when -> WhenView.read(when, words)).orElse(WhenView.ANY),
          ThenView.read(body.requiredObject("then")),
          body.object("threshold").map(ThresholdView::read).orElse(Threshold.FIRST));
    }
  }

  /** For which alerts. */
  record WhenView(
      List<String> applications,
      List<String> regions,
      List<Severity> severities,
      Map<String, String> labels) {
    static final When ANY = new When(List.of(), List.of(), Set.of(), Map.of());

    static WhenView of(When when) {
      return new WhenView(
          when.applications(),
          when.regions(),
          when.severities().stream().sorted().toList(),
          new TreeMap<>(when.labels()));
    }

    static When read(JsonObject body, SeverityWords words) {
      return new When(
          body.texts("applications").orElse(List.of()),
          body.texts("regions").orElse(List.of()),
          words.all(body, "severities"),
          body.object("labels").map(JsonObject::presentTextsByName).orElse(Map.of()));
    }
  }

  /** What becomes of them. */
  record ThenView(
      List<String> platforms,
      Optional<PersonView> owner,
      Optional<PersonView> recorder,
      List<PersonView> members,
      List<String> rotas,
      Optional<String> template,
      boolean triage) {
    static ThenView of(Then then) {
      return new ThenView(
          then.platforms(),
          then.owner().map(PersonView::of),
          then.recorder().map(PersonView::of),
          PersonView.all(then.members()),
          then.rotas(),
          then.template(),
          then.triage());
    }

    static Then read(JsonObject body) {
      return new Then(
          body.texts("platforms").orElse(List.of()),
          PersonView.read(body, "owner"),
          PersonView.read(body, "recorder"),
          PersonView.readAll(body, "members").orElse(List.of()),
          body.texts("rotas").orElse(List.of()),
          body.text("template"),
          body.flag("triage").orElse(false));
    }
  }

  /** How many there have to be. */
  record ThresholdView(int alerts, long withinSeconds) {
    static ThresholdView of(Threshold threshold) {
      return new ThresholdView(threshold.alerts(), threshold.within().toSeconds());
    }

    static Threshold read(JsonObject body) {
      return new Threshold(
          body.number("alerts").orElse(Threshold.FIRST.alerts()),
          body.number("withinSeconds").map(Duration::ofSeconds).orElse(Threshold.FIRST.within()));
    }
  }
}
