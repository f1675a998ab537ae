package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.ClaimsRequest;
import dev.muster.api.Versioned;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What tokens are good for as things are now: the one place that says so. Since the grant was given
 * the client may have lost scopes, or have become one that people have to consent to.
 */
final class PresentScope {
  private static final String OPENID = "openid";

  private final Clients clients;
  private final ConsentRule consents;

  PresentScope(Clients clients, ConsentRule consents) {
    this.clients = clients;
    this.consents = consents;
  }

  /** What is left of a scope that was granted: what the client may ask for no more is not. */
  static Set<String> of(Client client, Set<String> granted) {
    Set<String> scope = new HashSet<>(granted);
    scope.retainAll(mayAskFor(client));
    return scope;
  }

  /** A scope with what every grant has: without it nobody could be told whose a token is. */
  static Set<String> withOpenid(Set<String> scope) {
    Set<String> all = new HashSet<>(scope);
    all.add(OPENID);
    return all;
  }

  private static Set<String> mayAskFor(Client client) {
    return withOpenid(client.settings().scopes());
  }

  /**
   * For what a token is good.
   *
   * @param grant the grant that it is a key of
   * @param given for what it was given
   */
  Set<String> of(String tenant, GrantRecord grant, Set<String> given) {
    return of(clients.find(tenant, grant.clientId()).map(Versioned::value), given);
  }

  private static Set<String> of(Optional<Client> client, Set<String> given) {
    return client.map(it -> of(it, given)).orElse(Set.of());
  }

  /**
   * What a token stands for.
   *
   * @param grant the grant that it is a key of
   * @param given the same as the token was given, without what was asked for by name
   */
  Access of(String tenant, GrantRecord grant, Access given) {
    Optional<Client> client = clients.find(tenant, grant.clientId()).map(Versioned::value);
    Set<String> scope = of(client, given.scope());
    Set<String> named = client.map(it -> named(tenant, it, grant)).orElse(Set.of());
    boolean less = client.stream().anyMatch(it -> !of(it, grant.scope()).equals(scope));
    if (less) {
      // the client asked for a token that is good for less than the grant
      named = new HashSet<>(named);
      named.retainAll(scope);
    }
    return new Access(
        given.clientId(),
        scope,
        given.user(),
        given.identity(),
        given.expiresAt(),
        grant.claims(),
        named);
  }

  /** Of which scopes claims that were asked for by their names may be told. */
  private Set<String> named(String tenant, Client client, GrantRecord grant) {
    ClaimsRequest claims = grant.claims();
    if (claims.idToken().isEmpty() && claims.userInfo().isEmpty()) {
      return Set.of();
    }
    Set<String> named = mayAskFor(client);
    if (!client.settings().firstParty()) {
      named.retainAll(consents.consented(tenant, grant.userId(), client));
    }
    return named;
  }
}
