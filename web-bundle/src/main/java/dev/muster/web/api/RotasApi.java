package dev.muster.web.api;

import dev.muster.api.Resource;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rotas;
import dev.muster.web.api.RotaView.PlanView;
import dev.muster.web.api.RotaView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/rotas}: who is on duty. */
@Component
public final class RotasApi extends ResourcesApi<Rota, Rota.Settings> implements Routes {
  private final Rotas rotas;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param rotas the service
   */
  @Activate
  public RotasApi(@Reference Guard guard, @Reference Rotas rotas) {
    super(guard, "rotas", "rota", Resource.ROTA, rotas);
    this.rotas = rotas;
  }

  @Override
  public List<Route> routes() {
    return routesWith(
        route("POST", "/preview", Right.RESPOND, this::preview),
        route("GET", "/{rota}/duty", Right.READ, this::duty));
  }

  @Override
  Function<JsonObject, Rota.Settings> reader(Call call) {
    return SettingsView::read;
  }

  @Override
  Object settingsView(Rota.Settings settings) {
    return SettingsView.of(settings);
  }

  @Override
  Object view(Rota rota) {
    return RotaView.of(rota);
  }

  @Override
  String id(Rota rota) {
    return rota.id();
  }

  @Override
  Object listed(Rota rota) {
    return RotaView.listed(rota, rotas.present(rota));
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    Rota.Settings settings = SettingsView.read(body.requiredObject("rota"));
    Optional<Instant> from = Inputs.instant(body, "from");
    Optional<Instant> to = Inputs.instant(body, "to");
    body.end();
    return Response.json(200, PlanView.of(rotas.preview(call.tenant(), settings, from, to)));
  }

  private Response duty(Call call) {
    Parameters query = call.request().query();
    return Response.json(
        200,
        PlanView.of(
            rotas.plan(
                call.tenant(),
                call.path("rota"),
                Inputs.instant(query, "from"),
                Inputs.instant(query, "to"))));
  }
}
