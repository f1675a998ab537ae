package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplates;
import dev.muster.web.api.TemplateView.PreviewView;
import dev.muster.web.api.TemplateView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-room-templates}: what war rooms open with. */
@Component
public final class WarRoomTemplatesApi implements Routes {
  private static final String ALL = "/war-room-templates";
  private static final String ONE = "/war-room-templates/{template}";

  private final Guard guard;
  private final WarRoomTemplates templates;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param templates the service
   */
  @Activate
  public WarRoomTemplatesApi(@Reference Guard guard, @Reference WarRoomTemplates templates) {
    this.guard = guard;
    this.templates = templates;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.RESPOND, this::create),
        guard.tenantRoute("POST", ALL + "/preview", Right.RESPOND, this::preview),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.RESPOND, this::change),
        guard.tenantRoute("DELETE", ONE, Right.RESPOND, this::delete));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.versioned(
        templates.list(call.tenant(), listing.limit(), listing.after()), TemplateView::of);
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    WarRoomTemplate.Settings settings = SettingsView.read(body);
    body.end();
    Versioned<WarRoomTemplate> made = templates.create(call.caller(), call.tenant(), settings);
    return Etags.created(
        made,
        TemplateView.of(made.value()),
        Inputs.location("tenants", call.tenant(), "war-room-templates", made.value().id()));
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    WarRoomTemplate.Settings settings = SettingsView.read(body.requiredObject("template"));
    Map<Placeholder, String> values = TemplateView.values(body);
    body.end();
    return Response.json(200, PreviewView.of(templates.preview(call.tenant(), settings, values)));
  }

  private Response get(Call call) {
    return shown(
        templates
            .find(call.tenant(), call.path("template"))
            .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_TEMPLATE)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    return shown(
        templates.change(
            call.caller(),
            call.tenant(),
            call.path("template"),
            present -> patch.appliedTo(SettingsView.of(present), SettingsView::read),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    templates.delete(
        call.caller(), call.tenant(), call.path("template"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private static Response shown(Versioned<WarRoomTemplate> template) {
    return Etags.ok(template, TemplateView.of(template.value()));
  }
}
