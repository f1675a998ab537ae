package dev.muster.core.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which calls are sent again. */
class PlatformRetriesTest extends PlatformHttpFixture {
  /** A platform that says in the body that it is busy. */
  private static String unlessBusy(HttpAnswer answer) throws ProviderException {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (body.equals("busy")) {
      throw new ProviderException(Code.UNAVAILABLE, "busy", Optional.of("-1"));
    }
    if (body.equals("wrong")) {
      throw new ProviderException(Code.REJECTED, "wrong", Optional.empty());
    }
    return body;
  }

  @Test
  void sendsAgainWhatAPlatformIsTooBusyFor() throws Exception {
    on("/busy", (exchange, time) -> send(exchange, 200, time < 3 ? "busy" : "fine"));
    assertThat(http.exchange(HttpCall.get(base, "/busy"), ample(), PlatformRetriesTest::unlessBusy))
        .isEqualTo("fine");
    assertThat(asked.get("/busy")).hasValue(3);
  }

  @Test
  void givesUpOnAPlatformThatStaysBusy() {
    on("/busy", (exchange, time) -> send(exchange, 200, "busy"));
    assertThatThrownBy(
            () ->
                http.exchange(
                    HttpCall.get(base, "/busy"), ample(), PlatformRetriesTest::unlessBusy))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.platformCode()).contains("-1"));
    assertThat(asked.get("/busy")).hasValue(3);
  }

  @Test
  void sendsOnceWhatMayNotBeSentTwiceHoweverBusyThePlatformIs() {
    on("/once", (exchange, time) -> send(exchange, 200, "busy"));
    HttpCall call = HttpCall.get(base, "/once").withIdempotent(false);
    assertThatThrownBy(() -> http.exchange(call, ample(), PlatformRetriesTest::unlessBusy))
        .isInstanceOf(ProviderException.class);
    assertThat(asked.get("/once")).hasValue(1);
  }

  @Test
  void sendsOnceWhatThePlatformRefusesForAnotherReason() {
    on("/wrong", (exchange, time) -> send(exchange, 200, "wrong"));
    assertThatThrownBy(
            () ->
                http.exchange(
                    HttpCall.get(base, "/wrong"), ample(), PlatformRetriesTest::unlessBusy))
        .isInstanceOf(ProviderException.class);
    assertThat(asked.get("/wrong")).hasValue(1);
  }

  @Test
  void sendsNothingAgainToABusyPlatformOnceTheBudgetIsUsedUp() {
    on("/busy", (exchange, time) -> send(exchange, 200, "busy"));
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(
              () ->
                  http.exchange(
                      HttpCall.get(base, "/busy"), ample(), PlatformRetriesTest::unlessBusy))
          .isInstanceOf(ProviderException.class);
    }
    assertThat(asked.get("/busy")).hasValue(50 + 20);
  }

  @Test
  void sendsAnIdempotentCallAgainAfterBusyAnswersAndBrokenConnections() throws Exception {
    on(
        "/busy",
        (exchange, time) -> {
          if (time == 1) {
            send(exchange, 503, "");
          } else if (time == 3) {
            send(exchange, 200, "at last");
          }
          // the second time the connection is closed without an answer
        });

    HttpAnswer answer = exchange(HttpCall.get(base, "/busy"), ample());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(asked.get("/busy").get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void handsOnABusyAnswerThatStays() throws Exception {
    on("/down", (exchange, time) -> send(exchange, 502, "bad"));

    assertThat(exchange(HttpCall.get(base, "/down"), ample()).status()).isEqualTo(502);
    assertThat(asked.get("/down")).hasValue(3);
  }

  @Test
  void sendsOtherCallsOnce() throws Exception {
    on("/once", (exchange, time) -> send(exchange, 503, ""));

    assertThat(exchange(HttpCall.postJson(base, "/once", new byte[0]), ample()).status())
        .isEqualTo(503);
    assertThat(asked.get("/once")).hasValue(1);
  }

  @Test
  void stopsSendingAgainWhenTheRetryBudgetIsUsedUp() throws Exception {
    on("/down", (exchange, time) -> send(exchange, 503, ""));

    for (int i = 0; i < 30; i++) {
      exchange(HttpCall.get(base, "/down"), ample());
    }

    assertThat(asked.get("/down").get()).isEqualTo(30 + 20);
  }
}
