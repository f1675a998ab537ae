package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.WebhookEvents;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Text;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoutesTest {
  private static final String PATH = "/t/acme/callbacks/wechatwork";

  private final List<WebhookRequest> requests = new ArrayList<>();
  private Optional<ProblemException> problem = Optional.empty();
  private final WebhookEvents events =
      (caller, tenant, platform, request, deadline) -> {
        assertThat(tenant + "/" + platform).isEqualTo("acme/wechatwork");
        requests.add(request);
        if (problem.isPresent()) {
          throw problem.get();
        }
        return Optional.ofNullable(request.query().get("echo"))
            .map(it -> new WebhookEvents.Answer("text/plain", bytes(it)));
      };
  private final TestServer server =
      new TestServer(TestInstallation.plain(), new CountedMetrics(), new WebhookRoutes(events));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersAnAddressCheckWithWhatTheProviderSaysAndNothingElse() {
    Response response = server.answer(TestRequest.get(PATH + "?echo=16%2B3&msg_signature=s"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("text/plain");
    assertThat(text(response)).isEqualTo("16+3");
    assertThat(requests.get(0).method()).isEqualTo("GET");
  }

  @Test
  void handsOverWhatCameUnread() {
    byte[] body = {-1, 0, '<', '{'};
    server.answer(
        TestRequest.of("POST", PATH + "?timestamp=1&nonce=n")
            .header("X-Lark-Signature", "abc")
            .header("Cookie", "a=b")
            .header("Via", "one")
            .header("Via", "two")
            .body("application/octet-stream", body));
    assertThat(requests.get(0).body()).isEqualTo(body);
    assertThat(requests.get(0).query()).containsEntry("timestamp", "1").containsEntry("nonce", "n");
    assertThat(requests.get(0).headers())
        .containsEntry("x-lark-signature", "abc")
        .doesNotContainKeys("cookie", "via");
  }

  @Test
  void refusesWithoutAWord() {
    Response response = server.answer(TestRequest.get(PATH));
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?echo=a&echo=b", "?nonce=1&nonce=1&echo=a"})
  void refusesWhatIsThereTwice(String query) {
    assertThat(server.answer(TestRequest.get(PATH + query)).status()).isEqualTo(403);
    assertThat(requests).isEmpty();
  }

  @Test
  void readsNoMoreThanItsLimit() {
    Response response =
        server.answer(
            TestRequest.of("POST", PATH + "?echo=a")
                .body("text/xml", new byte[WebhookEvents.MAX_BODY + 1]));
    assertThat(response.status()).isEqualTo(413);
    assertThat(response.body()).isEmpty();
    assertThat(requests).isEmpty();
  }

  @Test
  void letsThePlatformSendAgainWhatCannotBeTakenInNow() {
    problem =
        Optional.of(
            new ProblemException(
                ProblemCode.PLATFORM_UNAVAILABLE, new Text("It is updated.", "正在更新。")));
    Response response = server.answer(TestRequest.get(PATH + "?echo=a"));
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
  }
}
