package dev.muster.web.oidc;

import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.SigningKeys;
import dev.muster.api.Versioned;
import dev.muster.web.http.Parameters;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads requests to sign somebody out (OpenID Connect RP-Initiated Logout 1.0, section 2). */
public final class LogoutRequests {
  static final String HINT = "id_token_hint";
  private static final String CLIENT = "client_id";
  private static final String BACK = "post_logout_redirect_uri";
  private static final String STATE = "state";
  private static final List<String> READ = List.of(HINT, CLIENT, BACK, STATE);

  /** What is carried back, in characters. */
  private static final int MAX_STATE = 512;

  private final Clients clients;
  private final IdTokenHints hints;

  /**
   * Creates an instance.
   *
   * @param clients the clients
   * @param keys the keys
   * @param issuers the tenants' addresses
   */
  public LogoutRequests(Clients clients, SigningKeys keys, Issuers issuers) {
    this.clients = clients;
    this.hints = new IdTokenHints(keys, issuers);
  }

  /**
   * Reads a request.
   *
   * @param tenant the tenant's id
   * @param sent the query or the form
   * @return the request, or empty if it says something twice
   */
  public Optional<LogoutRequest> read(String tenant, Parameters sent) {
    if (sent.repeats(READ)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    READ.forEach(name -> sent.filled(name).ifPresent(value -> parameters.put(name, value)));
    Optional<IdTokenHints.Hint> hint =
        Optional.ofNullable(parameters.get(HINT))
            .flatMap(token -> hints.read(tenant, token))
            .filter(it -> isOf(it, Optional.ofNullable(parameters.get(CLIENT))));
    Optional<URI> back = hint.flatMap(it -> back(tenant, it, parameters));
    return Optional.of(
        new LogoutRequest(
            hint.map(it -> new LogoutRequest.Hint(it.user(), it.session())),
            back,
            parameters.containsKey(BACK) && back.isEmpty(),
            parameters));
  }

  /** One that was made for another client than the one that sends it shows nothing. */
  private static boolean isOf(IdTokenHints.Hint hint, Optional<String> client) {
    return hint.audience().size() == 1
        && client.stream().allMatch(id -> hint.audience().get(0).equals(id));
  }

  /** A registered address, character by character, and the state as it came. */
  private Optional<URI> back(
      String tenant, IdTokenHints.Hint hint, Map<String, String> parameters) {
    String wanted = parameters.getOrDefault(BACK, "");
    String state = parameters.getOrDefault(STATE, "");
    return clients
        .find(tenant, hint.audience().get(0))
        .map(Versioned::value)
        .map(Client::settings)
        .filter(client -> state.codePointCount(0, state.length()) <= MAX_STATE)
        .flatMap(
            client ->
                client.postLogoutRedirectUris().stream()
                    .filter(registered -> registered.toString().equals(wanted))
                    .findFirst())
        .map(registered -> with(registered, state));
  }

  private static URI with(URI registered, String state) {
    if (state.isEmpty()) {
      return registered;
    }
    StringBuilder query = new StringBuilder();
    Queries.add(query, STATE, state);
    String address = registered.toString();
    return URI.create(address + (address.indexOf('?') < 0 ? "?" : "&") + query);
  }
}
