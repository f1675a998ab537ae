package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Clients;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import java.util.Optional;

/** Makes sure who asks at the token endpoint: by the client's own method and no other. */
final class ClientAuthenticator {
  private final Clients clients;

  ClientAuthenticator(Clients clients) {
    this.clients = clients;
  }

  /** What became of it. */
  sealed interface Result {
    /** It is this client. */
    record Authenticated(Client client) implements Result {}

    /** It is not, or not shown; {@code basic} if the header was used. */
    record Failed(boolean basic) implements Result {}

    /** The request says two things at once, or nothing. */
    record Malformed(String description) implements Result {}
  }

  Result authenticate(Request request, String tenant, Parameters form) {
    Optional<String> header = request.header("Authorization");
    Optional<String> id = form.filled("client_id");
    Optional<String> secret = form.filled("client_secret");
    if (form.filled("client_assertion").isPresent()
        || form.filled("client_assertion_type").isPresent()) {
      return new Result.Failed(header.isPresent());
    }
    if (header.isPresent()) {
      if (secret.isPresent()) {
        // RFC 6749, section 2.3: not more than one method in a request.
        return new Result.Malformed("The client authenticates in two ways at once");
      }
      return basic(tenant, header.get(), id);
    }
    if (id.isEmpty()) {
      return new Result.Malformed("The client_id is missing");
    }
    return secret.isPresent()
        ? withSecret(tenant, id.get(), secret.get(), AuthMethod.CLIENT_SECRET_POST)
        : open(tenant, id.get());
  }

  private Result basic(String tenant, String header, Optional<String> id) {
    ClientSecretBasic basic;
    try {
      basic = ClientSecretBasic.parse(header);
    } catch (ParseException | IllegalArgumentException e) {
      return new Result.Failed(true);
    }
    String clientId = basic.getClientID().getValue();
    if (id.isPresent() && !id.get().equals(clientId)) {
      return new Result.Malformed("The client_id is not that of the Authorization header");
    }
    return withSecret(
        tenant, clientId, basic.getClientSecret().getValue(), AuthMethod.CLIENT_SECRET_BASIC);
  }

  private Result withSecret(String tenant, String id, String secret, AuthMethod method) {
    boolean basic = method == AuthMethod.CLIENT_SECRET_BASIC;
    if (secret.isEmpty() || !clients.secretMatches(tenant, id, Secret.of(secret))) {
      return new Result.Failed(basic);
    }
    return find(tenant, id, method)
        .<Result>map(Result.Authenticated::new)
        .orElseGet(() -> new Result.Failed(basic));
  }

  private Result open(String tenant, String id) {
    return find(tenant, id, AuthMethod.NONE)
        .filter(client -> !client.draft().confidential())
        .<Result>map(Result.Authenticated::new)
        .orElseGet(() -> new Result.Failed(false));
  }

  private Optional<Client> find(String tenant, String id, AuthMethod method) {
    return clients
        .find(tenant, id)
        .map(Versioned::value)
        .filter(client -> client.draft().tokenEndpointAuthMethod() == method);
  }
}
