package dev.muster.web.api;

import dev.muster.api.ClientGrants;
import dev.muster.api.ClientGrants.ClientGrant;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/users/{user}/grants}: what clients hold of somebody. */
@Component
public final class UserGrantsApi implements Routes {
  private static final String ALL = "/users/{user}/grants";
  private static final String ONE = ALL + "/{client}";

  private final Guard guard;
  private final ClientGrants grants;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param grants the service
   */
  @Activate
  public UserGrantsApi(@Reference Guard guard, @Reference ClientGrants grants) {
    this.guard = guard;
    this.grants = grants;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("DELETE", ALL, Right.CHANGE, this::withdrawAll),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::withdraw));
  }

  private Response list(Call call) {
    return Listing.answer(
        Listing.of(call.request())
            .of(grants.list(call.tenant(), call.path("user")), ClientGrant::clientId),
        View::of);
  }

  private Response withdrawAll(Call call) {
    call.request().noBody();
    grants.withdrawAll(call.caller(), call.tenant(), call.path("user"));
    return Response.empty(204);
  }

  private Response withdraw(Call call) {
    call.request().noBody();
    grants.withdraw(call.caller(), call.tenant(), call.path("user"), call.path("client"));
    return Response.empty(204);
  }

  private record View(
      String clientId,
      String displayName,
      Instant since,
      List<String> scopes,
      Optional<Instant> consentedAt,
      boolean offline) {
    static View of(ClientGrant grant) {
      return new View(
          grant.clientId(),
          grant.displayName(),
          grant.since(),
          grant.scope().stream().sorted().toList(),
          grant.consentedAt(),
          grant.offline());
    }
  }
}
