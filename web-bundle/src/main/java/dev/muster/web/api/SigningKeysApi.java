package dev.muster.web.api;

import dev.muster.api.SigningKeys;
import dev.muster.api.SigningKeys.Published;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/signing-keys}. */
@Component
public final class SigningKeysApi implements Routes {
  private final Guard guard;
  private final SigningKeys keys;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param keys the service
   */
  @Activate
  public SigningKeysApi(@Reference Guard guard, @Reference SigningKeys keys) {
    this.guard = guard;
    this.keys = keys;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/signing-keys", Right.READ, this::list),
        guard.tenantRoute("POST", "/signing-keys", Right.CHANGE, this::rotate));
  }

  private Response list(Call call) {
    return shown(Listing.of(call.request()), keys.published(call.tenant()));
  }

  private Response rotate(Call call) {
    call.request().noBody();
    Listing listing = Listing.of(call.request());
    return shown(listing, keys.rotate(call.caller(), call.tenant()));
  }

  private static Response shown(Listing listing, List<Published> published) {
    return Listing.answer(listing.of(published, Published::kid), KeyView::of);
  }

  private record KeyView(String kid, String alg, String status, Instant since) {
    static KeyView of(Published key) {
      return new KeyView(
          key.kid(), key.alg(), key.status().name().toLowerCase(Locale.ROOT), key.since());
    }
  }
}
