package dev.muster.web.api;

import dev.muster.api.Resource;
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
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-room-templates}: what war rooms open with. */
@Component
public final class WarRoomTemplatesApi
    extends ResourcesApi<WarRoomTemplate, WarRoomTemplate.Settings> implements Routes {
  private final WarRoomTemplates templates;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param templates the service
   */
  @Activate
  public WarRoomTemplatesApi(@Reference Guard guard, @Reference WarRoomTemplates templates) {
    super(guard, "war-room-templates", "template", Resource.WAR_ROOM_TEMPLATE, templates);
    this.templates = templates;
  }

  @Override
  public List<Route> routes() {
    return routesWith(route("POST", "/preview", Right.RESPOND, this::preview));
  }

  @Override
  Function<JsonObject, WarRoomTemplate.Settings> reader(Call call) {
    return SettingsView::read;
  }

  @Override
  Object settingsView(WarRoomTemplate.Settings settings) {
    return SettingsView.of(settings);
  }

  @Override
  Object view(WarRoomTemplate template) {
    return TemplateView.of(template);
  }

  @Override
  String id(WarRoomTemplate template) {
    return template.id();
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    WarRoomTemplate.Settings settings = SettingsView.read(body.requiredObject("template"));
    Map<Placeholder, String> values = TemplateView.values(body);
    body.end();
    return Response.json(200, PreviewView.of(templates.preview(call.tenant(), settings, values)));
  }
}
