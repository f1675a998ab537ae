package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said in a chat. */
abstract class ChatMessagesContract extends GroupChatContract {
  private static final String TEXT = "Payments fail since 09:00.\n结账失败，请加入。";

  ChatMessagesContract(PlatformFixture fixture) {
    super(fixture);
  }

  private static GroupMessage message() {
    return GroupMessage.text(TEXT).withTitle("Checkout is down");
  }

  private static Posted.Sent sent(Posted posted) {
    assertThat(posted).isInstanceOf(Posted.Sent.class);
    return (Posted.Sent) posted;
  }

  @Test
  void arriveWholeInTheOrderSent() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    assertThat(sent(chats.send(chat, message(), soon())).cut()).isFalse();
    sent(chats.send(chat, GroupMessage.text("Found."), soon()));
    sent(
        chats.send(
            chat, GroupMessage.markdown("**Fixed**, see [the page](https://a.example/b)"), soon()));

    List<String> seen = seen(chat).messages();
    assertThat(seen).hasSize(3);
    assertThat(seen.get(0)).contains("Checkout is down", "Payments fail since 09:00.", "结账失败");
    assertThat(seen.get(1)).contains("Found.");
    assertThat(seen.get(2)).contains("Fixed", "https://a.example/b");
  }

  /** Alerts are written by strangers. */
  @TestFactory
  Stream<DynamicTest> ofPlainTextMeanNothingElse() {
    return Stream.of(
            "<at user_id=\"all\">all</at> come",
            "<at id=all></at>",
            "<a href=\"https://evil.example\">ok</a>",
            "[ok](https://evil.example)",
            "**loud** # _x_ `y`",
            "{\"text\":\"x\"}",
            "@all <@all>")
        .map(
            odd ->
                DynamicTest.dynamicTest(
                    odd,
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      GroupChatRef chat = open(chats);
                      sent(chats.send(chat, GroupMessage.text(odd).withTitle(odd), soon()));
                      assertThat(seen(chat).mentioned()).isEmpty();
                      assertThat(shown(seen(chat).messages().get(0))).contains(shown(odd));
                    }));
  }

  /** Signs that would be markup may be shown by others that look like them. */
  private static String shown(String text) {
    return text.replaceAll("[^A-Za-z0-9:/.]", "");
  }

  @TestFactory
  Stream<DynamicTest> thatAreTooLongAreCutBetweenCharactersAndSaySo() {
    return Stream.of("码", "🚨", "x", "é")
        .flatMap(
            sign ->
                Stream.of(false, true)
                    .map(
                        markdown ->
                            DynamicTest.dynamicTest(
                                sign + (markdown ? " as Markdown" : ""),
                                () -> cutsBetweenCharacters(sign, markdown))));
  }

  private void cutsBetweenCharacters(String sign, boolean markdown) throws Exception {
    platform.reset();
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    String text = sign.repeat(chats.traits().messageBytes());
    GroupMessage message = markdown ? GroupMessage.markdown(text) : GroupMessage.text(text);
    assertThat(sent(chats.send(chat, message.withTitle("Long"), soon())).cut()).isTrue();

    String seen = seen(chat).messages().get(0);
    assertThat(seen).contains("Long", sign.repeat(20)).doesNotContain("\ufffd");
    assertThat(seen.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(chats.traits().messageBytes() / 2, chats.traits().messageBytes() + 16);
    assertThat(seen.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff)).isTrue();
  }

  @Test
  void sentAgainByTheirKeyArriveOnceWhereTheTraitsSaySo() throws Exception {
    GroupChats chats = connect();
    assumeTrue(chats.traits().has(GroupChatFeature.MESSAGE_KEYS), "Messages have no keys");
    GroupChatRef chat = open(chats);
    Posted.Sent first = sent(chats.send(chat, message().withKey("key-1"), soon()));
    assertThat(sent(chats.send(chat, message().withKey("key-1"), soon()))).isEqualTo(first);
    sent(chats.send(chat, message().withKey("key-2"), soon()));
    assertThat(seen(chat).messages()).hasSize(2);
  }

  @Test
  void tellThoseWhomTheyNameWhereTheTraitsSaySo() throws Exception {
    GroupChats chats = connect();
    assumeTrue(chats.traits().has(GroupChatFeature.MENTION), "Nobody is told");
    GroupChatRef chat = open(chats);
    String person = server().people(3).get(2);
    chats.add(chat, List.of(person), soon());
    sent(chats.send(chat, message().withMentions(List.of(person)), soon()));
    assertThat(seen(chat).mentioned()).containsExactly(person);
    assertThat(seen(chat).messages().get(0)).contains("Payments fail");
  }

  @Test
  void arePinnedInPlaceOfTheOneBefore() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    needs(chats, GroupChatFeature.PIN, () -> chats.pin(chat, "1", soon()));
    for (String text : List.of("First", "Second")) {
      String id = sent(chats.send(chat, GroupMessage.text(text), soon())).messageId().orElseThrow();
      chats.pin(chat, id, soon());
      chats.pin(chat, id, soon());
      assertThat(seen(chat).pinned().orElseThrow()).contains(text);
    }
  }

  @Test
  void areReadBackWhereTheTraitsSaySo() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    Instant since = Instant.now().minusSeconds(60);
    needs(
        chats,
        GroupChatFeature.READ_HISTORY,
        () -> chats.history(chat, since, Optional.empty(), soon()));
    sent(chats.send(chat, GroupMessage.text("First"), soon()));
    sent(chats.send(chat, GroupMessage.text("Second"), soon()));

    Page<HistoryEntry> page = chats.history(chat, since, Optional.empty(), soon());
    assertThat(page.items())
        .filteredOn(it -> it.text().contains("First") || it.text().contains("Second"))
        .allMatch(HistoryEntry::isOwn)
        .extracting(HistoryEntry::text)
        .containsExactly("First", "Second");
    assertThat(chats.history(chat, Instant.now().plusSeconds(60), Optional.empty(), soon()).items())
        .isEmpty();
  }

  @Test
  void leadIntoTheChatByALinkWhereTheTraitsSaySo() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    needs(chats, GroupChatFeature.JOIN_LINK, () -> chats.joinLink(chat, soon()));
    assertThat(chats.joinLink(chat, soon())).hasScheme("https");
  }

  @Test
  void areNotSentToAChatThatIsGone() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    server().dissolveByHand(chat);
    assertGone(() -> chats.send(chat, message(), soon()));
  }

  @Test
  void areUnknownWhereTheyWereSentAndNotAnswered() throws Exception {
    assumeTrue(platform.possible().contains(Trouble.HANG), "The platform always answers");
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    platform.begin(Trouble.HANG);
    assertThat(chats.send(chat, message(), Deadline.in(SHORT)))
        .isEqualTo(Posted.unknown(Code.TIMEOUT));
  }

  /** The rule of the SPI's package, for the call after which people act on it. */
  @TestFactory
  Stream<DynamicTest> areSurelyNotSentUnlessTheFaultSaysThatNobodyKnows() {
    return platform.possible().stream()
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      GroupChatRef chat = open(chats);
                      platform.begin(trouble);
                      boolean isUnsure = isUnsure(chats, chat);
                      assertThat(seen(chat).messages()).hasSizeLessThanOrEqualTo(isUnsure ? 1 : 0);
                    }));
  }

  private static boolean isUnsure(GroupChats chats, GroupChatRef chat) {
    try {
      assertThat(chats.send(chat, message(), Deadline.in(SHORT)))
          .isInstanceOf(Posted.Unknown.class);
      return true;
    } catch (ProviderException e) {
      return e.code() == Code.TIMEOUT || e.code() == Code.UNEXPECTED_ANSWER;
    }
  }

  @TestFactory
  Stream<DynamicTest> areNeverTakenForSentWhereThePlatformFails() {
    return platform.possible().stream()
        .filter(trouble -> trouble != Trouble.HANG)
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      GroupChatRef chat = open(chats);
                      platform.begin(trouble);
                      var fault = fault(() -> chats.send(chat, message(), soon()));
                      assertThat(fault.code()).isEqualTo(trouble.expected());
                      assertThat(fault.toString()).doesNotContain("Payments");
                      assertThat(seen(chat).messages()).isEmpty();
                    }));
  }
}
