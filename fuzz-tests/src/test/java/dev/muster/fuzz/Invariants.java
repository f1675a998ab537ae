package dev.muster.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.core.store.UnitOfWork;
import dev.muster.web.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What has to hold after every input, whatever it is. Where something does not, it throws. */
final class Invariants {
  /** What the product is called by. */
  static final String PUBLIC_URL = "https://id.example";

  /** In characters of a body, or bytes. The largest answer is the SDK's. */
  private static final int MOST_BYTES = 200_000;

  /** Of an input: its own documents, and what ends with them. */
  private static final int MOST_DOCUMENTS = 40;

  /** Of an input by which somebody ends what was granted: as many as a commit takes. */
  private static final int MOST_ENDED = UnitOfWork.MOST_OF_A_KIND;

  /** Of an input: what it did, and that something was refused. */
  private static final int MOST_EVENTS = 8;

  private static final String EVENTS = "audit-event";

  /** Where else a page may lead: what is registered for clients, or a platform's. */
  private static final List<String> ELSEWHERE =
      List.of(
          "https://shop.example/callback",
          "https://shop.example/cb?kept=1",
          "https://shop.example/bye",
          "https://platform.example/authorize?",
          Company.SCRIPT);

  private static final Set<String> ELEMENTS =
      Set.of(
          "a", "article", "body", "button", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2",
          "h3", "head", "header", "html", "img", "input", "label", "li", "link", "main", "meta",
          "nav", "p", "script", "small", "span", "strong", "title", "ul");

  private static final Set<String> AHEAD = Set.of("sec-purpose", "purpose", "x-purpose", "x-moz");

  private static final Set<String> ADDRESSES = Set.of("action", "href", "src", "formaction");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Invariants() {}

  /** What does not hold. */
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  /**
   * Looks at an answer.
   *
   * @param subject what answered
   * @param input what was sent
   * @param response the answer
   * @param changes how many documents changed, by collection
   */
  static void check(Subject subject, Input input, Response response, Map<String, Integer> changes) {
    require(
        (response.status() >= 200 && response.status() < 500)
            || (response.status() == 503 && isFetchedAhead(input)),
        "status " + response.status());
    require(response.body().length <= MOST_BYTES, "an answer of " + response.body().length);
    for (Response.Header header : response.headers()) {
      header(header);
    }
    require(response.has("X-Content-Type-Options"), "browsers may guess what the answer is");
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (!response.has("Content-Encoding")) {
      content(response, body);
    }
    for (String secret : subject.secrets()) {
      require(input.sent().contains(secret) || !body.contains(secret), "a secret is in the answer");
      for (Response.Header header : response.headers()) {
        require(
            input.sent().contains(secret) || !header.value().contains(secret),
            "a secret is in " + header.name());
      }
    }
    changes(subject, input, changes);
  }

  /** A browser that fetches ahead is told by 503 to come when somebody wants the page. */
  private static boolean isFetchedAhead(Input input) {
    return input.headers().stream()
        .filter(header -> AHEAD.contains(header.name().toLowerCase(Locale.ROOT)))
        .map(header -> header.value().strip().toLowerCase(Locale.ROOT))
        .anyMatch(value -> value.startsWith("prefetch") || value.startsWith("preview"));
  }

  private static void changes(Subject subject, Input input, Map<String, Integer> changes) {
    int documents = 0;
    for (Map.Entry<String, Integer> change : changes.entrySet()) {
      String collection = change.getKey();
      documents += change.getValue();
      require(
          collection.equals(EVENTS)
              ? change.getValue() <= MOST_EVENTS
              : subject.mayChange(collection, input),
          change + " changed with " + input.used());
    }
    int most = input.used().contains("cookie-account") ? MOST_ENDED : MOST_DOCUMENTS;
    require(documents <= most, documents + " documents changed");
  }

  private static void header(Response.Header header) {
    for (int i = 0; i < header.value().length(); i++) {
      char c = header.value().charAt(i);
      require(c >= ' ' && c < 0x7f, "a character that no header may hold, in " + header.name());
    }
    switch (header.name().toLowerCase(Locale.ROOT)) {
      case "location" -> address("Location", header.value());
      case "set-cookie" -> {
        require(header.value().contains("; HttpOnly"), "scripts read the cookie");
        require(header.value().contains("; Secure"), "the cookie goes over plain HTTP");
        require(header.value().contains("; SameSite="), "the cookie goes with every request");
      }
      default -> {}
    }
  }

  private static void address(String what, String value) {
    boolean ours =
        value.equals(PUBLIC_URL)
            || value.startsWith(PUBLIC_URL + "/")
            || value.startsWith("#")
            || value.startsWith("?")
            || (value.startsWith("/") && !value.startsWith("//") && !value.startsWith("/\\"));
    boolean registered =
        ELSEWHERE.stream()
            .anyMatch(
                known ->
                    value.startsWith(known)
                        && (known.contains("?")
                            || value.length() == known.length()
                            || "?#".indexOf(value.charAt(known.length())) >= 0));
    boolean picture = !what.equals("Location") && value.startsWith("data:image/");
    require(ours || registered || picture, what + " leads to " + value);
  }

  private static void content(Response response, String body) {
    String type = response.contentType().toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      html(body);
    } else if (type.startsWith("application/") && type.contains("json") && !body.isEmpty()) {
      try {
        JSON.readTree(body);
      } catch (IOException e) {
        throw new Broken("it is no JSON: " + e.getMessage());
      }
    }
  }

  /** Our pages are made of few elements, whose attributes stand in quotes. */
  private static void html(String page) {
    int at = 0;
    while ((at = page.indexOf('<', at)) >= 0) {
      int end = page.indexOf('>', at);
      require(end > 0, "an element without end");
      String tag = page.substring(at + 1, end);
      at = end;
      if (tag.equalsIgnoreCase("!doctype html")) {
        continue;
      }
      boolean closes = tag.startsWith("/");
      int name = closes ? 1 : 0;
      while (name < tag.length() && Character.isLetterOrDigit(tag.charAt(name))) {
        name++;
      }
      String element = tag.substring(closes ? 1 : 0, name);
      require(ELEMENTS.contains(element), "an element that is none of ours: " + tag);
      attributes(tag, name);
      if (element.equals("script") && !closes) {
        at = page.indexOf("</script>", at);
        require(at > 0, "a script without end");
      }
    }
  }

  private static void attributes(String tag, int from) {
    int at = from;
    while (at < tag.length()) {
      require(tag.charAt(at) == ' ', "no blank before an attribute: " + tag);
      int name = ++at;
      while (at < tag.length()
          && (Character.isLowerCase(tag.charAt(at)) || tag.charAt(at) == '-')) {
        at++;
      }
      String attribute = tag.substring(name, at);
      require(
          !attribute.isEmpty() && !attribute.startsWith("on") && !attribute.equals("style"),
          "an attribute that is none of ours: " + tag);
      if (at < tag.length() && tag.charAt(at) == '=') {
        require(tag.startsWith("\"", at + 1), "an attribute without quotes: " + tag);
        int end = tag.indexOf('"', at + 2);
        require(end > 0, "an attribute without end: " + tag);
        if (ADDRESSES.contains(attribute)) {
          address(attribute, tag.substring(at + 2, end).replace("&amp;", "&"));
        }
        at = end + 1;
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Broken(what);
    }
  }
}
