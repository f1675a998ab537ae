package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarRoomsApiTest {
  private static final String ALL = "/tenants/acme/war-rooms";

  private final ApiFixture api = new ApiFixture().furnished();
  private String room = "";

  @BeforeEach
  void find() {
    room = ALL + "/" + api.room;
  }

  private Answer send(String method, String path, String json) {
    return api.send(method, path, json.replace('\'', '"'));
  }

  private Answer open(String key, String title) {
    return api.send(
        ApiFixture.asOwner("POST", ALL)
            .header("Idempotency-Key", key)
            .body(
                ApiFixture.JSON,
                ("{'title':'" + title + "','severity':'P2','platforms':['wechatwork']}")
                    .replace('\'', '"')));
  }

  @Test
  void opensARoomOnceForAKey() {
    Answer first = open("k", "Payments are slow");
    Answer again = open("k", "Payments are slow");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Location"))
        .hasValue("/api/v1" + ALL + "/" + first.body().get("id").asText());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().get("id")).isEqualTo(first.body().get("id"));
    assertThat(open("k", "Something else").status()).isEqualTo(422);
    assertThat(open("k".repeat(256), "Something else").status()).isEqualTo(422);
  }

  @Test
  void showsARoomWithItsMembersAndListsItWithout() {
    JsonNode shown = api.get(room).body();
    assertThat(shown.at("/chats/0/state").asText()).isEqualTo("opening");
    assertThat(shown.at("/members/0/ref/email").asText()).isEqualTo("li@corp.example");
    assertThat(shown.at("/members/0/results/0/result").asText()).isEqualTo("pending");

    JsonNode listed = api.get(ALL + "?status=started&severity=P1").body().at("/items/0");
    assertThat(listed.get("id")).isEqualTo(shown.get("id"));
    assertThat(listed.has("members")).isFalse();
    assertThat(listed.get("etag").asText()).isNotEmpty();
    assertThat(api.get(ALL + "?severity=P2").body().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"status,over", "severity,P9", "limit,0"})
  void refusesAFilterThatThereIsNot(String name, String value) {
    assertThat(api.get(ALL + "?" + name + "=" + value).status()).isEqualTo(422);
  }

  @Test
  void changesARoomAndReplacesItsOwnerAsAWhole() {
    assertThat(send("PATCH", room, "{'owner':{'email':'wang@corp.example'}}").status())
        .isEqualTo(200);
    Answer changed = send("PATCH", room, "{'owner':{'mobile':'+8613800000000'},'title':'B'}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().at("/owner/mobile").asText()).isEqualTo("+8613800000000");
    assertThat(changed.body().at("/owner").has("email")).isFalse();
    assertThat(changed.body().get("title").asText()).isEqualTo("B");
    assertThat(send("PATCH", room, "{'status':'closed'}").status()).isEqualTo(422);
  }

  @Test
  void saysOfAMessageWhatBecameOfItOnEachPlatform() {
    Answer sent = send("POST", room + "/messages", "{'text':'It is the cache.'}");
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body().at("/results/0/ok").asBoolean()).isFalse();
    assertThat(sent.body().at("/results/0/problem/code").asText()).isEqualTo("pending");
    assertThat(send("POST", room + "/messages", "{'text':'a','markdown':'b'}").status())
        .isEqualTo(422);
    assertThat(send("POST", room + "/messages", "{}").status()).isEqualTo(422);
    assertThat(send("POST", room + "/notices", "{'kind':'rumour'}").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'email':'li@corp.example','mobile':'+8613800000000'}",
        "{'platform':'wechatwork'}",
        "{'userId':'li'}",
        "{}"
      })
  void namesSomebodyByOneWay(String person) {
    assertThat(send("POST", room + "/members", "{'members':[" + person + "]}").status())
        .isEqualTo(422);
  }

  @Test
  void closesARoomAndOpensItAgain() {
    assertThat(send("POST", room + "/reopen", "{}").status()).isEqualTo(409);
    Answer closed = send("POST", room + "/close", "{'policy':'archive','reason':'Over.'}");
    assertThat(closed.body().get("status").asText()).isEqualTo("closed");
    assertThat(closed.body().at("/chats/0/complete").asBoolean()).isFalse();
    assertThat(send("POST", room + "/messages", "{'text':'a'}").status()).isEqualTo(409);
    assertThat(send("POST", room + "/reopen", "{}").body().get("status").asText())
        .isEqualTo("started");
  }

  @Test
  void reportsWithoutMarkupOfWhatPeopleWrote() {
    Answer unused =
        send("POST", room + "/messages", "{'text':'<script>alert(1)</script> [x](http://evil)'}");

    Answer html = api.get(room + "/report?format=html");
    assertThat(html.response().contentType()).startsWith("text/html");
    assertThat(html.text()).contains("&lt;script&gt;").doesNotContain("<script");
    assertThat(api.get(room + "/report?format=markdown").text())
        .contains("\\<script\\>", "\\[x\\]\\(http")
        .doesNotContain("[x](http");
    JsonNode json = api.get(room + "/report").body();
    assertThat(json.at("/results/0/counts/pending").asInt()).isOne();
    assertThat(json.get("timelineComplete").asBoolean()).isTrue();
    assertThat(api.get(room + "/report?format=pdf").status()).isEqualTo(422);
  }
}
