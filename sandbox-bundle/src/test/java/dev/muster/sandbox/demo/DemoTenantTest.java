package dev.muster.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DemoTenantTest {
  @Test
  void addsTheAddressOfThisStartAndKeepsWhatAnAdministratorChanged() {
    URI before = URI.create("http://localhost:8080/sandbox/app/callback");
    URI now = URI.create("http://localhost:9090/sandbox/app/callback");
    Client.Settings edited = draft("Renamed", List.of(before));

    assertThat(DemoTenant.adding(now, edited)).isEqualTo(draft("Renamed", List.of(before, now)));
  }

  private static Client.Settings draft(String name, List<URI> redirectUris) {
    return Client.Settings.builder(name)
        .redirectUris(redirectUris)
        .postLogoutRedirectUris(List.of(URI.create("https://shop.example/after")))
        .backchannelLogoutUri(Optional.of(URI.create("https://shop.example/logout")))
        .scopes(Set.of("openid"))
        .identitySources(Set.of("lark"))
        .tokenEndpointAuthMethod(Optional.of(Client.AuthMethod.PRIVATE_KEY_JWT))
        .jwks(Optional.of("{}"))
        .jwksUri(Optional.of(URI.create("https://shop.example/jwks")))
        .firstParty(false)
        .grantTypes(Set.of(Client.GrantType.PLATFORM_CODE))
        .claimsInIdToken(true)
        .build();
  }
}
