package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.web.http.Response;
import dev.muster.web.http.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what must not be would be noticed. */
class InvariantsTest {
  private static final String SECRET = "s3cret-0123456789";

  private final Subject subject =
      new Subject() {
        @Override
        public TestServer server() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> value(String word) {
          return word.equals("session") ? Optional.of("a=b") : Optional.empty();
        }

        @Override
        public Changed changed() {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<String> secrets() {
          return List.of(SECRET);
        }

        @Override
        public boolean mayChange(String collection, Input input) {
          return input.used().contains("session");
        }

        @Override
        public void after(Input input, Response response, Map<String, Integer> changes) {}
      };

  private void check(String input, Response response, Map<String, Integer> changes) {
    Input read = Input.of(input.getBytes(StandardCharsets.ISO_8859_1), subject::value);
    Invariants.check(subject, read, response.with("X-Content-Type-Options", "nosniff"), changes);
  }

  private void breaks(Response response, String what) {
    assertThatThrownBy(() -> check("GET /", response, Map.of()))
        .isInstanceOf(Invariants.Broken.class)
        .hasMessageContaining(what);
  }

  private void holds(Response response) {
    assertThatCode(() -> check("GET /", response, Map.of())).doesNotThrowAnyException();
  }

  private static Response page(String html) {
    return Response.text(200, Response.HTML, "<!doctype html>" + html);
  }

  @Test
  void letABrowserThatFetchesAheadBeToldToComeLater() {
    Response later = Response.empty(503);
    breaks(later, "status 503");
    assertThatCode(() -> check("GET /\nPurpose: prefetch;anonymous", later, Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void anErrorOfTheServer() {
    breaks(Response.empty(500), "status 500");
    breaks(Response.empty(503), "status 503");
    holds(Response.empty(404));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>a <iframe></p>",
        "<p>a < b</p>",
        "<p onclick=\"x\">",
        "<p class=x>",
        "<p class=\"a\"onclick=\"x\">",
        "<input value=\"a\"b\">",
        "<a href=\"javascript:x\">",
        "<a href=\"https://evil.example/\">",
        "<a href=\"//evil.example/\">",
        "<form action=\"https://shop.example/callback.evil\">",
        "<p"
      })
  void aPageThatSomebodyElseWrote(String html) {
    breaks(page(html), "");
  }

  @Test
  void aPageOfOurs() {
    holds(
        page(
            "<form action=\"https://shop.example/callback\" method=\"post\"><input required"
                + " value=\"a &quot; &lt;b\"></form><script>if (a < b) {}</script>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https://id.example.evil.example/",
        "https://id.example@evil.example/",
        "https://shop.example/callback/../x",
        "https://shop.example/callback@evil.example",
        "data:image/png;base64,AAAA",
        "javascript:x"
      })
  void aWayToElsewhere(String location) {
    breaks(Response.empty(303).with("Location", location), "Location leads to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/acme/login",
        "https://id.example/t/acme/login",
        "https://shop.example/callback?code=1",
        "https://shop.example/cb?kept=1&code=1"
      })
  void aWayThatIsKnown(String location) {
    holds(Response.empty(303).with("Location", location));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b; Secure; SameSite=Lax", "a=b; HttpOnly; SameSite=Lax", "a=b"})
  void aCookieThatIsNotGuarded(String cookie) {
    breaks(Response.empty(303).with("Set-Cookie", cookie), "cookie");
  }

  @Test
  void aSecretThatNobodySent() {
    Response tells = Response.json(200, Map.of("secret", SECRET));
    breaks(tells, "a secret is in the answer");
    breaks(Response.empty(200).with("X-Secret", SECRET), "a secret is in X-Secret");
    assertThatCode(() -> check("GET /?state=" + SECRET, tells, Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void anAnswerThatIsNoJsonOrTooLarge() {
    breaks(Response.text(200, Response.JSON, "{\"a\":"), "no JSON");
    breaks(Response.text(200, "text/plain", "x".repeat(300_000)), "an answer of 300000");
  }

  @Test
  void aChangeWithoutWhatItNeeds() {
    Map<String, Integer> changes = Map.of("session", 1, "audit-event", 1);
    Response done = Response.empty(204);
    assertThatThrownBy(() -> check("GET /", done, changes)).hasMessageContaining("session=1");
    assertThatCode(() -> check("GET /\nCookie: {session}", done, changes))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("GET /", done, Map.of("audit-event", 1))).doesNotThrowAnyException();
  }

  @Test
  void moreChangesThanARequestMakes() {
    assertThatThrownBy(
            () -> check("GET /\nCookie: {session}", Response.empty(204), Map.of("session", 400)))
        .hasMessageContaining("400 documents");
    assertThatThrownBy(() -> check("GET /", Response.empty(204), Map.of("audit-event", 100)))
        .isInstanceOf(Invariants.Broken.class);
  }

  @Test
  void anyBytesAreAnInput() {
    Input input =
        Input.of(
            "POST /a b?c\nCookie: {session}\n?d=\u00ff&\nf={none}\n&g=%zz"
                .getBytes(StandardCharsets.ISO_8859_1),
            subject::value);
    assertThat(input.method()).isEqualTo("POST");
    assertThat(input.address()).isEqualTo("/a%20b?c&d=%ff%26");
    assertThat(input.headers())
        .containsExactly(
            new Input.Header("Cookie", "a=b"), new Input.Header("Content-Type", Input.FORM));
    assertThat(new String(input.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo("f=%7bnone%7d&g=%zz");
    assertThat(input.used()).containsExactly("session");
    assertThat(Input.of(new byte[0], subject::value).method()).isEqualTo("GET");
  }
}
