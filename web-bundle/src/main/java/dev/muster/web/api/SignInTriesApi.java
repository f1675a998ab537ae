package dev.muster.web.api;

import dev.muster.api.Installation;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Made;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.oidc.Issuers;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/tries}: sign-ins that only show what would come of them. */
@Component
public final class SignInTriesApi implements Routes {
  private final Guard guard;
  private final SignInTries tries;
  private final Issuers issuers;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param tries the service
   * @param installation settings
   */
  @Activate
  public SignInTriesApi(
      @Reference Guard guard, @Reference SignInTries tries, @Reference Installation installation) {
    this.guard = guard;
    this.tries = tries;
    this.issuers = new Issuers(installation);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("POST", "/identity-sources/{source}/try", Right.CHANGE, this::create),
        guard.tenantRoute("GET", "/tries/{try}", Right.READ, this::get));
  }

  private record MadeView(String id, String url, Instant expiresAt) {}

  private Response create(Call call) {
    call.request().noBody();
    String source = call.path("source");
    Made made = tries.create(call.caller(), call.tenant(), source);
    String url = issuers.of(call.tenant()) + "/login/" + source + "/try?key=" + made.key().reveal();
    return Response.json(201, new MadeView(made.id(), url, made.expiresAt()))
        .with("Location", Inputs.location("tenants", call.tenant(), "tries", made.id()).toString());
  }

  private Response get(Call call) {
    Language language = call.request().language();
    return Response.json(
            200,
            tries
                .find(call.tenant(), call.path("try"))
                .map(found -> TryView.of(found, language))
                .orElseThrow(() -> ProblemException.notFound(Resource.TRY)))
        .in(language);
  }
}
