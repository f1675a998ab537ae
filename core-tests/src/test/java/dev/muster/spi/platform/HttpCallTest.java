package dev.muster.spi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {
  private static final URI BASE = URI.create("https://platform.example/api/");

  @Test
  void fillsThePathAndIsCalledByItsTemplate() {
    HttpCall call =
        HttpCall.get(BASE, "/users/{id}/groups/{group}")
            .withPath("id", "li wei/../a?b#c%41{group}$1")
            .withPath("group", "组")
            .withQuery("page", "1&2")
            .withQuery("page", "3");

    assertThat(call.uriWithQuery())
        .hasToString(
            "https://platform.example/api/users/li%20wei%2F..%2Fa%3Fb%23c%2541%7Bgroup%7D%241"
                + "/groups/%E7%BB%84?page=1%262&page=3");
    assertThat(call.name()).isEqualTo("/users/{id}/groups/{group}");
    assertThat(call.quota()).isEqualTo(call.name());
    assertThat(call).hasToString("GET https://platform.example/api/users/{id}/groups/{group}");
  }

  @Test
  void keepsItsNameWhateverBudgetItCountsIn() {
    HttpCall call = HttpCall.get(BASE, "/users/{id}").withQuota("address-book");

    assertThat(call.name()).isEqualTo("/users/{id}");
    assertThat(call.quota()).isEqualTo("address-book");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void refusesAValueThatWouldBeAnotherPath(String segment) {
    HttpCall call = HttpCall.get(BASE, "/users/{id}");

    assertThatThrownBy(() -> call.withPath("id", segment))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAPlaceholderThatIsNotThereAndOneWithoutAValue() {
    HttpCall call = HttpCall.get(BASE, "/users/{id}");

    assertThatThrownBy(() -> call.withPath("user", "li"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user");
    assertThatThrownBy(call::uri)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("id");
  }

  @Test
  void writesAForm() {
    HttpCall call =
        HttpCall.postForm(BASE, "/token")
            .withForm("grant_type", "client_credentials")
            .withForm("secret", Secret.of("a b&c=+é"));

    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.idempotent()).isFalse();
    assertThat(call.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
    assertThat(call.body())
        .hasValueSatisfying(
            body ->
                assertThat(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo("grant_type=client_credentials&secret=a+b%26c%3D%2B%C3%A9"));
  }

  @Test
  void doesNotPutAFormInThePlaceOfJson() {
    HttpCall call = HttpCall.postJson(BASE, "/token", new byte[] {'{', '}'});

    assertThatThrownBy(() -> call.withForm("a", "b")).isInstanceOf(IllegalStateException.class);
    assertThat(call.body()).hasValueSatisfying(body -> assertThat(body).hasSize(2));
  }

  @Test
  void setsAHeaderAnew() {
    HttpCall call =
        HttpCall.get(BASE, "/me")
            .withHeader("X-Token", Secret.of("first"))
            .withHeader("X-Token", Secret.of("second"))
            .withBearer(Secret.of("third"));

    assertThat(call.headers())
        .containsEntry("X-Token", "second")
        .containsEntry("Authorization", "Bearer third");
  }

  @Test
  void showsNoValue() {
    HttpCall call =
        HttpCall.postForm(BASE, "/{in-path}")
            .withPath("in-path", "hidden")
            .withQuery("q", Secret.of("hidden"))
            .withForm("f", Secret.of("hidden"))
            .withHeader("h", Secret.of("hidden"))
            .withBearer(Secret.of("hidden"));

    assertThat(call.toString() + call.name() + call.quota()).doesNotContain("hidden");
  }
}
