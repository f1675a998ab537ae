package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRules;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.api.warroom.WarRoomRules.Sample;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.web.api.WarRoomRuleView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-room-rules}: what makes war rooms of alerts. */
@Component
public final class WarRoomRulesApi implements Routes {
  private static final String ALL = "/war-room-rules";
  private static final String ONE = ALL + "/{rule}";

  private final Guard guard;
  private final WarRoomRules rules;
  private final WarRoomSettings settings;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param rules the service
   * @param settings say what words mean
   */
  @Activate
  public WarRoomRulesApi(
      @Reference Guard guard, @Reference WarRoomRules rules, @Reference WarRoomSettings settings) {
    this.guard = guard;
    this.rules = rules;
    this.settings = settings;
  }

  private SeverityWords words(Call call) {
    return new SeverityWords(settings.find(call.tenant()).value().severities());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.RESPOND, this::create),
        guard.tenantRoute("POST", ALL + "/try", Right.RESPOND, this::tryOut),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.RESPOND, this::change),
        guard.tenantRoute("DELETE", ONE, Right.RESPOND, this::delete));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.versioned(
        rules.list(call.tenant(), listing.limit(), listing.after()), WarRoomRuleView::of);
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    WarRoomRule.Settings made = SettingsView.read(body, words(call));
    body.end();
    Versioned<WarRoomRule> rule = rules.create(call.caller(), call.tenant(), made);
    return Etags.created(
        rule,
        WarRoomRuleView.of(rule.value()),
        Inputs.location("tenants", call.tenant(), "war-room-rules", rule.value().id()));
  }

  private Response get(Call call) {
    return shown(
        rules
            .find(call.tenant(), call.path("rule"))
            .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_RULE)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    SeverityWords words = words(call);
    return shown(
        rules.change(
            call.caller(),
            call.tenant(),
            call.path("rule"),
            present ->
                patch.appliedTo(SettingsView.of(present), body -> SettingsView.read(body, words)),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    rules.delete(call.caller(), call.tenant(), call.path("rule"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response tryOut(Call call) {
    JsonObject body = call.request().json();
    JsonObject alert = body.requiredObject("alert");
    String title = alert.requiredText("title");
    Map<String, String> labels = new HashMap<>();
    alert.object("labels").ifPresent(object -> labels.putAll(object.presentTextsByName()));
    for (String name : List.of("severity", "application", "region")) {
      alert.text(name).ifPresent(value -> labels.putIfAbsent(name, value));
    }
    body.end();
    return Response.json(
        200, OutcomeView.of(rules.tryOut(call.tenant(), new Sample(title, labels))));
  }

  private static Response shown(Versioned<WarRoomRule> rule) {
    return Etags.ok(rule, WarRoomRuleView.of(rule.value()));
  }

  private record OutcomeView(
      Optional<String> rule,
      Optional<String> displayName,
      boolean wouldOpen,
      Optional<String> reason,
      String title,
      String severity,
      List<String> applications,
      List<String> regions) {
    static OutcomeView of(Outcome outcome) {
      return new OutcomeView(
          outcome.rule().map(WarRoomRule::id),
          outcome.rule().map(rule -> rule.settings().displayName()),
          outcome.wouldOpen(),
          outcome.why().map(WarRoomView::word),
          outcome.title(),
          outcome.severity().name(),
          outcome.applications(),
          outcome.regions());
    }
  }
}
