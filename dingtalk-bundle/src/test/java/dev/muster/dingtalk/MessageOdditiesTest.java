package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageOdditiesTest {
  private static final String SEND = "/v1.0/robot/oToMessages/batchSend";

  private final CannedContext context = new CannedContext();

  @Test
  void takesASuccessThatReachedNobodyForNone() throws Exception {
    context.answer(SEND, "{\"processQueryKey\":\"k\",\"invalidStaffIdList\":[\"u1\"]}");
    assertThat(send()).isEqualTo(Delivery.notReached());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"processQueryKey\":\"k\"}",
        "{\"processQueryKey\":\"k\",\"invalidStaffIdList\":[],\"flowControlledStaffIdList\":null}",
      })
  void takesAbsentAndEmptyListsForNobodyMissed(String answer) throws Exception {
    context.answer(SEND, answer);
    assertThat(send()).isEqualTo(Delivery.sent());
    assertThat(context.sent(SEND))
        .contains(
            "\"robotCode\":\"dingapp\"",
            "\"userIds\":[\"u1\"]",
            "\"msgKey\":\"sampleText\"",
            "{\\\"content\\\":\\\"Your code\\\\n\\\\nIt is 1.\\\"}");
  }

  @Test
  void saysThatAPersonHasHadTooMany() {
    context.answer(SEND, "{\"processQueryKey\":\"k\",\"flowControlledStaffIdList\":[\"u1\"]}");
    assertThat(fault().code()).isEqualTo(Code.THROTTLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"processQueryKey\":\"k\",\"invalidStaffIdList\":\"u1\"}"})
  void takesNothingForASuccessThatDoesNotSayWhatItHasTo(String answer) {
    context.answer(SEND, answer);
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden.AccessDenied.AccessTokenPermissionDenied, NOT_PERMITTED",
    "400, invalidParameter.robotCode.auth, NOT_PERMITTED",
    "400, send.too.fast, THROTTLED",
    "500, systemBusy, UNAVAILABLE",
  })
  void tellsWhyTheAppMaySendNone(int status, String word, Code code) {
    context.answer(SEND, status, "{\"code\":\"" + word + "\",\"message\":\"\"}");
    assertThat(fault().code()).isEqualTo(code);
  }

  private ProviderException fault() {
    return catchThrowableOfType(ProviderException.class, this::send);
  }

  private Delivery send() throws ProviderException {
    return context
        .connect()
        .messages()
        .orElseThrow()
        .send(
            Message.of("dingcorp", "u1", Secret.of("It is 1.")).withTitle("Your code"),
            Deadline.in(Duration.ofSeconds(20)));
  }
}
