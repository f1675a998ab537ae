package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InstallationApiTest {
  private final ApiFixture api = new ApiFixture();

  @Test
  void showsWhatAdministratorsNeedToKnow() {
    JsonNode shown = api.get("/installation").body();
    assertThat(shown.path("version").asText()).isEqualTo("1.0.0");
    assertThat(shown.path("publicUrl").asText()).startsWith("http");
    assertThat(shown.path("outgoingAddress").asText()).isEqualTo("192.0.2.10");
    assertThat(shown.path("pluginUpload").isBoolean()).isTrue();
    assertThat(shown.path("demo").asBoolean()).isFalse();
    assertThat(shown.path("languages")).extracting(JsonNode::asText).containsExactly("en", "zh-CN");
  }
}
