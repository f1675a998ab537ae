package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.testing.FakeChats;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarRoomsApiTest {
  private static final String ROOMS = "/tenants/acme/war-rooms";
  private static final String NEW =
      """
      {"title":"Checkout is down","severity":"P1","summary":"Since nine.",
       "applications":["shop"],"regions":["cn-north"],"platforms":["lark"],"template":"default",
       "owner":{"email":"li@corp.example"},"recorder":{"mobile":"+8613800000000"},
       "members":[{"email":"wang@corp.example"},{"platform":"lark","userId":"ou-zhao"}]}
      """;

  private final ApiFixture api = new ApiFixture();
  private final FakeChats lark = api.world.chats();

  private Answer keyed(String key, String json) {
    return api.send(
        ApiFixture.asOwner("POST", ROOMS)
            .header("Idempotency-Key", key)
            .body(ApiFixture.JSON, json));
  }

  private String opened() {
    Answer answer = api.send("POST", ROOMS, NEW);
    assertThat(answer.status()).isEqualTo(201);
    return ROOMS + "/" + answer.body().get("id").asText();
  }

  private static List<String> texts(JsonNode array, String member) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.at(member).asText()));
    return texts;
  }

  private static String error(Answer answer) {
    return answer.body().at("/errors/0/field").asText()
        + " "
        + answer.body().at("/errors/0/code").asText();
  }

  @Test
  void opensARoomAndSaysWhatBecameOfEverybody() {
    Answer answer = api.send("POST", ROOMS, NEW);
    assertThat(answer.status()).isEqualTo(201);
    JsonNode room = answer.body();
    String path = ROOMS + "/" + room.get("id").asText();
    assertThat(answer.header("Location")).hasValue("/api/v1" + path);
    assertThat(answer.header("ETag")).isPresent();
    assertThat(room.get("status").asText()).isEqualTo("started");
    assertThat(room.at("/chats/0/state").asText()).isEqualTo("open");
    assertThat(room.at("/chats/0/chatId").asText()).isEqualTo("chat-1");
    assertThat(room.get("template").asText()).isEqualTo("default");
    assertThat(room.get("openedBy").asText()).isEqualTo("token:settings");
    assertThat(texts(room.get("members"), "/role"))
        .containsExactly("owner", "recorder", "member", "member");
    assertThat(texts(room.get("members"), "/results/0/result"))
        .containsExactly("joined", "not-found", "joined", "joined");
    assertThat(texts(room.get("members"), "/results/0/triedBy"))
        .containsExactly("email", "mobile", "email", "id");
    assertThat(room.at("/members/3/ref").toString())
        .isEqualTo("{\"platform\":\"lark\",\"userId\":\"ou-zhao\"}");
    assertThat(api.get(path).body()).isEqualTo(room);
    assertThat(lark.only().members).containsExactlyInAnyOrder("ou-li", "ou-wang", "ou-zhao");
  }

  @Test
  void opensOneRoomForAKeyAndRefusesAnotherBody() {
    Answer first = keyed("incident-7", NEW);
    Answer again = keyed("incident-7", NEW);
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    Answer other = keyed("incident-7", NEW.replace("P1", "P2"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(error(other)).isEqualTo("Idempotency-Key used");
    assertThat(error(keyed("k".repeat(256), NEW))).isEqualTo("Idempotency-Key length");
    assertThat(keyed("k".repeat(255), NEW).status()).isEqualTo(201);
    assertThat(lark.chats).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"severity\":\"P1\",\"platforms\":[\"lark\"]}|title required",
        "{\"title\":\"A\",\"platforms\":[\"lark\"]}|severity required",
        "{\"title\":\"A\",\"severity\":\"P1\"}|platforms required",
        "{\"title\":\"A\",\"severity\":\"P5\",\"platforms\":[\"lark\"]}|severity unknown-value",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[]}|platforms required",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"slack\"]}|platforms not-bound",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"owner\":{}}|owner choice",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"members\":[{\"email\":\"a@b.example\",\"user\":\"u\"}]}|members.0"
            + " choice",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"members\":[{\"userId\":\"u\"}]}|members.0"
            + " choice",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"members\":[{\"email\":\"a\"}]}|members.0.email"
            + " format",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"members\":[{\"mail\":\"a\"}]}|members.0"
            + " choice",
        "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"chats\":[]}|chats unknown",
      })
  void refusesWhatCannotBeOpened(String json, String expected) {
    Answer answer = api.send("POST", ROOMS, json);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(error(answer)).isEqualTo(expected);
    assertThat(api.get(ROOMS).body().get("items")).isEmpty();
  }

  private static String of(int people) {
    return "["
        + IntStream.range(0, people)
            .mapToObj(i -> "{\"platform\":\"lark\",\"userId\":\"ou-" + i + "\"}")
            .collect(Collectors.joining(","))
        + "]";
  }

  @Test
  void invitesTwoThousandAndNoMore() {
    String json = "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\"members\":";
    Answer many = api.send("POST", ROOMS, json + of(2_001) + "}");
    assertThat(many.status()).isEqualTo(422);
    assertThat(error(many)).isEqualTo("members too-many");
    Answer fits = api.send("POST", ROOMS, json + of(2_000) + "}");
    assertThat(fits.status()).isEqualTo(201);
    assertThat(fits.body().get("members")).hasSize(2_000);
  }

  @Test
  void listsWhatIsAskedFor() {
    opened();
    api.world.core.clock.advance(Duration.ofSeconds(1));
    api.send("POST", ROOMS, NEW.replace("P1", "P3").replace("\"shop\"", "\"bank\""));
    JsonNode all = api.get(ROOMS).body().get("items");
    assertThat(texts(all, "/severity")).containsExactly("P3", "P1");
    assertThat(all)
        .allSatisfy(room -> assertThat(room.has("members")).isFalse())
        .allSatisfy(
            room ->
                assertThat(room.get("etag").asText())
                    .isEqualTo(
                        api.get(ROOMS + "/" + room.get("id").asText())
                            .header("ETag")
                            .orElseThrow()));
    assertThat(api.get(ROOMS + "?severity=P1").body().get("items")).hasSize(1);
    assertThat(api.get(ROOMS + "?application=bank&status=started").body().get("items")).hasSize(1);
    assertThat(api.get(ROOMS + "?application=bank&severity=P1").body().get("items")).isEmpty();
    assertThat(api.get(ROOMS + "?status=closed").body().get("items")).isEmpty();
    JsonNode first = api.get(ROOMS + "?limit=1").body();
    JsonNode second = api.get(ROOMS + "?limit=1&after=" + first.get("next").asText()).body();
    assertThat(second.at("/items/0/severity").asText()).isEqualTo("P1");
    assertThat(error(api.get(ROOMS + "?status=open"))).isEqualTo("status unknown-value");
    assertThat(error(api.get(ROOMS + "?severity=p1"))).isEqualTo("severity unknown-value");
  }

  @Test
  void mergesAPatchAndReplacesWhoLeads() {
    String room = opened();
    Answer answer =
        api.send(
            "PATCH",
            room,
            "{\"severity\":\"P2\",\"summary\":null,\"regions\":null,"
                + "\"owner\":{\"platform\":\"lark\",\"userId\":\"ou-zhao\"},\"recorder\":null}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("title").asText()).isEqualTo("Checkout is down");
    assertThat(answer.body().get("severity").asText()).isEqualTo("P2");
    assertThat(answer.body().has("summary")).isFalse();
    assertThat(answer.body().get("regions")).isEmpty();
    assertThat(answer.body().get("applications").toString()).isEqualTo("[\"shop\"]");
    assertThat(answer.body().get("owner").toString())
        .isEqualTo("{\"platform\":\"lark\",\"userId\":\"ou-zhao\"}");
    assertThat(answer.body().has("recorder")).isFalse();
    Answer next = api.send("PATCH", room, "{\"title\":\"Checkout is slow\"}");
    assertThat(next.body().at("/owner/userId").asText()).isEqualTo("ou-zhao");
    api.world.core.taskWork.runDue();
    assertThat(lark.only().title).contains("Checkout is slow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":null}|title required",
        "{\"severity\":null}|severity required",
        "{\"title\":\"\"}|title length",
        "{\"owner\":{\"email\":\"x\"}}|owner.email format",
        "{\"owner\":{\"email\":\"a@b.example\",\"mobile\":\"+8613800000000\"}}|owner choice",
        "{\"platforms\":[\"lark\"]}|platforms immutable",
        "{\"status\":\"closed\"}|status immutable",
        "{\"members\":[]}|members immutable",
        "{\"nothing\":1}|nothing unknown",
      })
  void refusesAPatch(String json, String expected) {
    String room = opened();
    Answer answer = api.send("PATCH", room, json);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(error(answer)).isEqualTo(expected);
  }

  @Test
  void changesOnlyWhatWasRead() {
    String room = opened();
    String tag = api.get(room).header("ETag").orElseThrow();
    api.send("PATCH", room, "{\"title\":\"B\"}");
    TestRequest late =
        ApiFixture.asOwner("PATCH", room)
            .header("If-Match", tag)
            .body(ApiFixture.JSON, "{\"title\":\"C\"}");
    assertThat(api.send(late).code()).isEqualTo("stale");
  }

  @Test
  void invitesAndRemovesPeople() {
    String room = opened();
    lark.people.put("sun@corp.example", "ou-sun");
    Answer invited =
        api.send(
            "POST",
            room + "/members",
            "{\"members\":[{\"email\":\"sun@corp.example\"},{\"email\":\"nobody@corp.example\"}]}");
    assertThat(invited.status()).isEqualTo(200);
    JsonNode members = invited.body().get("members");
    assertThat(texts(members, "/results/0/result")).containsExactly("joined", "not-found");
    String sun = members.at("/0/id").asText();
    Answer removed = api.send(ApiFixture.asOwner("DELETE", room + "/members/" + sun));
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.body().at("/members/0/results/0/result").asText()).isEqualTo("removed");
    assertThat(lark.only().members).doesNotContain("ou-sun");
    assertThat(texts(api.get(room).body().get("members"), "/id")).doesNotContain(sun);
    assertThat(api.send(ApiFixture.asOwner("DELETE", room + "/members/nobody")).status())
        .isEqualTo(404);
    assertThat(error(api.send("POST", room + "/members", "{}"))).isEqualTo("members required");
    assertThat(error(api.send("POST", room + "/members", "{\"members\":[]}")))
        .isEqualTo("members too-many");
  }

  @Test
  void saysByWhichCodeThePlatformRefusesSomebody() {
    String room = opened();
    lark.people.put("sun@corp.example", "ou-sun");
    lark.outcomes.put("ou-sun", MemberResult.Outcome.NOT_VISIBLE);
    Answer invited =
        api.send("POST", room + "/members", "{\"members\":[{\"email\":\"sun@corp.example\"}]}");
    assertThat(texts(invited.body().get("members"), "/results/0/result"))
        .containsExactly("not-visible");
    assertThat(texts(invited.body().get("members"), "/results/0/platformCode"))
        .containsExactly("43");
  }

  @Test
  void sendsMessages() {
    String room = opened();
    String li = api.get(room).body().at("/members/0/id").asText();
    Answer sent =
        api.send(
            "POST",
            room + "/messages",
            "{\"text\":\"Restarted *it*.\",\"mention\":[\"" + li + "\"]}");
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body().toString())
        .isEqualTo("{\"results\":[{\"platform\":\"lark\",\"ok\":true,\"state\":\"sent\"}]}");
    assertThat(lark.only().said).contains("Restarted *it*.");
    assertThat(api.send("POST", room + "/messages", "{\"markdown\":\"**Up**\"}").status())
        .isEqualTo(200);
    assertThat(error(api.send("POST", room + "/messages", "{\"text\":\"a\",\"markdown\":\"b\"}")))
        .isEqualTo("text choice");
    assertThat(error(api.send("POST", room + "/messages", "{}"))).isEqualTo("text required");
    assertThat(error(api.send("POST", room + "/messages", "{\"text\":\"a\",\"mention\":[\"x\"]}")))
        .isEqualTo("mention unknown-value");
  }

  @Test
  void saysWhyAMessageWasNotTaken() {
    String room = opened();
    lark.failNext("send", Code.NOT_PERMITTED);
    TestRequest request =
        ApiFixture.asOwner("POST", room + "/messages")
            .header("Accept-Language", "zh-CN")
            .body(ApiFixture.JSON, "{\"text\":\"a\"}");
    Answer answer = api.send(request);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Language")).hasValue("zh-CN");
    JsonNode result = answer.body().at("/results/0");
    assertThat(result.get("ok").asBoolean(true)).isFalse();
    assertThat(result.get("state").asText()).isEqualTo("not-sent");
    assertThat(result.at("/problem/code").asText()).isEqualTo("not-permitted");
    assertThat(result.at("/problem/platformCode").asText()).isEqualTo("42");
    assertThat(result.at("/problem/message").asText()).containsPattern("\\p{IsHan}");
  }

  @Test
  void sendsNotices() {
    String room = opened();
    Answer sent =
        api.send(
            "POST",
            room + "/notices",
            "{\"kind\":\"recovery\",\"text\":\"All orders go through.\"}");
    assertThat(sent.body().at("/results/0/ok").asBoolean()).isTrue();
    assertThat(lark.only().said).last().asString().contains("All orders go through");
    assertThat(error(api.send("POST", room + "/notices", "{\"kind\":\"x\",\"text\":\"a\"}")))
        .isEqualTo("kind unknown-value");
    assertThat(error(api.send("POST", room + "/notices", "{\"text\":\"a\"}")))
        .isEqualTo("kind required");
    String to = "{\"kind\":\"progress\",\"text\":\"a\",\"to\":[%s]}";
    String member = api.get(room).body().at("/members/0/id").asText();
    assertThat(
            api.send(
                    "POST",
                    room + "/notices",
                    to.formatted(
                        "\""
                            + member
                            + "\",{\"member\":\""
                            + member
                            + "\"}"
                            + ",{\"email\":\"wang@corp.example\"}"))
                .status())
        .isEqualTo(200);
    assertThat(
            error(
                api.send(
                    "POST", room + "/notices", to.formatted("{\"email\":\"x@corp.example\"}"))))
        .isEqualTo("to not-reachable");
    assertThat(error(api.send("POST", room + "/notices", to.formatted("7"))))
        .isEqualTo("to.0 wrong-type");
    assertThat(error(api.send("POST", room + "/notices", to.formatted("{\"email\":7}"))))
        .startsWith("to.0.email wrong-type");
  }

  @Test
  void saysHowFarTheProblemIs() {
    String room = opened();
    Answer looking = api.send("POST", room + "/status", "{\"status\":\"diagnosing\"}");
    assertThat(looking.body().get("status").asText()).isEqualTo("diagnosing");
    assertThat(looking.body().has("acknowledgedAt")).isTrue();
    Answer over = api.send("POST", room + "/status", "{\"status\":\"recovered\"}");
    assertThat(over.body().has("recoveredAt")).isTrue();
    assertThat(over.header("ETag")).isEqualTo(api.get(room).header("ETag"));
    assertThat(error(api.send("POST", room + "/status", "{\"status\":\"closed\"}")))
        .isEqualTo("status unknown-value");
  }

  @Test
  void closesARoomAndOpensItAgain() {
    String room = opened();
    Answer closed = api.send("POST", room + "/close", "{\"policy\":\"keep\",\"reason\":\"Over.\"}");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.body().toString())
        .isEqualTo(
            "{\"status\":\"closed\",\"chats\":"
                + "[{\"platform\":\"lark\",\"policy\":\"keep\",\"done\":\"kept\",\"complete\":true}]}");
    JsonNode read = api.get(room).body();
    assertThat(read.at("/closing/policy").asText()).isEqualTo("keep");
    assertThat(read.at("/closing/reason").asText()).isEqualTo("Over.");
    assertThat(read.at("/closing/chats/0/done").asText()).isEqualTo("kept");
    assertThat(read.has("closedAt")).isTrue();
    for (Answer refused :
        List.of(
            api.send("POST", room + "/close", "{\"policy\":\"keep\"}"),
            api.send("PATCH", room, "{\"title\":\"B\"}"),
            api.send("POST", room + "/status", "{\"status\":\"recovered\"}"),
            api.send("POST", room + "/messages", "{\"text\":\"a\"}"),
            api.send("POST", room + "/members", "{\"members\":[{\"email\":\"a@b.example\"}]}"),
            api.send(ApiFixture.asOwner("POST", room + "/retry")))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("in-use");
    }
    Answer reopened = api.send("POST", room + "/reopen", "{\"reason\":\"It is back.\"}");
    assertThat(reopened.status()).isEqualTo(200);
    assertThat(reopened.body().get("status").asText()).isEqualTo("started");
    assertThat(reopened.body().has("closing")).isFalse();
    assertThat(api.send(ApiFixture.asOwner("POST", room + "/reopen")).code()).isEqualTo("in-use");
    assertThat(error(api.send("POST", room + "/close", "{}"))).isEqualTo("policy required");
  }

  @Test
  void closesARoomLaterUnlessThatIsCalledOff() {
    String room = opened();
    String later =
        "{\"policy\":\"keep\",\"farewell\":\"Thank"
            + " you.\",\"reason\":\"Over.\",\"delaySeconds\":600}";
    Answer planned = api.send("POST", room + "/close", later);
    assertThat(planned.status()).isEqualTo(200);
    assertThat(planned.body().get("status").asText()).isEqualTo("started");
    assertThat(planned.body().get("chats")).isEmpty();
    JsonNode read = api.get(room).body();
    assertThat(read.get("closesAt")).isEqualTo(planned.body().get("closesAt"));
    assertThat(read.at("/plannedClosing/farewell").asText()).isEqualTo("Thank you.");
    assertThat(read.at("/plannedClosing/policy").asText()).isEqualTo("keep");
    assertThat(read.has("closing")).isFalse();
    assertThat(api.send(ApiFixture.asOwner("DELETE", room + "/close")).status()).isEqualTo(204);
    assertThat(api.get(room).body().has("closesAt")).isFalse();
    assertThat(api.send(ApiFixture.asOwner("DELETE", room + "/close")).status()).isEqualTo(404);
    for (String wrong : List.of("-1", "86401")) {
      assertThat(error(api.send("POST", room + "/close", later.replace("600", wrong))))
          .isEqualTo("delaySeconds out-of-range");
    }
    assertThat(error(api.send("POST", room + "/close", later.replace("600", "\"1\""))))
        .isEqualTo("delaySeconds wrong-type");
    Answer closed = api.send("POST", room + "/close", later.replace("600", "0"));
    assertThat(closed.body().at("/chats/0/farewell/ok").asBoolean()).isTrue();
    assertThat(closed.body().has("closesAt")).isFalse();
  }

  @Test
  void closesAChatAsIsSaidForItsPlatform() {
    String room = opened();
    assertThat(
            error(
                api.send(
                    "POST",
                    room + "/close",
                    "{\"policy\":\"keep\",\"policies\":{\"x\":\"keep\"}}")))
        .isEqualTo("policies.x unknown-value");
    assertThat(
            error(
                api.send(
                    "POST",
                    room + "/close",
                    "{\"policy\":\"keep\",\"policies\":{\"lark\":\"burn\"}}")))
        .isEqualTo("policies.lark unknown-value");
    Answer closed =
        api.send(
            "POST", room + "/close", "{\"policy\":\"keep\",\"policies\":{\"lark\":\"archive\"}}");
    assertThat(closed.body().at("/chats/0/policy").asText()).isEqualTo("archive");
    assertThat(closed.body().at("/chats/0/done").asText()).isNotEqualTo("kept");
    assertThat(api.get(room).body().at("/closing/policy").asText()).isEqualTo("keep");
  }

  @Test
  void takesNoDepartmentForWhoLeads() {
    String department = "{\"platform\":\"lark\",\"department\":\"7\"}";
    for (String role : List.of("owner", "recorder")) {
      Answer opening =
          api.send(
              "POST",
              ROOMS,
              "{\"title\":\"A\",\"severity\":\"P1\",\"platforms\":[\"lark\"],\""
                  + role
                  + "\":"
                  + department
                  + "}");
      assertThat(error(opening)).isEqualTo(role + " choice");
      assertThat(error(api.send("PATCH", opened(), "{\"" + role + "\":" + department + "}")))
          .isEqualTo(role + " choice");
    }
  }

  @Test
  void losesNoHistoryUnlessToldTo() {
    String room = opened();
    Answer refused = api.send("POST", room + "/close", "{\"policy\":\"dissolve\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("history-would-be-lost");
    assertThat(lark.only().dissolved).isFalse();
    Answer forced = api.send("POST", room + "/close", "{\"policy\":\"dissolve\",\"force\":true}");
    assertThat(forced.body().at("/chats/0/done").asText()).isEqualTo("dissolved");
    assertThat(lark.only().dissolved).isTrue();
  }

  @Test
  void triesAgainWhatFailed() {
    lark.failNext("open", Code.NOT_PERMITTED);
    Answer made = api.send("POST", ROOMS, NEW);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().at("/chats/0/state").asText()).isEqualTo("failed");
    assertThat(made.body().at("/chats/0/problem/code").asText()).isEqualTo("not-permitted");
    String room = ROOMS + "/" + made.body().get("id").asText();
    Answer again = api.send(ApiFixture.asOwner("POST", room + "/retry"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().at("/chats/0/state").asText()).isEqualTo("open");
    assertThat(again.body().at("/chats/0").has("problem")).isFalse();
  }

  @Test
  void tellsWhatHappened() {
    String room = opened();
    api.world.core.clock.advance(Duration.ofSeconds(1));
    api.send("POST", room + "/messages", "{\"text\":\"Restarted it.\"}");
    JsonNode all = api.get(room + "/timeline").body();
    assertThat(texts(all.get("items"), "/kind")).startsWith("opened").endsWith("message");
    JsonNode last = all.get("items").get(all.get("items").size() - 1);
    assertThat(last.get("text").asText()).isEqualTo("Restarted it.");
    assertThat(last.get("actor").asText()).isEqualTo("token:settings");
    JsonNode first = api.get(room + "/timeline?limit=1").body();
    assertThat(first.get("items")).hasSize(1);
    JsonNode rest = api.get(room + "/timeline?after=" + first.get("next").asText()).body();
    assertThat(rest.get("items")).hasSize(all.get("items").size() - 1);
    assertThat(api.get(ROOMS + "/nobody/timeline").status()).isEqualTo(404);
  }

  private Answer report(String room, String accept) {
    return api.send(ApiFixture.asOwner("GET", room + "/report").header("Accept", accept));
  }

  @Test
  void reports() {
    String room = opened();
    api.world.core.clock.advance(Duration.ofSeconds(90));
    api.send("POST", room + "/status", "{\"status\":\"diagnosing\"}");
    api.send("POST", room + "/messages", "{\"text\":\"<b>Restarted</b> *it*.\"}");
    Answer json = api.get(room + "/report");
    assertThat(json.body().get("secondsToAcknowledge").asInt()).isEqualTo(90);
    assertThat(json.body().has("secondsToRecover")).isFalse();
    assertThat(json.body().get("timelineComplete").asBoolean()).isTrue();
    assertThat(json.body().at("/results/0/counts").toString())
        .isEqualTo("{\"joined\":3,\"not-found\":1}");
    assertThat(json.body().get("room")).isEqualTo(api.get(room).body());
    assertThat(json.header("Vary")).isPresent();
    Answer html = report(room, "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(html.response().contentType()).isEqualTo("text/html;charset=utf-8");
    assertThat(html.text()).contains("&lt;b&gt;Restarted").doesNotContain("<b>");
    assertThat(html.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
    Answer markdown = report(room, "text/markdown");
    assertThat(markdown.response().contentType()).isEqualTo("text/markdown;charset=utf-8");
    assertThat(markdown.text()).contains("> \\<b\\>Restarted\\</b\\> \\*it\\*\\.\n");
    assertThat(report(room, "application/json, text/html").response().contentType())
        .isEqualTo("application/json");
  }

  @Test
  void reportsAsWhatTheQuerySays() {
    String room = opened();
    assertThat(api.get(room + "/report?format=markdown").text()).startsWith("# War room");
    assertThat(api.get(room + "/report?format=html").text()).startsWith("<!doctype html>");
    Answer json =
        api.send(
            ApiFixture.asOwner("GET", room + "/report?format=json").header("Accept", "text/html"));
    assertThat(json.response().contentType()).isEqualTo("application/json");
    assertThat(error(api.get(room + "/report?format=pdf"))).isEqualTo("format unknown-value");
    assertThat(api.get(ROOMS + "/nobody/report").status()).isEqualTo(404);
  }

  @Test
  void reportsNoMoreThanAReportHolds() {
    String room = opened();
    String text = "a".repeat(10_000);
    for (int i = 0; i <= WarRoomReports.MOST_CHARACTERS / 10_000; i++) {
      api.send("POST", room + "/messages", "{\"text\":\"" + text + "\"}");
    }
    Answer report = api.get(room + "/report");
    assertThat(report.body().get("timelineComplete").asBoolean(true)).isFalse();
    assertThat(report.body().get("timeline").size()).isGreaterThan(90);
    assertThat(report.response().body().length).isLessThan(1_200_000);
  }
}
