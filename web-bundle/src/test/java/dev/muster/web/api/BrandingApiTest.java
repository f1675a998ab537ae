package dev.muster.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandingApiTest {
  private static final String PATH = "/tenants/acme/branding";
  private static final String SVG = "<svg onload='alert(1)'><script>alert(2)</script></svg>";
  private static final String LOGO =
      "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(SVG.getBytes(UTF_8));

  private final ApiFixture api = new ApiFixture();

  private Answer put(String body) {
    return api.send("PUT", PATH, body.replace('`', '"'));
  }

  private Answer putIf(String tag, String body) {
    return api.send(
        ApiFixture.asOwner("PUT", PATH)
            .header("If-Match", tag)
            .body(ApiFixture.JSON, body.replace('`', '"')));
  }

  private Answer preview(String branding, String page, String language, String theme) {
    return api.send(
        "POST",
        PATH + "/preview",
        "{`branding`:%s,`page`:`%s`,`language`:`%s`,`theme`:`%s`}"
            .formatted(branding, page, language, theme)
            .replace('`', '"'));
  }

  @Test
  void answersTheDefaultsOfWhatWasNeverSet() {
    Answer answer = api.get(PATH);
    assertThat(answer.header("ETag")).hasValue("\"0\"");
    assertThat(answer.text())
        .isEqualTo(
            "{`displayName`:`Company acme`,`primaryColor`:`#1f5fd1`,`darkPrimaryColor`:`#7aa7ff`,`warnings`:[]}"
                .replace('`', '"'));
  }

  @Test
  void isSetReadAndSentBackAsItWasRead() {
    String body =
        "{`displayName`:`<b>Acme</b>`,`logo`:`%s`,`primaryColor`:`#C00000`,`darkPrimaryColor`:`#ff9090`,`privacyUrl`:`https://acme.example/p`,`termsUrl`:`https://acme.example/t`,`supportUrl`:`https://acme.example/s`}"
            .formatted(LOGO);
    Answer set = putIf("\"0\"", body);
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body().get("primaryColor").asText()).isEqualTo("#c00000");
    Answer read = api.get(PATH);
    assertThat(read.body()).isEqualTo(set.body());
    assertThat(read.body().get("logo").asText()).isEqualTo(LOGO);
    assertThat(read.header("ETag")).isEqualTo(set.header("ETag"));

    assertThat(putIf("\"0\"", body).status()).isEqualTo(412);
    Answer again = putIf(read.header("ETag").orElseThrow(), read.text());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(read.body());
    assertThat(put("{}").body().has("logo")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "#ffff00, #7aa7ff, primaryColor, contrast is 1.0 to 1",
    "#1f5fd1, #000080, darkPrimaryColor, contrast is 1.0 to 1"
  })
  void warnsOfLinksThatAreHardToReadAndTakesThem(
      String light, String dark, String field, String sentence) {
    Answer set = put("{`primaryColor`:`%s`,`darkPrimaryColor`:`%s`}".formatted(light, dark));
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body().get("warnings")).hasSize(1);
    JsonNode warning = set.body().at("/warnings/0");
    assertThat(warning.get("field").asText()).isEqualTo(field);
    assertThat(warning.get("code").asText()).isEqualTo("low-contrast");
    assertThat(warning.get("message").asText()).contains(sentence);
    Answer chinese = api.send(ApiFixture.asOwner("GET", PATH).header("Accept-Language", "zh-CN"));
    assertThat(chinese.body().at("/warnings/0/message").asText()).contains("对比度为 1.0:1");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    Answer answer =
        put(
            "{`displayName`:``,`logo`:`x`,`primaryColor`:`red`,`darkPrimaryColor`:`#0`,`privacyUrl`:`javascript:alert(1)`,`termsUrl`:`http://a.example/`,`supportUrl`:`x`}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors"))
        .extracting(each -> each.get("field").asText())
        .containsExactlyInAnyOrder(
            "displayName",
            "logo",
            "primaryColor",
            "darkPrimaryColor",
            "privacyUrl",
            "termsUrl",
            "supportUrl");
  }

  @ParameterizedTest
  @CsvSource({"101000, 422", "700000, 422", "5000000, 413"})
  void refusesALogoThatIsTooLarge(int bytes, int status) {
    String logo = Base64.getEncoder().encodeToString(new byte[bytes]);
    Answer answer = put("{`logo`:`data:image/png;base64,%s`}".formatted(logo));
    assertThat(answer.status()).isEqualTo(status);
    if (status == 422) {
      assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("logo");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sign-in, en, An identity source, Sign in",
    "sign-in, zh-CN, 示例身份源, 请选择登录方式",
    "bind, en, Create a new account, An identity source",
    "bind, zh-CN, 创建新账号, 您首次通过示例身份源",
    "consent, en, Allow An application to use your account?, your email address",
    "consent, zh-CN, 是否允许“示例应用”使用您的账号？, 邮箱",
    "failure, en, The company&#39;s app is not open to you, Reference",
    "failure, zh-CN, 您不在企业应用的可见范围内, 参考编号",
    "account, en, Li Wei, Sign out",
    "account, zh-CN, 李伟, 退出登录"
  })
  void previewsEachPageInWhichNothingLeadsAnywhere(
      String page, String language, String one, String two) {
    String before = api.world.state();
    Answer answer =
        preview(
            "{`displayName`:`<i>Acme`,`logo`:`%s`,`supportUrl`:`https://acme.example/s`}"
                .formatted(LOGO),
            page,
            language,
            "light");
    assertThat(answer.status()).isEqualTo(200);
    String html = answer.body().get("html").asText();
    assertThat(html)
        .contains(one, two, "&lt;i&gt;Acme", "src=\"" + LOGO + "\"", "lang=\"" + language + "\"")
        .doesNotContain("<script", "<form", "action=", "acme.example/s", "style=", "<svg");
    assertThat(html.replaceAll("<link [^>]*>", "")).doesNotContain("href=");
    assertThat(api.world.state()).isEqualTo(before);
  }

  @Test
  void previewsTheSourcesThatThereAre() {
    api.furnished();
    String source =
        "{`id`:`desk`,`platform`:`wechatwork`,`displayName`:`Desk`,`methods`:[`browser`]}";
    api.send("POST", "/tenants/acme/identity-sources", source.replace('`', '"'));
    String html = preview("{}", "sign-in", "en", "light").body().get("html").asText();
    assertThat(html).contains("Desk").doesNotContain("An identity source");
  }

  @Test
  void previewsLightAndDarkWhateverTheBrowserIs() {
    String colors = "{`primaryColor`:`#c00000`,`darkPrimaryColor`:`#ff9090`}";
    assertThat(preview(colors, "sign-in", "en", "light").body().get("html").asText())
        .contains("colors-c00000-c00000.css", "content=\"light\"");
    assertThat(preview(colors, "sign-in", "en", "dark").body().get("html").asText())
        .contains("colors-ff9090-ff9090.css", "content=\"dark\"");
  }

  @Test
  void warnsOfADraft() {
    assertThat(
            preview("{`primaryColor`:`#eeeeee`}", "account", "en", "dark").body().get("warnings"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{`branding`:{},`page`:`nowhere`,`language`:`en`,`theme`:`dark`}",
        "{`branding`:{},`page`:`account`,`language`:`fr`,`theme`:`dark`}",
        "{`branding`:{},`page`:`account`,`language`:`en`,`theme`:`system`}",
        "{`branding`:{`x`:1},`page`:`account`,`language`:`en`,`theme`:`dark`}",
        "{`branding`:{`logo`:`x`},`page`:`account`,`language`:`en`,`theme`:`dark`}"
      })
  void refusesToPreviewWhatIsNone(String body) {
    assertThat(api.send("POST", PATH + "/preview", body.replace('`', '"')).status()).isEqualTo(422);
  }
}
