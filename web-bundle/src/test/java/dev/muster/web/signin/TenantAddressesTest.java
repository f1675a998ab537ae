package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.storage.StorageException;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantAddressesTest {
  private static final List<String> REQUESTS =
      List.of(
          "GET /login",
          "GET /login/wecom",
          "GET /login/wecom/callback?code=x&state=y",
          "GET /login/wecom/mobile-config",
          "GET /account",
          "POST /account/sign-out",
          "GET /oauth2/authorize",
          "POST /oauth2/authorize",
          "POST /oauth2/token",
          "OPTIONS /oauth2/token",
          "GET /oauth2/userinfo",
          "POST /oauth2/userinfo",
          "GET /oauth2/jwks",
          "GET /.well-known/openid-configuration",
          "DELETE /oauth2/token",
          "GET /nowhere",
          "GET /");

  private final Gateway gateway = new Gateway("https://id.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody", "a%20b", "acme%20", "ACME", "%E4%BC%81", "a%22b", "a%3Bb", "a%2Cb", "a%3Db",
        "%3Cscript%3E", "a'b", "a%25b", "-", "a%3FX", "a%23", "acme.", "acme,acme", "a%C2%A0b",
        "%F0%9F%98%80", "acme%20%3B%20Path%3D", "acme-", "__proto__"
      })
  void aTenantThatIsNotThereIsNotFoundBeforeAnythingElse(String tenant) {
    for (String line : REQUESTS) {
      String[] parts = line.split(" ", 2);
      Response response =
          gateway.server.answer(
              TestRequest.of(parts[0], "/t/" + tenant + parts[1])
                  .header("Cookie", "__Secure-muster-session=x")
                  .header("Authorization", "Bearer x")
                  .header("Content-Type", "nothing/we-read"));
      assertThat(response.status()).as(line).isEqualTo(404);
      assertThat(response.has("Set-Cookie")).as(line).isFalse();
      assertThat(response.has("WWW-Authenticate")).as(line).isFalse();
      assertThat(response.has("Location")).as(line).isFalse();
    }
  }

  @Test
  void aTenantThatIsThereIsAnswered() {
    assertThat(gateway.server.answer(TestRequest.get("/t/acme/login")).status()).isEqualTo(303);
    assertThat(gateway.server.answer(TestRequest.get("/t/other/account")).status())
        .isNotEqualTo(404);
  }

  @Test
  void nothingIsServedWhileItCannotBeKnownWhichTenantsThereAre() {
    TestServer server =
        new TestServer(
            TestInstallation.plain(),
            new CountedMetrics(),
            new WebhookRoutes((caller, tenant, platform, request, deadline) -> Optional.empty()),
            unknowing());
    assertThat(server.answer(TestRequest.get("/t/acme/callbacks/lark")).status()).isEqualTo(503);
  }

  private static Routes unknowing() {
    return new Routes() {
      @Override
      public List<Route> routes() {
        return List.of();
      }

      @Override
      public Optional<Predicate<String>> tenants() {
        return Optional.of(
            id -> {
              throw new StorageException("no", true, new IllegalStateException("gone"));
            });
      }
    };
  }
}
