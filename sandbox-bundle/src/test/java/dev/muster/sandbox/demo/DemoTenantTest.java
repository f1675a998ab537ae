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
    return new Client.Settings(
        name,
        true,
        redirectUris,
        List.of(URI.create("https://shop.example/after")),
        Optional.of(URI.create("https://shop.example/logout")),
        Set.of("openid"),
        Set.of("lark"),
        Optional.of(Client.AuthMethod.PRIVATE_KEY_JWT),
        Optional.of("{}"),
        Optional.of(URI.create("https://shop.example/jwks")),
        "RS256",
        false,
        Set.of(Client.GrantType.PLATFORM_CODE),
        true);
  }
}
