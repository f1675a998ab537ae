package dev.muster.web.api;

import dev.muster.api.Administrators.Role;
import dev.muster.api.ApiTokens;
import dev.muster.api.ApiTokens.ApiToken;
import dev.muster.api.ApiTokens.Settings;
import dev.muster.api.ApiTokens.WithSecret;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api-tokens}: what programs call the API with. */
@Component
public final class ApiTokensApi implements Routes {
  private static final String ALL = "/api-tokens";
  private static final String ONE = "/api-tokens/{token}";

  private final Guard guard;
  private final ApiTokens tokens;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param tokens the service
   */
  @Activate
  public ApiTokensApi(@Reference Guard guard, @Reference ApiTokens tokens) {
    this.guard = guard;
    this.tokens = tokens;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.route("GET", ALL, Right.GOVERN, this::list),
        guard.route("POST", ALL, Right.GOVERN, this::create),
        guard.route("GET", ONE, Right.GOVERN, this::get),
        guard.route("DELETE", ONE, Right.GOVERN, this::delete));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    ActorNames actors = new ActorNames(tokens);
    return Listing.answer(
        tokens.list(listing.limit(), listing.after()), token -> TokenView.inList(token, actors));
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    String displayName = body.requiredText("displayName");
    Role role = Inputs.role(body);
    Settings settings =
        new Settings(
            displayName, role, Inputs.tenants(body, role), Inputs.instant(body, "expiresAt"));
    body.end();
    WithSecret made = tokens.create(call.caller(), settings);
    return Etags.created(
        made.token(),
        TokenView.of(made, new ActorNames(tokens)),
        Inputs.location("api-tokens", made.token().value().id()));
  }

  private Response get(Call call) {
    Versioned<ApiToken> token =
        tokens
            .find(call.path("token"))
            .orElseThrow(() -> ProblemException.notFound(Resource.API_TOKEN));
    return Etags.ok(
        token,
        TokenView.of(token.value(), Optional.empty(), Optional.empty(), new ActorNames(tokens)));
  }

  private Response delete(Call call) {
    call.request().noBody();
    tokens.delete(call.caller(), call.path("token"));
    return Response.empty(204);
  }

  private record TokenView(
      String id,
      Optional<String> token,
      String displayName,
      String role,
      List<String> tenants,
      Optional<Instant> expiresAt,
      Instant createdAt,
      String createdBy,
      Optional<String> createdByName,
      Optional<Instant> lastUsedAt,
      Optional<String> etag) {
    static TokenView of(WithSecret made, ActorNames actors) {
      return of(
          made.token().value(), Optional.of(made.secret().reveal()), Optional.empty(), actors);
    }

    static TokenView inList(Versioned<ApiToken> token, ActorNames actors) {
      return of(token.value(), Optional.empty(), Optional.of(Etags.tag(token)), actors);
    }

    static TokenView of(
        ApiToken token, Optional<String> secret, Optional<String> etag, ActorNames actors) {
      Settings settings = token.settings();
      return new TokenView(
          token.id(),
          secret,
          settings.displayName(),
          settings.role().id(),
          settings.tenants().stream().sorted().toList(),
          settings.expiresAt(),
          token.createdAt(),
          token.createdBy(),
          actors.apply(token.createdBy()),
          token.lastUsedAt(),
          etag);
    }

    @Override
    public String toString() {
      return "TokenView[" + id + "]";
    }
  }
}
