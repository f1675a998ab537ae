package dev.muster.web.api;

import dev.muster.api.Resource;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rotas;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.web.api.RotaView.PlanView;
import dev.muster.web.api.RotaView.SettingsView;
import dev.muster.web.api.RotaView.SourcesView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
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

/** {@code /tenants/{tenant}/rotas}: who is on duty, and {@code rota-sources}: who may say so. */
@Component
public final class RotasApi extends ResourcesApi<Rota, Rota.Settings> implements Routes {
  private final Guard guard;
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
    this.guard = guard;
    this.rotas = rotas;
  }

  @Override
  public List<Route> routes() {
    return routesWith(
        // it is worked out as that of a stored rota is, which a GET asks for
        route("POST", "/preview", Right.RESPOND, this::preview).withLargeAnswer(),
        route("GET", "/{rota}/duty", Right.READ, this::duty),
        guard.tenantRoute("GET", "/rota-sources", Right.READ, this::sources));
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
  Response list(Call call) {
    return super.list(call).in(call.request().language());
  }

  @Override
  Object listed(Call call, Rota rota) {
    return RotaView.listed(rota, rotas.present(call.tenant(), rota), call.request().language());
  }

  private Response sources(Call call) {
    return Response.json(200, SourcesView.of(rotas.sources()));
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    Rota.Settings settings = SettingsView.read(body.requiredObject("rota"));
    Optional<String> id = body.text("id");
    Optional<Instant> from = Inputs.instant(body, "from");
    Optional<Instant> to = Inputs.instant(body, "to");
    body.end();
    return shown(
        call,
        id.map(it -> rotas.previewChange(call.tenant(), it, settings, from, to))
            .orElseGet(() -> rotas.preview(call.tenant(), settings, from, to)));
  }

  private Response duty(Call call) {
    Parameters query = call.request().query();
    return shown(
        call,
        rotas.plan(
            call.tenant(),
            call.path("rota"),
            Inputs.instant(query, "from"),
            Inputs.instant(query, "to")));
  }

  private static Response shown(Call call, Plan plan) {
    Language language = call.request().language();
    return Response.json(200, PlanView.of(plan, language)).in(language);
  }
}
