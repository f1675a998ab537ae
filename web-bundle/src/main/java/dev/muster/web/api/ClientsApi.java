package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Clients.WithSecret;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.api.ClientView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/clients}: the applications that trust us. */
@Component
public final class ClientsApi implements Routes {
  private static final String ALL = "/clients";
  private static final String ONE = "/clients/{client}";

  private final Guard guard;
  private final Clients clients;
  private final ApiTokens tokens;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param clients the service
   * @param tokens what those are called that made a secret
   */
  @Activate
  public ClientsApi(
      @Reference Guard guard, @Reference Clients clients, @Reference ApiTokens tokens) {
    this.guard = guard;
    this.clients = clients;
    this.tokens = tokens;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.CHANGE, this::create),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::delete),
        guard.tenantRoute("POST", ONE + "/secret", Right.CHANGE, this::rotateSecret));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Language language = call.request().language();
    ActorNames actors = new ActorNames(tokens);
    return Listing.versioned(
            clients.list(call.tenant(), listing.limit(), listing.after()),
            client -> ClientView.of(client, actors, language))
        .in(language);
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    Optional<String> clientId = body.text("clientId");
    Optional<Secret> secret = Inputs.secret(body, "clientSecret");
    Client.Settings settings = SettingsView.read(body);
    body.end();
    WithSecret made = clients.create(call.caller(), call.tenant(), clientId, secret, settings);
    Language language = call.request().language();
    return Etags.created(
            made.client(),
            ClientView.of(made, new ActorNames(tokens), language),
            Inputs.location("tenants", call.tenant(), "clients", made.client().value().clientId()))
        .in(language);
  }

  private Response get(Call call) {
    return shown(
        call,
        clients
            .find(call.tenant(), call.path("client"))
            .orElseThrow(() -> ProblemException.notFound(Resource.CLIENT)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("clientId");
    patch.immutable("createdAt");
    patch.immutable("etag");
    patch.immutable("secrets");
    patch.immutable("warnings");
    if (patch.has("clientSecret")) {
      patch.problem(
          "clientSecret",
          "immutable",
          new Text("Make a new secret with POST …/secret.", "请通过 POST …/secret 生成新密钥。"));
    }
    return shown(
        call,
        clients.change(
            call.caller(),
            call.tenant(),
            call.path("client"),
            present -> patch.appliedTo(SettingsView.of(present), SettingsView::read),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    clients.delete(
        call.caller(), call.tenant(), call.path("client"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response rotateSecret(Call call) {
    call.request().noBody();
    WithSecret rotated = clients.rotateSecret(call.caller(), call.tenant(), call.path("client"));
    Language language = call.request().language();
    return Etags.ok(rotated.client(), ClientView.of(rotated, new ActorNames(tokens), language))
        .in(language);
  }

  private Response shown(Call call, Versioned<Client> client) {
    Language language = call.request().language();
    return Etags.ok(client, ClientView.of(client.value(), new ActorNames(tokens), language))
        .in(language);
  }
}
