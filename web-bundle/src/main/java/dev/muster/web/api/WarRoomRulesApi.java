package dev.muster.web.api;

import dev.muster.api.Resource;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.Alerts;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRules;
import dev.muster.api.warroom.WarRoomRules.Sample;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.web.api.WarRoomRuleView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-room-rules}: what makes war rooms of alerts. */
@Component
public final class WarRoomRulesApi extends ResourcesApi<WarRoomRule, WarRoomRule.Settings>
    implements Routes {
  private final WarRoomRules rules;
  private final WarRoomSettings settings;
  private final Alerts alerts;
  private final AlertReceiver receiver;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param rules the service
   * @param settings say what words mean
   * @param alerts tries what a sender sends
   * @param receiver knows the formats
   */
  @Activate
  public WarRoomRulesApi(
      @Reference Guard guard,
      @Reference WarRoomRules rules,
      @Reference WarRoomSettings settings,
      @Reference Alerts alerts,
      @Reference AlertReceiver receiver) {
    super(guard, "war-room-rules", "rule", Resource.WAR_ROOM_RULE, rules);
    this.rules = rules;
    this.settings = settings;
    this.alerts = alerts;
    this.receiver = receiver;
  }

  @Override
  public List<Route> routes() {
    return routesWith(route("POST", "/try", Right.RESPOND, this::tryOut));
  }

  @Override
  Function<JsonObject, WarRoomRule.Settings> reader(Call call) {
    SeverityWords words = new SeverityWords(settings.find(call.tenant()).value().severities());
    return body -> SettingsView.read(body, words);
  }

  @Override
  Object settingsView(WarRoomRule.Settings present) {
    return SettingsView.of(present);
  }

  @Override
  Object view(WarRoomRule rule) {
    return WarRoomRuleView.of(rule);
  }

  @Override
  String id(WarRoomRule rule) {
    return rule.id();
  }

  private Response tryOut(Call call) {
    JsonObject body = call.request().json();
    Language language = call.request().language();
    if (body.has("format") || body.has("body")) {
      return Response.json(
              200, TriedBody.read(body, receiver).tried(alerts, call.tenant(), language))
          .in(language);
    }
    JsonObject alert = body.requiredObject("alert");
    String title = alert.requiredText("title");
    Map<String, String> labels = new HashMap<>();
    alert.object("labels").ifPresent(object -> labels.putAll(object.presentTextsByName()));
    for (String name : List.of("severity", "application", "region")) {
      alert.text(name).ifPresent(value -> labels.putIfAbsent(name, value));
    }
    body.end();
    return Response.json(
            200, OutcomeView.of(rules.tryOut(call.tenant(), new Sample(title, labels)), language))
        .in(language);
  }
}
