package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants}. */
@Component
public final class TenantsApi implements Routes {
  private final Guard guard;
  private final Tenants tenants;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param tenants the service
   */
  @Activate
  public TenantsApi(@Reference Guard guard, @Reference Tenants tenants) {
    this.guard = guard;
    this.tenants = tenants;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.route("GET", "/tenants", Right.READ, this::list),
        guard.route("POST", "/tenants", Right.GOVERN, this::create),
        guard.tenantRoute("GET", "", Right.READ, this::get),
        guard.tenantRoute("PATCH", "", Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", "", Right.GOVERN, this::delete));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Set<String> visible = call.principal().tenants();
    Page<Versioned<Tenant>> page =
        visible.contains("*")
            ? tenants.list(listing.limit(), listing.after())
            : listing.of(present(visible), tenant -> tenant.value().id());
    return Listing.versioned(page, TenantView::of);
  }

  private List<Versioned<Tenant>> present(Set<String> ids) {
    return ids.stream().sorted().map(tenants::find).flatMap(Optional::stream).toList();
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    String id = body.requiredText("id");
    String displayName = body.requiredText("displayName");
    body.end();
    Versioned<Tenant> tenant = tenants.create(call.caller(), id, displayName);
    return Etags.created(
        tenant, TenantView.of(tenant.value()), Inputs.location("tenants", tenant.value().id()));
  }

  private Response get(Call call) {
    return shown(require(call));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    return shown(
        tenants.change(
            call.caller(),
            call.tenant(),
            settings ->
                patch.appliedTo(
                    Map.of(
                        "displayName", settings.displayName(),
                        "passwordSignIn", settings.passwordSignIn()),
                    body ->
                        new Tenant.Settings(
                            body.requiredText("displayName"),
                            body.flag("passwordSignIn").orElse(false))),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    tenants.delete(call.caller(), call.tenant(), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Versioned<Tenant> require(Call call) {
    return tenants
        .find(call.tenant())
        .orElseThrow(() -> ProblemException.notFound(Resource.TENANT));
  }

  private static Response shown(Versioned<Tenant> tenant) {
    return Etags.ok(tenant, TenantView.of(tenant.value()));
  }

  private record TenantView(
      String id, String displayName, boolean passwordSignIn, Instant createdAt) {
    static TenantView of(Tenant tenant) {
      Tenant.Settings settings = tenant.settings();
      return new TenantView(
          tenant.id(), settings.displayName(), settings.passwordSignIn(), tenant.createdAt());
    }
  }
}
