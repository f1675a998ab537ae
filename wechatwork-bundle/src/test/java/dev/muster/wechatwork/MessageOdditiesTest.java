package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageOdditiesTest {
  private static final String SEND = "/cgi-bin/message/send";

  private final CannedContext context = new CannedContext();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0,\"invaliduser\":\"zhangsan\"}",
        "{\"errcode\":0,\"invaliduser\":\"\",\"unlicenseduser\":\"zhangsan\"}",
        "{\"errcode\":81013,\"errmsg\":\"all invalid\"}",
        "{\"errcode\":60111}",
        "{\"errcode\":60011}",
      })
  void takesASuccessThatReachedNobodyForNone(String answer) throws Exception {
    context.answer(SEND, answer);
    assertThat(send("Your code is 1.")).isEqualTo(Delivery.notReached());
  }

  @Test
  void takesEmptyListsForNobodyMissed() throws Exception {
    context.answer(SEND, "{\"errcode\":0,\"invaliduser\":\"\",\"msgid\":\"m\"}");
    assertThat(send("Your code is 1.")).isEqualTo(Delivery.sent());
    assertThat(context.sent(SEND))
        .contains("\"touser\":\"ZhangSan\"", "\"agentid\":1000002", "\"msgtype\":\"text\"");
  }

  @ParameterizedTest
  @CsvSource({"48002, NOT_PERMITTED", "60020, ADDRESS_NOT_ALLOWED", "45009, THROTTLED"})
  void tellsWhyTheAppMaySendNone(String errcode, Code code) {
    context.answer(SEND, "{\"errcode\":" + errcode + "}");
    ProviderException fault =
        catchThrowableOfType(ProviderException.class, () -> send("Your code is 1."));
    assertThat(fault.code()).isEqualTo(code);
  }

  @Test
  void lacesNoLinkIntoAMessage() throws Exception {
    context.answer(SEND, "{\"errcode\":0}");
    send("For <a href=\"https://evil.example\">you</a>");
    assertThat(context.sent(SEND)).doesNotContain("<").contains("＜a href=");
  }

  @Test
  void sendsNothingThatThePlatformWouldCut() {
    ProviderException fault =
        catchThrowableOfType(ProviderException.class, () -> send("<".repeat(1000)));
    assertThat(fault.code()).isEqualTo(Code.REJECTED);
    assertThat(context.paths()).doesNotContain(SEND);
  }

  private Delivery send(String text) throws ProviderException {
    return context
        .connect(Map.of())
        .messages()
        .orElseThrow()
        .send(
            Message.of("wwcorp", "ZhangSan", Secret.of(text)), Deadline.in(Duration.ofSeconds(20)));
  }
}
