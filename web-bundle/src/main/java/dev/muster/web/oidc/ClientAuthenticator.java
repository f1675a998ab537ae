package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Clients;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure which client asks: by the client's own method and no other. */
final class ClientAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAuthenticator.class);

  private final Clients clients;
  private final MismatchLog mismatches;

  ClientAuthenticator(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.mismatches = new MismatchLog(clock, LOG::info);
  }

  /** What became of it. */
  sealed interface Result {
    /** It is this client. */
    record Authenticated(Client client) implements Result {}

    /**
     * It is not, or not shown.
     *
     * @param basic whether the header was used
     * @param description what the client may be told
     */
    record Failed(boolean basic, String description) implements Result {
      Failed(boolean basic) {
        this(basic, "Client authentication failed");
      }
    }

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
      return basic(request, tenant, header.get(), id);
    }
    if (id.isEmpty()) {
      return new Result.Malformed("The client_id is missing");
    }
    return secret.isPresent()
        ? withSecret(request, tenant, id.get(), secret.get(), AuthMethod.CLIENT_SECRET_POST)
        : open(tenant, id.get());
  }

  private Result basic(Request request, String tenant, String header, Optional<String> id) {
    ClientSecretBasic basic;
    try {
      basic = ClientSecretBasic.parse(header);
    } catch (ParseException | IllegalArgumentException e) {
      return new Result.Failed(true);
    }
    String clientId = basic.getClientID().getValue();
    if (id.isPresent() && !id.get().equals(clientId)) {
      return new Result.Malformed("The client_id does not match the Authorization header");
    }
    return withSecret(
        request,
        tenant,
        clientId,
        basic.getClientSecret().getValue(),
        AuthMethod.CLIENT_SECRET_BASIC);
  }

  private Result withSecret(
      Request request, String tenant, String id, String secret, AuthMethod method) {
    boolean basic = method == AuthMethod.CLIENT_SECRET_BASIC;
    if (secret.isEmpty()
        || !clients.secretMatches(request.caller("system"), tenant, id, Secret.of(secret))) {
      return new Result.Failed(basic);
    }
    // whoever has the secret may know how it is to be sent
    return registered(tenant, id, method, mismatch -> new Result.Failed(basic, mismatch));
  }

  private Result open(String tenant, String id) {
    return registered(tenant, id, AuthMethod.NONE, mismatch -> new Result.Failed(false));
  }

  private Result registered(
      String tenant, String id, AuthMethod sent, Function<String, Result> otherwise) {
    Optional<Client> client = clients.find(tenant, id).map(Versioned::value);
    if (client.isEmpty()) {
      return new Result.Failed(sent == AuthMethod.CLIENT_SECRET_BASIC);
    }
    Set<AuthMethod> methods = client.get().settings().authMethods();
    if (methods.contains(sent)) {
      return new Result.Authenticated(client.get());
    }
    String mismatch =
        "The client is registered for "
            + methods.stream().map(AuthMethod::id).sorted().collect(Collectors.joining(" or "))
            + ", sent "
            + sent.id();
    mismatches.mismatch(tenant, client.get().clientId(), mismatch);
    return otherwise.apply(mismatch);
  }

  /** What somebody is told who is not authenticated (RFC 6749, section 5.2). */
  static Response refused(Result result, String issuer) {
    if (!(result instanceof Result.Failed failed)) {
      return OAuthError.invalidRequest(((Result.Malformed) result).description());
    }
    Response response =
        OAuthError.of(401, OAuth2Error.INVALID_CLIENT.getCode(), failed.description());
    return failed.basic()
        ? response.with("WWW-Authenticate", "Basic realm=\"" + issuer + "\"")
        : response;
  }
}
