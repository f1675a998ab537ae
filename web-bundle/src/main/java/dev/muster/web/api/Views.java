package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.api.SecretState;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shapes that more than one resource shows. */
final class Views {
  private Views() {}

  /** A text in the product's languages. */
  record Localized(String en, @JsonProperty("zh-CN") String zhCn) {
    static Localized of(Text text) {
      return new Localized(text.en(), text.zhCn());
    }
  }

  /** What is shown of a secret. */
  record SecretView(
      boolean set,
      Instant changedAt,
      String changedBy,
      Optional<String> changedByName,
      boolean pending,
      Optional<Instant> previousUntil) {}

  static Map<String, SecretView> secrets(Map<String, SecretState> secrets, ActorNames actors) {
    Map<String, SecretView> views = new TreeMap<>();
    secrets.forEach(
        (name, state) ->
            views.put(
                name,
                new SecretView(
                    true,
                    state.changedAt(),
                    state.changedBy(),
                    actors.apply(state.changedBy()),
                    state.pending(),
                    state.previousUntil())));
    return views;
  }

  /** What a check found, in the language that the call asks for. */
  static Response report(Call call, CheckReport report) {
    Language language = call.request().language();
    return Response.json(200, Report.of(report, language)).in(language);
  }

  private record Report(boolean ok, Map<String, Boolean> capabilities, List<StepView> steps) {
    static Report of(CheckReport report, Language language) {
      return new Report(
          report.ok(),
          works(report),
          report.steps().stream()
              .map(
                  step ->
                      new StepView(
                          step.id(),
                          step.ok(),
                          step.decides().stream().map(Views::id).sorted().toList(),
                          step.platformCode(),
                          language.of(step.message()),
                          step.fix().map(language::of),
                          step.helpUrl().map(Object::toString)))
              .toList());
    }
  }

  private static Map<String, Boolean> works(CheckReport report) {
    Map<String, Boolean> views = new TreeMap<>();
    report.capabilities().forEach((capability, works) -> views.put(id(capability), works));
    return views;
  }

  private static String id(CheckReport.Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One thing that was checked. */
  private record StepView(
      String id,
      boolean ok,
      @JsonProperty("for") List<String> decides,
      Optional<String> platformCode,
      String message,
      Optional<String> fix,
      Optional<String> helpUrl) {}
}
