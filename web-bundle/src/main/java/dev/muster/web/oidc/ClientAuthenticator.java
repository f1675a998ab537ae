package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.ClientAssertions;
import dev.muster.api.Clients;
import dev.muster.api.Installation;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure which client asks: by the client's own method and no other. */
@Component(service = ClientAuthenticator.class)
public final class ClientAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAuthenticator.class);

  /**
   * The issuer, or the token endpoint (OpenID Connect Core, section 9), whichever endpoint asks.
   * One is enough for a client, and what each endpoint would take of its own is one more thing that
   * another authorization server could have a client sign (CVE-2025-27370).
   */
  private static final List<String> AUDIENCES = List.of("", "/oauth2/token");

  private static final String UNKNOWN = "(unknown)";

  private final Clients clients;
  private final ClientAssertions assertions;
  private final Issuers issuers;
  private final MismatchLog mismatches;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param clients the clients
   * @param assertions what clients with a key of their own show
   * @param clock the time
   */
  @Activate
  public ClientAuthenticator(
      @Reference Installation installation,
      @Reference Clients clients,
      @Reference ClientAssertions assertions,
      @Reference InstantSource clock) {
    this.issuers = new Issuers(installation);
    this.clients = clients;
    this.assertions = assertions;
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
      return header.isPresent() || secret.isPresent()
          ? new Result.Malformed("The client authenticates in two ways at once")
          : signed(request, tenant, form);
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

  /** The library reads whose it says it is; whether it is true the core knows. */
  private Result signed(Request request, String tenant, Parameters form) {
    Map<String, List<String>> read = new HashMap<>();
    for (String name : List.of("client_id", "client_assertion", "client_assertion_type")) {
      form.filled(name).ifPresent(value -> read.put(name, List.of(value)));
    }
    PrivateKeyJWT assertion;
    try {
      assertion = PrivateKeyJWT.parse(read);
    } catch (ParseException | RuntimeException e) { // a claim that is JSON null, among others
      mismatches.mismatch(tenant, UNKNOWN, "The client_assertion cannot be read");
      return new Result.Failed(false);
    }
    String id = assertion.getClientID().getValue();
    Set<String> audiences =
        AUDIENCES.stream().map(below -> issuers.of(tenant) + below).collect(Collectors.toSet());
    return assertions.accept(
            request.caller("system"),
            tenant,
            id,
            Secret.of(assertion.getClientAssertion().serialize()),
            audiences)
        ? registered(
            tenant, id, AuthMethod.PRIVATE_KEY_JWT, mismatch -> new Result.Failed(false, mismatch))
        : new Result.Failed(false);
  }

  private Result basic(Request request, String tenant, String header, Optional<String> id) {
    ClientSecretBasic basic;
    try {
      basic = ClientSecretBasic.parse(header);
    } catch (ParseException | IllegalArgumentException e) {
      mismatches.mismatch(tenant, UNKNOWN, "The Authorization header is no client's: not Basic");
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
    if (secret.isEmpty()) {
      String whose = MismatchLog.shown(id);
      mismatches.mismatch(tenant, UNKNOWN, "The client_secret of '" + whose + "' is empty");
      return new Result.Failed(basic);
    }
    if (!clients.secretMatches(request.caller("system"), tenant, id, Secret.of(secret))) {
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
      mismatches.mismatch(tenant, UNKNOWN, "There is no client '" + MismatchLog.shown(id) + "'");
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
