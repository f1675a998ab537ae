package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Clients that are there unless a test takes them away. */
final class FakeClients implements Clients {
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private volatile Set<String> sources = Set.of("*");
  private volatile Set<String> scopes = Set.of("openid", "email", "offline_access");
  private volatile Instant createdAt = Instant.EPOCH;
  private volatile Client.Pkce pkce = Client.Pkce.REQUIRED;
  private volatile Set<Client.GrantType> grantTypes = EnumSet.allOf(Client.GrantType.class);
  private volatile Duration refreshTokenMax = Client.Settings.REFRESH_TOKEN_MAX;
  private volatile boolean firstParty = true;

  void take(Set<Client.GrantType> newGrantTypes, Set<String> newSources) {
    grantTypes = newGrantTypes;
    sources = newSources;
  }

  void allow(Set<String> newScopes) {
    scopes = newScopes;
  }

  void needPkce(boolean need) {
    pkce = need ? Client.Pkce.REQUIRED : Client.Pkce.OPTIONAL;
  }

  void lastAtMost(Duration refreshTokens) {
    refreshTokenMax = refreshTokens;
  }

  void needConsent(boolean need) {
    firstParty = !need;
  }

  void remove(String clientId) {
    gone.add(clientId);
  }

  /** Others of the same ids are there from now on. */
  void makeAnew() {
    createdAt = createdAt.plusSeconds(1);
  }

  @Override
  public Optional<Versioned<Client>> find(String tenant, String clientId) {
    Client.Settings draft =
        Client.Settings.builder(clientId)
            .scopes(scopes)
            .identitySources(sources)
            .idTokenSignedResponseAlg("ES256")
            .grantTypes(grantTypes)
            .pkce(pkce)
            .refreshTokenIdle(shorter(Client.Settings.REFRESH_TOKEN_IDLE, refreshTokenMax))
            .refreshTokenMax(refreshTokenMax)
            .firstParty(firstParty)
            .build();
    return gone.contains(clientId)
        ? Optional.empty()
        : Optional.of(new Versioned<>(new Client(clientId, draft, Optional.empty(), createdAt), 1));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public WithSecret create(
      Caller caller,
      String tenant,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Client.Settings draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Versioned<Client>> list(String tenant, int limit, Optional<String> after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Versioned<Client> change(
      Caller caller,
      String tenant,
      String clientId,
      UnaryOperator<Client.Settings> change,
      OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WithSecret rotateSecret(Caller caller, String tenant, String clientId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Caller caller, String tenant, String clientId, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean secretMatches(Caller caller, String tenant, String clientId, Secret secret) {
    throw new UnsupportedOperationException();
  }
}
