package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all resources of the API have in common. */
class ResourcesTest {
  private final ApiFixture api = new ApiFixture();

  @Test
  void managesATenantFromEndToEnd() {
    api.furnished();
    for (String path :
        List.of(
            "/tenants/acme/mobile-apps/wechatwork",
            "/tenants/acme/identity-sources/wecom",
            "/tenants/acme/clients/shop")) {
      Answer read = api.get(path);
      assertThat(read.status()).as(path).isEqualTo(200);
      String etag = read.header("ETag").orElseThrow();
      assertThat(patch(path, etag).status()).as(path).isEqualTo(200);
      Answer after = api.get(path);
      assertThat(after.text()).doesNotContain("s3cr3t-value");
    }
    assertThat(api.get("/tenants/acme/users?q=li").body().get("items")).hasSize(1);
    assertThat(api.get("/tenants/acme/signing-keys").status()).isEqualTo(200);
    Answer events = api.get("/tenants/acme/audit-events");
    assertThat(events.body().get("items").size()).isGreaterThanOrEqualTo(4);
    assertThat(events.text()).doesNotContain("s3cr3t-value");
    assertThat(
            api.send(
                    ApiFixture.asOwner("GET", "/tenants/acme/audit-events")
                        .header("Accept", "text/csv"))
                .status())
        .isEqualTo(200);
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/tenants/acme")).status()).isEqualTo(204);
    assertThat(api.get("/tenants/acme/users").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tenants",
        "/tenants/acme/mobile-apps",
        "/tenants/acme/identity-sources",
        "/tenants/acme/clients",
        "/tenants/acme/rotas",
        "/tenants/acme/war-room-templates",
        "/tenants/acme/war-room-rules",
        "/tenants/acme/alert-intakes",
        "/tenants/acme/alerts",
        "/tenants/acme/users"
      })
  void listsWithTheEntityTagOfEach(String list) {
    api.furnished();
    JsonNode items = api.get(list).body().get("items");
    assertThat(items).isNotEmpty();
    for (JsonNode item : items) {
      String id =
          Stream.of("id", "clientId", "platform")
              .filter(item::has)
              .map(name -> item.get(name).asText())
              .findFirst()
              .orElseThrow();
      Answer one = api.get(list + "/" + id);
      assertThat(one.header("ETag")).as(list).hasValue(item.path("etag").asText());
      assertThat(one.body().has("etag")).isFalse();
    }
  }

  private Answer patch(String path, String etag) {
    TestRequest request = ApiFixture.asOwner("PATCH", path).header("If-Match", etag);
    return api.send(request.body(ApiFixture.JSON, "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tenants|{\"id\":\"UPPER\",\"displayName\":\"x\"}|422",
        "/tenants|{\"id\":\"acme\",\"displayName\":\"x\"}|409",
        "/tenants/acme/mobile-apps|{\"platform\":\"wechatwork\",\"fields\":{}}|422",
        "/tenants/acme/mobile-apps|{\"platform\":\"nothing\",\"fields\":{}}|422",
        "/tenants/acme/mobile-apps|{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"ww1\",\"secret\":\"x\",\"strange\":\"1\"}}|422",
        "/tenants/acme/identity-sources|{\"id\":\"a b\",\"displayName\":\"x\",\"platform\":\"wechatwork\",\"methods\":[\"mobile\"]}|422",
        "/tenants/acme/identity-sources|{\"id\":\"a\",\"displayName\":\"\",\"platform\":\"wechatwork\",\"methods\":[]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"javascript:alert(1)\"]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"relative\"]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"https://a/#f\"]}|422",
        "/tenants/acme/clients|{\"clientId\":\"a b\",\"displayName\":\"x\"}|422",
        "/tenants/acme/users|{\"username\":\"\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"password\":\"short\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"phone\":\"12345\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"email\":\"nothing\"}|422"
      })
  void tellsWhatTheServicesRefuse(String path, String body, int status) {
    Answer answer = api.send("POST", path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status == 422) {
      assertThat(answer.body().at("/errors/0/field").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tenants",
    "tenants/acme/users",
    "tenants/acme/clients",
    "tenants/acme/rotas",
    "tenants/acme/war-room-templates",
    "tenants/acme/identity-sources",
    "tenants/acme/audit-events"
  })
  void refusesAPlaceInAListThatIsNone(String path) {
    api.furnished();
    assertThat(api.get("/" + path + "?after=%27%22%20nonsense").status()).isEqualTo(422);
  }
}
