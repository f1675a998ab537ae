package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a source lets in, and the departments to choose from. */
class AdmissionApiTest {
  private static final String SOURCES = "/tenants/acme/identity-sources";
  private static final String SOURCE = SOURCES + "/door";
  private static final String DEPARTMENTS = SOURCE + "/departments";
  private static final String RULE =
      "{\"allow\":[{\"kind\":\"department\",\"id\":\"7\"}],"
          + "\"deny\":[{\"kind\":\"group\",\"id\":\"g1\"}]}";

  private final ApiFixture api = new ApiFixture();
  private final FakeDirectory directory =
      api.world.directory.department("7", "1").department("71", "7");

  @BeforeEach
  void open() {
    create("{\"allow\":[],\"deny\":[]}");
  }

  private void create(String rule) {
    assertThat(
            api.send(
                    "POST",
                    SOURCES,
                    "{\"id\":\"door\",\"displayName\":\"Door\",\"platform\":\"wechatwork\","
                        + "\"methods\":[\"browser\"],\"admission\":"
                        + rule
                        + ",\"fields\":{\"corpId\":\"ww1\",\"secret\":\"s\"}}")
                .status())
        .isEqualTo(201);
  }

  private Answer patch(String rule) {
    return api.send("PATCH", SOURCE, "{\"admission\":" + rule + "}");
  }

  @Test
  void isShownAsItWasSent() {
    assertThat(api.get(SOURCE).body().get("admission").toString())
        .isEqualTo("{\"allow\":[],\"deny\":[]}");
    assertThat(patch(RULE).body().get("admission").toString()).isEqualTo(RULE);
    assertThat(api.get(SOURCE).body().get("admission").toString()).isEqualTo(RULE);
    assertThat(patch("{\"allow\":[]}").body().at("/admission/deny")).hasSize(1);
    assertThat(patch("null").body().get("admission").toString())
        .isEqualTo("{\"allow\":[],\"deny\":[]}");
  }

  @Test
  void isChangedOnlyByWhoHasReadIt() {
    String read = api.get(SOURCE).header("ETag").orElseThrow();
    patch(RULE);

    Answer late =
        api.send(
            ApiFixture.asOwner("PATCH", SOURCE)
                .header("If-Match", read)
                .body(ApiFixture.JSON, "{\"admission\":null}"));

    assertThat(late.status()).isEqualTo(412);
    assertThat(api.get(SOURCE).body().get("admission").toString()).isEqualTo(RULE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'allow':[{'kind':'department'}]} | admission.allow.0.id | required",
        "{'allow':[{'id':'7'}]} | admission.allow.0.kind | required",
        "{'deny':[{'kind':'planet','id':'7'}]} | admission.deny.0.kind | unknown-value",
        "{'allow':['7']} | admission.allow.0 | wrong-type",
        "{'allow':'7'} | admission.allow | wrong-type",
        "{'some':[]} | admission.some | unknown",
        "{'allow':[{'kind':'department','id':' '}]} | admission.allow | format",
      })
  void isRefusedByField(String rule, String field, String code) {
    Answer answer = patch(rule.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(422);
    JsonNode error = answer.body().at("/errors/0");
    assertThat(error.get("field").asText()).isEqualTo(field);
    assertThat(error.get("code").asText()).isEqualTo(code);
  }

  private List<String> found(String query) {
    Answer answer = api.get(DEPARTMENTS + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().get("items").findValuesAsText("id");
  }

  @Test
  void isChosenFromTheDepartmentsInSight() {
    assertThat(found("")).containsExactly("1", "7", "71");
    assertThat(found("?q=DEPARTMENT%207")).containsExactly("7", "71");
    assertThat(found("?q=1")).containsExactly("1", "71");
    assertThat(found("?id=71&id=1")).containsExactly("1", "71");
    assertThat(found("?q=nothing")).isEmpty();
    assertThat(found("?limit=1&after=1")).containsExactly("7");
    JsonNode last = api.get(DEPARTMENTS + "?id=71").body().at("/items/0");
    assertThat(last.toString())
        .isEqualTo(
            "{\"id\":\"71\",\"name\":\"Department 71\",\"path\":[\"Department 1\",\"Department 7\"]}");
  }

  @Test
  void saysWhenTheAddressBookCannotBeRead() {
    directory.fails(Code.NOT_PERMITTED);
    Answer answer = api.get(DEPARTMENTS);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("unavailable");
    assertThat(answer.text()).doesNotContain("for want of a permission");
    assertThat(api.get(SOURCES + "/nobody/departments").status()).isEqualTo(404);
    assertThat(api.get("/platforms/wechatwork").body().at("/groups/en").asText()).isEqualTo("Tag");
  }
}
