package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarRoomsApiTest extends WarRoomsApiFixture {
  private Answer keyed(String key, String json) {
    return api.send(
        ApiFixture.asOwner("POST", ROOMS)
            .header("Idempotency-Key", key)
            .body(ApiFixture.JSON, json));
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
        .isEqualTo("members required");
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
  void searchesAgainForTheMembersThatAreNamed() {
    String room = opened();
    String retry = room + "/retry";
    String member = api.get(room).body().at("/members/0/id").asText();
    assertThat(api.send("POST", retry, "{\"members\":[\"" + member + "\"]}").status())
        .isEqualTo(200);
    assertThat(api.send("POST", retry, "{}").status()).isEqualTo(200);
    assertThat(error(api.send("POST", retry, "{\"members\":[\"nope\"]}")))
        .isEqualTo("members unknown-value");
    assertThat(error(api.send("POST", retry, "{\"members\":[]}"))).isEqualTo("members required");
    String often = ("\"" + member + "\",").repeat(100) + "\"" + member + "\"";
    assertThat(error(api.send("POST", retry, "{\"members\":[" + often + "]}")))
        .isEqualTo("members too-many");
    assertThat(api.send("POST", retry, "{\"member\":\"" + member + "\"}").status()).isEqualTo(422);
  }

  @Test
  void callsAnApiTokenThatOpensARoomByName() {
    Answer token =
        api.send(
            "POST",
            "/api-tokens",
            "{\"displayName\":\"Pager\",\"role\":\"responder\",\"tenants\":[\"acme\"]}");
    JsonNode made =
        api.send(
                ApiFixture.request("POST", ROOMS)
                    .header("Authorization", "Bearer " + token.body().get("token").asText())
                    .body(ApiFixture.JSON, NEW))
            .body();
    String room = ROOMS + "/" + made.get("id").asText();

    assertThat(made.get("openedBy").asText()).isEqualTo("token:" + token.body().get("id").asText());
    assertThat(made.get("openedByName").asText()).isEqualTo("Pager");
    assertThat(api.get(ROOMS).body().at("/items/0/openedByName").asText()).isEqualTo("Pager");
    assertThat(api.get(room + "/timeline").body().at("/items/0/actorName").asText())
        .isEqualTo("Pager");
    assertThat(api.get(room + "/report").body().get("room")).isEqualTo(api.get(room).body());
    assertThat(api.get(opened()).body().has("openedByName")).isFalse();

    byToken(token, room + "/close", "{\"policy\":\"keep\",\"delaySeconds\":600}");
    assertThat(api.get(room).body().at("/plannedClosing/byName").asText()).isEqualTo("Pager");
    byToken(token, room + "/close", "{\"policy\":\"keep\"}");
    assertThat(api.get(room).body().at("/closing/byName").asText()).isEqualTo("Pager");
    byToken(token, "/tenants/acme/alert-intakes", "{\"displayName\":\"Alerts\"}");
    assertThat(api.get("/tenants/acme/alert-intakes").body().at("/items/0/createdByName").asText())
        .isEqualTo("Pager");
  }

  private void byToken(Answer token, String path, String body) {
    Answer answer =
        api.send(
            ApiFixture.request("POST", path)
                .header("Authorization", "Bearer " + token.body().get("token").asText())
                .body(ApiFixture.JSON, body));
    assertThat(answer.status()).isBetween(200, 201);
  }
}
