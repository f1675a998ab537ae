package dev.muster.core.client;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Client.Settings;
import dev.muster.api.Clients.WithSecret;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the test core, and settings of every kind. */
abstract class StoredClientsFixture {
  static final OptionalLong ANY = OptionalLong.empty();
  static final Secret GIVEN = Secret.of("given-secret-0123456789");

  @TempDir Path folder;
  final Set<String> present = new HashSet<>();
  StoredClients clients;
  TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    clients = clients(false);
  }

  StoredClients clients(boolean privateDestinations) {
    return new StoredClients(
        core.storage,
        core.directory,
        (tenant, id) -> tenant.equals(TENANT) && present.contains(id),
        core.digests,
        core.changes,
        Destinations.of(privateDestinations),
        core.guesses,
        core.clock);
  }

  static Settings settings(boolean confidential, AuthMethod method, String... redirects) {
    return Settings.builder("Shop")
        .confidential(confidential)
        .redirectUris(List.of(redirects).stream().map(URI::create).toList())
        .scopes(Set.of("openid", "profile"))
        .tokenEndpointAuthMethod(Optional.of(method))
        .idTokenSignedResponseAlg("ES256")
        .build();
  }

  static final Settings CONFIDENTIAL =
      settings(true, AuthMethod.CLIENT_SECRET_BASIC, "https://shop.example/cb");

  static Settings with(Settings d, Set<String> scopes, Set<String> sources, String alg) {
    return d.toBuilder()
        .scopes(scopes)
        .identitySources(sources)
        .idTokenSignedResponseAlg(alg)
        .build();
  }

  WithSecret create(Settings settings) {
    return clients.create(ALICE, TENANT, Optional.of("shop"), Optional.empty(), settings);
  }

  static Settings sources(String... ids) {
    return CONFIDENTIAL.toBuilder().identitySources(Set.of(ids)).build();
  }

  Client change(Settings settings) {
    return clients.change(ALICE, TENANT, "shop", any -> settings, ANY).value();
  }

  static Settings with(Settings d, Set<GrantType> grantTypes) {
    return d.toBuilder().grantTypes(grantTypes).build();
  }
}
