package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupChatMessageOdditiesTest extends GroupChatOddities {
  private static final String SEND_BY_APP = "/v1.0/robot/groupMessages/send";
  private static final GroupChatRef CHAT = new GroupChatRef("cid+a/b==", "chat1");

  GroupChatMessageOdditiesTest() {
    super(
        new CannedContext().field("groupTemplateId", "template").field("groupRobotId", "robot"),
        CHAT);
  }

  @Test
  void sayTextAsTextAndMarkdownAsMarkdown() throws Exception {
    context.answer(SEND, sent());
    GroupMessage text = GroupMessage.text("a **b** <at id=all>").withTitle("T");
    assertThat(chats().send(CHAT, text, soon())).isEqualTo(Posted.sent(Optional.of("m1"), false));
    assertThat(context.sent(SEND))
        .contains(
            "inner_app_template_text",
            "{\\\"content\\\":\\\"T\\\\na **b** <at id=all>\\\"}",
            "\"robot_code\":\"robot\"",
            "\"is_at_all\":false")
        .doesNotContain("at_users");

    GroupMessage markdown = GroupMessage.markdown("**b**\nc\n\n![d](https://e.example/f)");
    chats().send(CHAT, markdown.withTitle("[x](y) *z* <b>"), soon());
    assertThat(context.sent(SEND))
        .contains(
            "inner_app_template_markdown",
            "### ［x］(y) ＊z＊ ＜b>\\\\n\\\\n**b**  \\\\nc\\\\n\\\\n[d](https://e.example/f)");
  }

  @Test
  void tellUpToFiftyPeopleThatTheyAreNamed() throws Exception {
    context.answer(SEND, sent());
    List<String> people = IntStream.range(0, 60).mapToObj(i -> "p" + i).toList();
    chats().send(CHAT, GroupMessage.text("Come").withMentions(people), soon());
    assertThat(context.sent(SEND))
        .contains("Come\\\\n@p0 @p1 ", "\"at_users\":\"p0,p1,", ",p49\"")
        .doesNotContain("p50");
  }

  @Test
  void cutWhatBecomesLongAsJsonOnly() throws Exception {
    context.set("chat.bytes", "14000").answer(SEND, sent());
    Posted posted = chats().send(CHAT, GroupMessage.text("\"".repeat(9000)), soon());
    assertThat(posted).isEqualTo(Posted.sent(Optional.of("m1"), true));
    assertThat(context.sent(SEND).length()).isLessThan(4 * 15_000);
    chats().send(CHAT, GroupMessage.text("\u0001".repeat(14_000)), soon());
    assertThat(context.sent(SEND)).contains("…");
  }

  /** They stand at its end, and are not what is cut of it. */
  @Test
  void countWhoIsNamedInTheLengthOfAMessage() throws Exception {
    context.set("chat.bytes", "1000").answer(SEND, sent());
    List<String> people = IntStream.range(0, 50).mapToObj(i -> "p" + i).toList();
    GroupMessage message = GroupMessage.text("a".repeat(990)).withMentions(people);

    assertThat(chats().send(CHAT, message, soon())).isEqualTo(Posted.sent(Optional.of("m1"), true));

    String content =
        new ObjectMapper()
            .readTree(new ObjectMapper().readTree(context.sent(SEND)).get("msg_param_map").asText())
            .get("content")
            .asText();
    assertThat(content.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1000);
    assertThat(content).contains("a…\n@p0 @p1 ").endsWith(" @p49");
  }

  @ParameterizedTest
  @CsvSource({"660014, NOT_PERMITTED", "660024, REJECTED", "90020, THROTTLED", "-1, UNAVAILABLE"})
  void sayWhyNothingWasSaid(String errcode, Code code) {
    context.answer(SEND, "{\"errcode\":" + errcode + "}").answer(QUERY, STANDS);
    assertThat(fault(this::say)).isEqualTo(code);
  }

  @Test
  void areNotTakenForSaidWhereASuccessSaysThatItIsNone() {
    context.answer(SEND, "{\"errcode\":0,\"success\":false,\"open_msg_id\":\"m1\"}");
    assertThat(fault(this::say)).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(ints = {660012, 660016, 660022, 660026, 400020})
  void areMissedWhereNothingCanBeSaidAndTheirStatusSaysSo(int errcode) {
    context.answer(SEND, "{\"errcode\":" + errcode + "}").answer(QUERY, DISSOLVED);
    assertThat(fault(this::say)).isEqualTo(Code.NOT_FOUND);
    context.answer(QUERY, STANDS);
    assertThat(fault(this::say)).isNotEqualTo(Code.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(ints = {660015, 660023})
  void areMissedWhereTheyAreNotKnown(int errcode) {
    context.answer(SEND, "{\"errcode\":" + errcode + "}");
    assertThat(fault(this::say)).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void letTheAppsOwnRobotSpeakWhereASettingSaysSo() throws Exception {
    context.set("chat.robot", "app").answer(SEND_BY_APP, "{\"processQueryKey\":\"k1\"}");
    assertThat(chats().traits().has(GroupChatFeature.MENTION)).isFalse();
    GroupMessage message = GroupMessage.markdown("**b**").withMentions(List.of("li"));
    assertThat(chats().send(CHAT, message, soon()))
        .isEqualTo(Posted.sent(Optional.of("k1"), false));
    assertThat(context.sent(SEND_BY_APP))
        .contains("\"robotCode\":\"dingapp\"", "\"msgKey\":\"sampleMarkdown\"")
        .doesNotContain("@li");
  }

  private static Optional<GroupChats> groupChats(CannedContext context) {
    return ((GroupChatConnection) context.connect()).groupChats();
  }
}
