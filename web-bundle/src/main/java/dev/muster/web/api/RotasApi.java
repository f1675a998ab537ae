package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/rotas}: who is on duty. */
@Component
public final class RotasApi implements Routes {
  private static final String ALL = "/rotas";
  private static final String ONE = "/rotas/{rota}";

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
    this.guard = guard;
    this.rotas = rotas;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.RESPOND, this::create),
        guard.tenantRoute("POST", ALL + "/preview", Right.RESPOND, this::preview),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.RESPOND, this::change),
        guard.tenantRoute("DELETE", ONE, Right.RESPOND, this::delete),
        guard.tenantRoute("GET", ONE + "/duty", Right.READ, this::duty));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.versioned(
        rotas.list(call.tenant(), listing.limit(), listing.after()),
        rota -> RotaView.listed(rota, rotas.present(rota)));
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    Rota.Settings settings = SettingsView.read(body);
    body.end();
    Versioned<Rota> made = rotas.create(call.caller(), call.tenant(), settings);
    return Etags.created(
        made,
        RotaView.of(made.value()),
        Inputs.location("tenants", call.tenant(), "rotas", made.value().id()));
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    Rota.Settings settings = SettingsView.read(body.requiredObject("rota"));
    Optional<Instant> from = Inputs.instant(body, "from");
    Optional<Instant> to = Inputs.instant(body, "to");
    body.end();
    return Response.json(200, PlanView.of(rotas.preview(call.tenant(), settings, from, to)));
  }

  private Response get(Call call) {
    return shown(
        rotas
            .find(call.tenant(), call.path("rota"))
            .orElseThrow(() -> ProblemException.notFound(Resource.ROTA)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    return shown(
        rotas.change(
            call.caller(),
            call.tenant(),
            call.path("rota"),
            present -> patch.appliedTo(SettingsView.of(present), SettingsView::read),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    rotas.delete(call.caller(), call.tenant(), call.path("rota"), Etags.expected(call.request()));
    return Response.empty(204);
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

  private static Response shown(Versioned<Rota> rota) {
    return Etags.ok(rota, RotaView.of(rota.value()));
  }
}
