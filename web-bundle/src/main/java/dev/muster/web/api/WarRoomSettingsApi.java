package dev.muster.web.api;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-room-settings}: how alerts become war rooms. */
@Component
public final class WarRoomSettingsApi implements Routes {
  private static final String PATH = "/war-room-settings";

  private final Guard guard;
  private final WarRoomSettings settings;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param settings the service
   */
  @Activate
  public WarRoomSettingsApi(@Reference Guard guard, @Reference WarRoomSettings settings) {
    this.guard = guard;
    this.settings = settings;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", PATH, Right.READ, this::get),
        guard.tenantRoute("PATCH", PATH, Right.RESPOND, this::change));
  }

  private Response get(Call call) {
    return shown(settings.find(call.tenant()));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    return shown(
        settings.change(
            call.caller(),
            call.tenant(),
            present -> patch.appliedTo(SettingsView.of(present), SettingsView::read),
            Etags.expected(call.request())));
  }

  private static Response shown(Versioned<Values> values) {
    return Etags.ok(values, SettingsView.of(values.value()));
  }

  private record SettingsView(
      int maxNewRooms,
      long perSeconds,
      String titleTemplate,
      List<String> severityFrom,
      Map<String, Severity> severities,
      List<String> applicationsFrom,
      List<String> regionsFrom) {
    static SettingsView of(Values values) {
      return new SettingsView(
          values.maxNewRooms(),
          values.per().toSeconds(),
          values.titleTemplate(),
          values.severityFrom(),
          new TreeMap<>(values.severities()),
          values.applicationsFrom(),
          values.regionsFrom());
    }

    /** What a patch takes away is as usual again. */
    static Values read(JsonObject body) {
      Values usual = Values.USUAL;
      return new Values(
          body.number("maxNewRooms").orElse(usual.maxNewRooms()),
          body.number("perSeconds").map(Duration::ofSeconds).orElse(usual.per()),
          body.text("titleTemplate").orElse(usual.titleTemplate()),
          body.texts("severityFrom").orElse(usual.severityFrom()),
          body.object("severities").map(SettingsView::severities).orElse(usual.severities()),
          body.texts("applicationsFrom").orElse(usual.applicationsFrom()),
          body.texts("regionsFrom").orElse(usual.regionsFrom()));
    }

    private static Map<String, Severity> severities(JsonObject words) {
      Map<String, Severity> severities = new TreeMap<>();
      words
          .textsByName()
          .forEach(
              (word, name) -> {
                Optional<Severity> severity =
                    name.isEmpty() ? Optional.empty() : SeverityWords.NONE.one(words, word, name);
                severity.ifPresent(it -> severities.put(word, it));
              });
      return severities;
    }
  }
}
