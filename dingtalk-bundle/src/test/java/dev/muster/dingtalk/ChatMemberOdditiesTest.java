package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is put into a chat and taken out of it, whatever the platform says of that. */
final class ChatMemberOdditiesTest extends GroupChatOddities {
  private static final String REMOVE = "/v1.0/im/sceneGroup/member/delete";
  private static final GroupChatRef CHAT = new GroupChatRef("cid+a/b==", "chat1");

  ChatMemberOdditiesTest() {
    super(
        new CannedContext().field("groupTemplateId", "template").field("groupRobotId", "robot"),
        CHAT);
  }

  /** It says that all were added, and leaves out whom it does not want. */
  @Test
  void areNotTakenForAddedBecauseItSaysSo() throws Exception {
    context
        .answer(ADD, DONE)
        .answer(MEMBERS, members("li", "wang"))
        .answer(USER, NOBODY)
        .then(USER, HIDDEN)
        .then(USER, SOMEBODY);
    assertThat(outcomes(add("wang", "gone", "hidden", "zhao")))
        .containsExactly(Outcome.DONE, Outcome.NOT_FOUND, Outcome.NOT_VISIBLE, Outcome.FAILED);
  }

  @Test
  void findNoRoomWhereNothingElseIsWrong() throws Exception {
    context.set("chat.members", "2").answer(ADD, DONE).answer(MEMBERS, members("li", "wang"));
    context.answer(USER, SOMEBODY).then(USER, NOBODY);
    assertThat(outcomes(add("zhao", "gone"))).containsExactly(Outcome.FULL, Outcome.NOT_FOUND);
  }

  @Test
  void areInDoubtWhereTheMembersCannotBeRead() throws Exception {
    context.answer(ADD, DONE).answer(MEMBERS, 403, error("Forbidden.AccessDenied.QpsLimitForApi"));
    assertThat(outcomes(add("wang", "zhao"))).containsOnly(Outcome.UNKNOWN);
  }

  @Test
  void areTriedByFewerWhereOneIsInTheWay() throws Exception {
    context.answer(ADD, 400, error("parameter.invalid")).answer(QUERY, STANDS);
    assertThat(fault(() -> add("wang", "zhao"))).isEqualTo(Code.REJECTED);
    context.answer(MEMBERS, members("li")).answer(USER, NOBODY);
    MemberResult one = add("wang").get(0);
    assertThat(one.outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(one.platformCode()).contains("parameter.invalid");
    context.answer(MEMBERS, members("li", "wang"));
    assertThat(outcomes(add("wang"))).containsExactly(Outcome.DONE);
  }

  @Test
  void areNotAddedWhereTheirIdIsNone() throws Exception {
    assertThat(outcomes(add("a b", ""))).containsExactly(Outcome.NOT_FOUND, Outcome.NOT_FOUND);
    assertThat(context.paths()).isEmpty();
  }

  @Test
  void areLookedUpAsFarAsTheyAreFew() throws Exception {
    context.answer(ADD, DONE).answer(MEMBERS, members("li")).answer(USER, NOBODY);
    String[] many = IntStream.range(0, 60).mapToObj(i -> "p" + i).toArray(String[]::new);
    assertThat(outcomes(add(many))).contains(Outcome.NOT_FOUND, Outcome.FAILED);
    assertThat(context.paths().stream().filter(USER::equals)).hasSize(20);
  }

  @Test
  void areShownWhereTheyAreStillThereThoughRemoved() throws Exception {
    context.answer(REMOVE, DONE).answer(MEMBERS, members("li", "wang"));
    assertThat(outcomes(chats().remove(CHAT, List.of("wang", "zhao"), soon())))
        .containsExactly(Outcome.FAILED, Outcome.DONE);
    assertThat(context.paths()).doesNotContain(USER);
  }

  @Test
  void haveLeftWhereTheirIdIsNone() throws Exception {
    assertThat(remove("a b", "")).containsExactly(done("a b"), done(""));
    assertThat(context.paths()).isEmpty();
  }

  @Test
  void areInAlsoWhereTheyStandOnALaterPage() throws Exception {
    context.answer(ADD, DONE);
    context.answer(MEMBERS, moreBehind("2", "li")).then(MEMBERS, moreBehind("3", "zhao"));
    context.then(MEMBERS, members("wang"));

    assertThat(add("wang", "zhao")).containsExactly(done("wang"), done("zhao"));
    assertThat(context.sent(MEMBERS)).contains("\"nextToken\":\"3\"");
  }

  /** It was refused because they are in: the code is no problem of theirs. */
  @Test
  void haveNoCodeOfARefusalWhereTheyAreAsTheyShouldBe() throws Exception {
    for (String path : List.of(ADD, REMOVE)) {
      context.answer(path, 400, error("parameter.invalid"));
    }
    context.answer(QUERY, STANDS).answer(MEMBERS, members("li", "wang"));

    assertThat(add("wang")).containsExactly(done("wang"));
    assertThat(remove("zhao")).containsExactly(done("zhao"));
  }

  /** The company may have set a lower limit than the platform has. */
  @Test
  void findNoRoomWhereThePlatformSaysSoOfAChatThatIsNotLarge() throws Exception {
    context.answer(ADD, 400, error("member.exceed")).answer(MEMBERS, members("li"));
    context.answer(USER, SOMEBODY);

    assertThat(add("zhao"))
        .containsExactly(MemberResult.of("zhao", Outcome.FULL).withPlatformCode("member.exceed"));
  }

  @Test
  void areToldWhyTheyWereRefusedWhereTheMembersCannotBeRead() {
    context.answer(ADD, 400, error("member.notFound"));
    context.answer(MEMBERS, 403, error("Forbidden.AccessDenied.AccessTokenPermissionDenied"));

    assertThat(fault(() -> add("zhao"))).isEqualTo(Code.NOT_PERMITTED);
  }

  private List<MemberResult> remove(String... people) throws ProviderException {
    return chats().remove(CHAT, List.of(people), soon());
  }

  private static MemberResult done(String id) {
    return MemberResult.of(id, Outcome.DONE);
  }

  private static List<Outcome> outcomes(List<MemberResult> results) {
    return results.stream().map(MemberResult::outcome).toList();
  }

  private static String moreBehind(String next, String... people) {
    return members(people).replace("false", "true,\"nextToken\":\"" + next + "\"");
  }
}
