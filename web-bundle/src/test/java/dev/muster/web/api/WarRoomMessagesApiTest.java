package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import org.junit.jupiter.api.Test;

class WarRoomMessagesApiTest extends WarRoomsApiFixture {
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
}
