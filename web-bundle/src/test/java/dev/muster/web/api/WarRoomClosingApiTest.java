package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarRoomClosingApiTest extends WarRoomsApiFixture {
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
}
