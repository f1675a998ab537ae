package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.api.Description.Operation;
import dev.muster.web.http.TestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in the language that is asked for. */
class ProblemTextsTest {
  private static final String HAN = "\\p{IsHan}";

  private final ApiFixture api = new ApiFixture().furnished();

  static Stream<Operation> operations() {
    return Description.OF_THE_API.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysWhatIsWrongWithACallOfEveryOperation(Operation operation) {
    String method = operation.method();
    String path = api.path(operation, World.TENANT);
    String elsewhere = api.path(operation, "nobody");
    List<Supplier<TestRequest>> calls = new ArrayList<>();
    calls.add(() -> ApiFixture.request(method, path));
    calls.add(() -> ApiFixture.asOwner("BREW", path));
    calls.add(() -> ApiFixture.asOwner(method, path + "/%00"));
    calls.add(() -> ApiFixture.asOwner(method, path).body("text/plain", "x"));
    if (method.equals("GET")) {
      for (String query : List.of("limit=x", "after=x", "from=x", "state=x", "q=%ff", "q=a&q=b")) {
        calls.add(() -> ApiFixture.asOwner(method, path + "?" + query));
      }
    }
    if (!elsewhere.equals(path)) {
      calls.add(() -> ApiFixture.asOwner(method, elsewhere));
    }
    for (String body :
        List.of(
            "{",
            "{}",
            "{\"unheardOf\":1}",
            "{\"id\":\"\",\"displayName\":7,\"platform\":\"nobody\",\"role\":\"none\",\"username\":\"\"}",
            "{\"displayName\":\"\",\"fields\":{\"corpid\":\"\"},\"redirectUris\":[\"x\"],\"email\":\"x\"}")) {
      calls.add(() -> ApiFixture.asOwner(method, path).body(ApiFixture.JSON, body));
    }
    calls.forEach(this::saysTheSameInBothLanguages);
  }

  private void saysTheSameInBothLanguages(Supplier<TestRequest> call) {
    String before = api.world.state();
    Answer english = api.sendUndescribed(call.get());
    if (english.status() < 400) {
      return;
    }
    Answer chinese = api.sendUndescribed(call.get().header("Accept-Language", "zh-CN,zh;q=0.9"));
    String about = english.text() + "\n" + chinese.text();
    assertThat(chinese.status()).as(about).isEqualTo(english.status());
    assertThat(chinese.header("Content-Language")).contains("zh-CN");
    assertThat(english.header("Content-Language")).contains("en");
    assertThat(english.header("Vary").orElseThrow()).contains("Accept-Language");
    for (String same : List.of("/type", "/code", "/status")) {
      assertThat(chinese.body().at(same)).as(about).isEqualTo(english.body().at(same));
    }
    differ(about, english.body(), chinese.body(), "title");
    differ(about, english.body(), chinese.body(), "detail");
    assertThat(chinese.body().path("errors").size())
        .isEqualTo(english.body().path("errors").size());
    for (int i = 0; i < english.body().path("errors").size(); i++) {
      JsonNode en = english.body().path("errors").get(i);
      JsonNode zh = chinese.body().path("errors").get(i);
      assertThat(zh.get("field")).isEqualTo(en.get("field"));
      assertThat(zh.get("code")).isEqualTo(en.get("code"));
      differ(about, en, zh, "message");
    }
    assertThat(api.world.state()).isEqualTo(before);
  }

  private static void differ(String about, JsonNode english, JsonNode chinese, String member) {
    assertThat(english.get(member).asText()).as(about).isNotBlank().doesNotContainPattern(HAN);
    assertThat(chinese.get(member).asText()).as(about).containsPattern(HAN);
  }

  @Test
  void namesTheFieldAndTheLimit() {
    Answer refused =
        api.sendUndescribed(
            ApiFixture.asOwner("POST", "/tenants/acme/users")
                .header("Accept-Language", "zh-CN")
                .body(ApiFixture.JSON, "{\"username\":\"wei\",\"password\":\"short\"}"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().get("detail").asText()).isEqualTo("password：请填写 10 至 128 个字符。");
    assertThat(refused.body().at("/errors/0/message").asText()).isEqualTo("请填写 10 至 128 个字符。");
  }

  @Test
  void namesWhatDependsOnIt() {
    Answer refused =
        api.send(
            ApiFixture.asOwner("DELETE", "/tenants/acme/mobile-apps/wechatwork")
                .header("Accept-Language", "zh-CN"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("in-use");
    assertThat(refused.body().get("detail").asText()).isEqualTo("以下内容依赖于它，此后将无法使用：wecom。");
  }

  @ParameterizedTest
  @CsvSource({"platforms/nobody, 找不到该平台。", "tenants/acme/users/nobody, 找不到该用户。"})
  void namesWhatIsNotThere(String path, String detail) {
    Answer missing =
        api.send(ApiFixture.asOwner("GET", "/" + path).header("Accept-Language", "zh-CN"));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().get("detail").asText()).isEqualTo(detail);
  }

  @Test
  void saysInWhichLanguageACheckAndAPluginAre() {
    for (TestRequest request :
        List.of(
            ApiFixture.asOwner("POST", "/tenants/acme/mobile-apps/wechatwork/check"),
            ApiFixture.asOwner("GET", "/plugins"),
            ApiFixture.asOwner("GET", "/plugins/" + FakePlugins.ONE))) {
      Answer answer = api.send(request.header("Accept-Language", "zh-TW, en;q=0.5"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).containsPattern(HAN);
      assertThat(answer.header("Content-Language")).contains("zh-CN");
      assertThat(answer.header("Vary")).isEqualTo(Optional.of("Accept-Language"));
    }
  }

  @Test
  void readsTheLanguageFromSeveralLinesOfTheHeader() {
    Answer refused =
        api.send(
            ApiFixture.asOwner("GET", "/platforms/nobody")
                .header("Accept-Language", "fr")
                .header("Accept-Language", "zh-CN;q=0.5"));
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.header("Content-Language")).contains("zh-CN");
  }
}
