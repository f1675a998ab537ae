package dev.muster.web.api;

import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.web.http.Language;
import java.util.List;
import java.util.Optional;

/** What would become of an alert. */
record OutcomeView(
    Optional<String> rule,
    Optional<String> displayName,
    boolean wouldOpen,
    Optional<String> reason,
    Optional<String> problem,
    String title,
    String severity,
    List<String> applications,
    List<String> regions) {
  static OutcomeView of(Outcome outcome, Language language) {
    return new OutcomeView(
        outcome.rule().map(WarRoomRule::id),
        outcome.rule().map(rule -> rule.settings().displayName()),
        outcome.wouldOpen(),
        outcome.why().map(WarRoomView::word),
        outcome.problem().map(language::of),
        outcome.title(),
        outcome.severity().name(),
        outcome.applications(),
        outcome.regions());
  }
}
