package dev.muster.web.signin;

import dev.muster.api.Tenants;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which tenants have addresses: for every feature below {@code /t/}, before any of them. */
@Component(service = Routes.class)
public final class TenantAddresses implements Routes {
  private final Tenants tenants;

  /**
   * Creates an instance.
   *
   * @param tenants the tenants
   */
  @Activate
  public TenantAddresses(@Reference Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public List<Route> routes() {
    return List.of();
  }

  @Override
  public Optional<Predicate<String>> tenants() {
    return Optional.of(id -> tenants.find(id).isPresent());
  }
}
