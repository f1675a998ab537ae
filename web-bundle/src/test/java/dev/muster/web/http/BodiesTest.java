package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
  private static final String JSON = "application/json";

  private final TestServer server =
      new TestServer(
          TestInstallation.plain(),
          new CountedMetrics(),
          () ->
              List.of(
                  new Route(
                      "POST", "/json", 100_000, Failures::problemDocument, BodiesTest::readJson),
                  Route.of(
                      "POST",
                      "/form",
                      Failures::problemDocument,
                      request ->
                          Response.text(200, "text/plain", request.form().one("a").orElse("none"))),
                  Route.of(
                      "GET",
                      "/query",
                      Failures::problemDocument,
                      request ->
                          Response.text(
                              200, "text/plain", request.query().filled("a").orElse("none")))));

  private static Response readJson(Request request) {
    JsonObject body = request.json();
    String name = body.requiredText("name");
    body.flag("flag");
    body.texts("list");
    body.object("inner").ifPresent(inner -> inner.text("deep"));
    body.end();
    return Response.text(200, "text/plain", name);
  }

  private Response json(String text) {
    return server.answer(TestRequest.of("POST", "/json").body(JSON, text));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void readsJson() {
    Response response =
        json("{\"name\":\"企业😀\",\"flag\":true,\"list\":[\"a\"],\"inner\":{\"deep\":\"x\"}}");
    assertThat(text(response)).isEqualTo("企业😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"name\":}",
        "[]",
        "null",
        "\"x\"",
        "{\"name\":\"a\"} x",
        "{\"name\":\"a\"}{}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"inner\":{\"deep\":\"a\",\"deep\":\"b\"}}",
        "{'name':'a'}",
        "{name:1}",
        "{\"name\":NaN}",
        "{\"name\":\"a\u0001\"}",
        "\uFEFF{\"name\":\"a\"}",
        "/**/{\"name\":\"a\"}"
      })
  void refusesWhatIsNotAJsonObject(String text) {
    Response response = json(text);
    assertThat(response.status()).as(text).isEqualTo(400);
    assertThat(text(response)).contains("\"code\":\"malformed\"");
  }

  @Test
  void refusesJsonThatIsDeepOrHasALongNameOrNumber() {
    assertThat(json("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}").status()).isEqualTo(400);
    assertThat(json("{\"" + "n".repeat(300) + "\":1}").status()).isEqualTo(400);
    assertThat(json("{\"a\":" + "9".repeat(100) + "}").status()).isEqualTo(400);
  }

  @Test
  void namesEveryFaultyMember() {
    Response response =
        json("{\"name\":1,\"flag\":\"yes\",\"list\":[1],\"inner\":{\"other\":1},\"strange\":null}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(text(response))
        .contains("\"field\":\"name\"", "\"field\":\"flag\"", "\"field\":\"list.0\"")
        .contains("\"field\":\"inner.other\"", "\"field\":\"strange\"");
  }

  @Test
  void namesSomeOfVeryManyFaultyMembers() {
    StringBuilder members = new StringBuilder("\"a\":[]");
    IntStream.range(0, 3000).forEach(i -> members.append(",\"m").append(i).append("\":[]"));
    JsonObject object = JsonObject.of(Json.read("{" + members + "}"));
    Map<String, String> texts = object.textsByName();

    assertThat(texts).isEmpty();
    assertThatThrownBy(object::end)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors()).hasSizeBetween(10, 100));
  }

  /** In a merge patch what is null is taken away, and no empty text. */
  @Test
  void leavesOutMembersThatAreNull() {
    JsonObject object = JsonObject.of(Json.read("{\"a\":null,\"b\":\"\",\"c\":\"1\"}"));

    assertThat(object.presentTextsByName()).isEqualTo(Map.of("b", "", "c", "1"));
    assertThat(object.textsByName()).isEqualTo(Map.of("a", "", "b", "", "c", "1"));
    object.end();
  }

  @Test
  void takesNumbersForTextsOnlyWhereFieldsOfFormsAreMeant() {
    JsonObject object = JsonObject.of(Json.read("{\"c\":1}"));

    assertThat(object.textsByName()).isEqualTo(Map.of("c", "1"));
    object.end();
    assertThat(object.presentTextsByName()).isEmpty();
    assertThatThrownBy(object::end)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors().get(0).field()).isEqualTo("c"));
  }

  @Test
  void namesARequiredMember() {
    Response response = json("{}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(text(response)).contains("\"field\":\"name\",\"code\":\"required\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u0007"})
  void refusesTextsThatNoStorageKeeps(String escape) {
    Response response = json("{\"name\":\"a" + escape + "\"}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(text(response)).contains("invalid-characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"e9", "c0af", "e080af", "eda080", "f4908080", "e4bc", "ff"})
  void refusesBytesThatAreNotUtf8(String bytes) {
    String text = new String(HexFormat.of().parseHex(bytes), StandardCharsets.ISO_8859_1);
    byte[] body = "{\"name\":\"%s\"}".formatted(text).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(server.answer(TestRequest.of("POST", "/json").body(JSON, body)).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030"})
  void refusesOtherEncodings(String charset) {
    byte[] body = "{\"name\":\"企\"}".getBytes(Charset.forName(charset));
    assertThat(server.answer(TestRequest.of("POST", "/json").body(JSON, body)).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/jsonx",
        "",
        "multipart/form-data; boundary=x"
      })
  void refusesOtherContentTypes(String type) {
    Response response =
        server.answer(TestRequest.of("POST", "/json").body(type, "{\"name\":\"a\"}"));
    assertThat(response.status()).isEqualTo(415);
  }

  @Test
  void refusesAContentTypeThatIsMissingOrThereTwiceAndACompressedBody() {
    assertThat(server.answer(TestRequest.of("POST", "/json")).status()).isEqualTo(415);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/json")
                        .header("Content-Type", JSON)
                        .body(JSON, "{\"name\":\"a\"}"))
                .status())
        .isEqualTo(415);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/json")
                        .header("Content-Encoding", "gzip")
                        .body(JSON, "{\"name\":\"a\"}"))
                .status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=UTF-8",
        "Application/JSON",
        "application/json; charset=\"utf-8\"",
        "application/json;charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; charset",
        "application/json;",
        "application/json; profile=x; odata=verbose"
      })
  void readsJsonHoweverItsTypeIsWritten(String type) {
    assertThat(
            server.answer(TestRequest.of("POST", "/json").body(type, "{\"name\":\"a\"}")).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded; charset=ISO-8859-1",
        "application/x-www-form-urlencoded; charset=utf8",
        "application/x-www-form-urlencoded;charset=US-ASCII",
        "application/x-www-form-urlencoded; charset=\"UTF-16\"",
        "application/x-www-form-urlencoded; boundary=x",
        "APPLICATION/X-WWW-FORM-URLENCODED ;"
      })
  void readsFormsAsUtf8WhateverParametersTheirTypeHas(String type) {
    Response response = server.answer(TestRequest.of("POST", "/form").body(type, "a=%E4%BC%81"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("企");
  }

  @Test
  void refusesABodyThatIsTooLargeAlsoWhenItDoesNotSaySo() {
    String large = "{\"name\":\"" + "a".repeat(100_001) + "\"}";
    assertThat(json(large).status()).isEqualTo(413);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/json")
                        .header("Content-Length", "100001")
                        .body(JSON, "{}"))
                .status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "0", "\"\"", "[{\"a\":0}]"})
  void refusesJsonThatWouldBecomeMuchLargerThanItsBytes(String part) {
    String many = (part + ",").repeat(Limits.JSON_TOKENS) + part;
    assertThat(json("{\"list\":[" + many + "]}").status()).isIn(400, 413);
    assertThat(json("{\"unknown\":[" + many + "],\"name\":\"a\"}").status()).isIn(400, 413);
    assertThat(json("[" + many + "]").status()).isIn(400, 413);
  }

  @Test
  void readsAListOfAThousandTexts() {
    String many = "\"a\",".repeat(999) + "\"a\"";
    assertThat(json("{\"list\":[" + many + "],\"name\":\"a\"}").status()).isEqualTo(200);
  }

  @Test
  void refusesABodyThatBreaksOff() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    assertThat(server.answer(TestRequest.of("POST", "/json").stream(JSON, broken)).status())
        .isEqualTo(400);
  }

  @Test
  void readsFormsAndQueries() {
    String form = "application/x-www-form-urlencoded";
    assertThat(text(server.answer(TestRequest.of("POST", "/form").body(form, "a=x+y%2B&b"))))
        .isEqualTo("x y+");
    assertThat(text(server.answer(TestRequest.get("/query?a=%E4%BC%81&&b=&=c")))).isEqualTo("企");
    assertThat(text(server.answer(TestRequest.get("/query?a=")))).isEqualTo("none");
    assertThat(server.answer(TestRequest.of("POST", "/form").body(JSON, "a=b")).status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1&a=2",
        "a=%",
        "a=%f",
        "a=%ff",
        "a=%00",
        "a=ä",
        "%ff=1",
        "a=\u0001",
        "a=%c0%80"
      })
  void refusesParametersThatCannotBeRead(String query) {
    assertThat(server.answer(TestRequest.get("/query?" + query)).status()).isEqualTo(400);
    assertThat(
            server
                .answer(
                    TestRequest.of("POST", "/form")
                        .body("application/x-www-form-urlencoded", query))
                .status())
        .isEqualTo(400);
  }

  @Test
  void refusesTooManyAndTooLongParameters() {
    assertThat(server.answer(TestRequest.get("/query?" + "b=1&".repeat(101))).status())
        .isEqualTo(400);
    assertThat(server.answer(TestRequest.get("/query?a=" + "x".repeat(17_000))).status())
        .isEqualTo(400);
  }

  /** Pieces of these sizes, one at each reading. */
  private static InputStream pieces(IntStream sizes) {
    PrimitiveIterator.OfInt left = sizes.iterator();
    return new InputStream() {
      @Override
      public int read() {
        throw new AssertionError("it is read in pieces");
      }

      @Override
      public int read(byte[] piece, int offset, int length) {
        return left.hasNext() ? Math.min(left.nextInt(), length) : -1;
      }
    };
  }

  /** A deadline that passed two hours ago, and an hour more for every ten bytes. */
  private static InputStream upload(InputStream body) {
    return Bodies.open(
        TestRequest.of("POST", "/upload").stream(JSON, body),
        10_000_000,
        Deadline.in(Duration.ofHours(-2)),
        bytes -> TimeUnit.HOURS.toNanos(bytes) / 10);
  }

  @Test
  void letsOnWhatKeepsComing() throws IOException {
    IntStream sizes = IntStream.concat(IntStream.of(30), IntStream.generate(() -> 1).limit(20));

    assertThat(upload(pieces(sizes)).readAllBytes()).hasSize(50);
  }

  @Test
  void endsWhatComesTooSlowlyHoweverMuchIsLeft() {
    assertThatThrownBy(() -> upload(pieces(IntStream.of(10, 1_000))).readAllBytes())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
  }
}
