package dev.muster.lark;

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
  private static final String SEND = "/open-apis/im/v1/messages";
  private static final String SENT = "{'code':0,'data':{'message_id':'om_1'}}";

  private final CannedContext context = new CannedContext();

  @Test
  void sendsPlainTextByTheUsersIdWithTheKey() throws Exception {
    context.answer(SEND, SENT);
    assertThat(
            send(
                message("<at user_id=\"all\"></at>\nIt is 1.")
                    .withTitle("Your code")
                    .withLanguage("zh-Hans")
                    .withKey("k-1")))
        .isEqualTo(Delivery.sent());
    assertThat(context.sent(SEND))
        .contains("\"receive_id\":\"u1\"", "\"msg_type\":\"post\"", "\"uuid\":\"k-1\"")
        .contains("zh_cn", "\\\"tag\\\":\\\"text\\\"")
        .doesNotContain("en_us", "\\\"tag\\\":\\\"at\\\"");
    assertThat(context.calls().get(context.calls().size() - 1).uriWithQuery().getQuery())
        .isEqualTo("receive_id_type=user_id");
  }

  @ParameterizedTest
  @ValueSource(ints = {230013, 230034, 230053, 41050, 99992351, 99992381})
  void takesWhomTheBotDoesNotReachForNobody(int code) throws Exception {
    context.answer(SEND, 400, "{'code':" + code + "}");
    assertThat(send(message("It is 1."))).isEqualTo(Delivery.notReached());
  }

  @Test
  void takesAMessageThatIsUnderWayAlreadyForSent() throws Exception {
    context.answer(SEND, 400, "{'code':230049}");
    assertThat(send(message("It is 1."))).isEqualTo(Delivery.sent());
  }

  @ParameterizedTest
  @CsvSource({
    "99991672, NOT_PERMITTED",
    "230006, NOT_PERMITTED",
    "230035, NOT_PERMITTED",
    "230020, THROTTLED",
    "230028, REJECTED",
  })
  void tellsWhyTheAppMaySendNone(int code, Code expected) {
    context.answer(SEND, 400, "{'code':" + code + "}");
    assertThat(fault().code()).isEqualTo(expected);
  }

  @Test
  void takesNothingForASuccessThatNamesNoMessage() {
    context.answer(SEND, "{'code':0,'data':{}}");
    assertThat(fault().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private static Message message(String text) {
    return Message.of("tk", "u1", Secret.of(text));
  }

  private ProviderException fault() {
    return catchThrowableOfType(ProviderException.class, () -> send(message("It is 1.")));
  }

  private Delivery send(Message message) throws ProviderException {
    return context
        .connect("feishu")
        .messages()
        .orElseThrow()
        .send(message, Deadline.in(Duration.ofSeconds(20)));
  }
}
