package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import org.junit.jupiter.api.Test;

class WarRoomTemplatesApiTest {
  private static final String PATH = "/tenants/acme/war-room-templates";

  private final ApiFixture api = new ApiFixture();

  private Answer send(String method, String path, String body) {
    return api.send(method, PATH + path, body.replace('`', '"'));
  }

  private Answer patch(String id, String etag, String body) {
    TestRequest request = ApiFixture.asOwner("PATCH", PATH + "/" + id).header("If-Match", etag);
    return api.send(request.body(ApiFixture.JSON, body.replace('`', '"')));
  }

  @Test
  void isShownAsItWasSent() {
    String body =
        "{`displayName`:`Ours`,`language`:`zh-CN`,`title`:`{{severity}} {{title}}`,`briefing`:`# {{title}}\\n{{link}}`,`notices`:{`first`:`{{text}}`,`upgrade`:`{{severity}}`}}";
    Answer made = send("POST", "", body);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.body().get("id").asText();
    assertThat(made.header("Location")).hasValue("/api/v1" + PATH + "/" + id);
    assertThat(made.text()).contains(body.substring(1, body.length() - 1).replace('`', '"'));
    Answer changed =
        patch(
            id,
            made.header("ETag").orElseThrow(),
            "{`briefing`:null,`notices`:{`first`:null,`cancel`:`No problem`}}");
    assertThat(changed.body().has("briefing")).isFalse();
    assertThat(changed.body().get("notices").toString())
        .isEqualTo("{\"cancel\":\"No problem\",\"upgrade\":\"{{severity}}\"}");
  }

  @Test
  void theDefaultOneIsThereAlwaysAndCanBeChangedAndPutBack() {
    Answer read = api.get(PATH + "/default");
    assertThat(read.header("ETag")).hasValue("\"0\"");
    assertThat(read.text())
        .isEqualTo(
            "{`id`:`default`,`displayName`:`Built-in template`,`language`:`en`,`notices`:{}}"
                .replace('`', '"'));
    Answer changed = patch("default", "\"0\"", "{`language`:`zh-CN`}");
    assertThat(changed.body().get("language").asText()).isEqualTo("zh-CN");
    assertThat(patch("default", "\"0\"", "{}").status()).isEqualTo(412);
    assertThat(api.get(PATH).body().at("/items/0/etag").asText())
        .isEqualTo(changed.header("ETag").orElseThrow());
    assertThat(api.send(ApiFixture.asOwner("DELETE", PATH + "/default")).status()).isEqualTo(204);
    assertThat(api.get(PATH + "/default").text()).isEqualTo(read.text());
    assertThat(api.send(ApiFixture.asOwner("DELETE", PATH + "/default")).status()).isEqualTo(404);
  }

  @Test
  void refusesAnUnknownPlaceholderAndNamesIt() {
    Answer answer =
        send("POST", "", "{`displayName`:`Ours`,`notices`:{`first`:`{{text}} {{who}}`}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("notices.first");
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("unknown-placeholder");
    assertThat(answer.body().at("/errors/0/message").asText()).contains("{{who}}");
    Answer kind = send("POST", "", "{`displayName`:`Ours`,`notices`:{`second`:`x`}}");
    assertThat(kind.body().at("/errors/0/field").asText()).isEqualTo("notices.second");
  }

  @Test
  void previewsWhatIsNotStored() {
    Answer answer =
        send(
            "POST",
            "/preview",
            "{`template`:{`displayName`:`Ours`,`title`:`{{title}} in {{regions}}`},`values`:{`title`:`*Down*`,`regions`:`cn`}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.body().get("title").asText()).isEqualTo("*Down* in cn");
    assertThat(answer.body().get("briefing").asText()).startsWith("**P1 ＊Down＊**");
    assertThat(answer.body().get("notices")).hasSize(7);
    assertThat(answer.body().at("/template/title").asText()).isEqualTo("{{title}} in {{regions}}");
    assertThat(answer.body().at("/template/briefing").asText()).contains("{{summary}}");
    assertThat(api.get(PATH).body().get("items")).hasSize(1);
    assertThat(
            send("POST", "/preview", "{`template`:{`displayName`:`A`},`values`:{`x`:`y`}}")
                .status())
        .isEqualTo(422);
  }
}
