package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.PlatformCallbacks;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.web.http.RecordedMetrics;
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

class PlatformCallbackRoutesTest {
  private static final String PATH = "/t/acme/callbacks/wechatwork";

  private final List<Push> pushes = new ArrayList<>();
  private Optional<ProblemException> problem = Optional.empty();
  private final PlatformCallbacks callbacks =
      (caller, tenant, platform, push, deadline) -> {
        assertThat(tenant + "/" + platform).isEqualTo("acme/wechatwork");
        pushes.add(push);
        if (problem.isPresent()) {
          throw problem.get();
        }
        return Optional.ofNullable(push.query().get("echo"))
            .map(it -> new PlatformCallbacks.Answer("text/plain", bytes(it)));
      };
  private final TestServer server =
      new TestServer(
          TestInstallation.plain(), new RecordedMetrics(), new PlatformCallbackRoutes(callbacks));

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
    assertThat(pushes.get(0).method()).isEqualTo("GET");
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
    assertThat(pushes.get(0).body()).isEqualTo(body);
    assertThat(pushes.get(0).query()).containsEntry("timestamp", "1").containsEntry("nonce", "n");
    assertThat(pushes.get(0).headers())
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
    assertThat(pushes).isEmpty();
  }

  @Test
  void readsNoMoreThanItsLimit() {
    Response response =
        server.answer(
            TestRequest.of("POST", PATH + "?echo=a")
                .body("text/xml", new byte[PlatformCallbacks.MAX_BODY + 1]));
    assertThat(response.status()).isEqualTo(413);
    assertThat(response.body()).isEmpty();
    assertThat(pushes).isEmpty();
  }

  @Test
  void letsThePlatformSendAgainWhatCannotBeTakenInNow() {
    problem = Optional.of(new ProblemException(ProblemCode.PLATFORM_UNAVAILABLE, "It is updated."));
    Response response = server.answer(TestRequest.get(PATH + "?echo=a"));
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
  }
}
