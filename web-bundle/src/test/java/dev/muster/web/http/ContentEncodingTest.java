package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEncodingTest {
  private static final String TEXT = "the same again; ".repeat(100);

  private static Response text(String text) {
    return Response.text(200, "text/plain", text);
  }

  private static Response sent(Response response, String... accepted) {
    return ContentEncoding.apply(response, List.of(accepted));
  }

  private static String header(Response response, String name) {
    return String.join(
        " | ",
        response.headers().stream()
            .filter(header -> header.name().equals(name))
            .map(Response.Header::value)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "deflate, gzip;q=0.5, br",
        "br;q=1.0,gzip ; q=0.001",
        "*",
        "gzip, identity;q=0.5"
      })
  void isGzipWhereThatIsTaken(String accepted) throws IOException {
    Response sent = sent(text(TEXT).compressible(), accepted);
    assertThat(header(sent, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(sent, "Vary")).isEqualTo("Accept-Encoding");
    byte[] body = new GZIPInputStream(new ByteArrayInputStream(sent.body())).readAllBytes();
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(TEXT);
    assertThat(sent.body()).hasSizeLessThan(TEXT.length() / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "gzip;q=0",
        "gzip;q=0.000, *",
        "*;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=many",
        "gzip;q=",
        "gzipped",
        ",;,",
        ";q=1"
      })
  void isAsItIsWhereGzipIsNotTakenAndSaysThatItVaries(String accepted) {
    Response sent = sent(text(TEXT).compressible(), accepted);
    assertThat(sent.body()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(header(sent, "Content-Encoding")).isEmpty();
    assertThat(header(sent, "Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void readsAllLines() {
    Response sent = sent(text(TEXT).compressible(), "br", "gzip");
    assertThat(header(sent, "Content-Encoding")).isEqualTo("gzip");
  }

  /** A token and what somebody else chose, in one answer, are never compressed together. */
  @Test
  void nothingIsCompressedThatDoesNotSayItMayBe() {
    Response plain = text(TEXT);
    assertThat(sent(plain, "gzip")).isSameAs(plain);
  }

  @Test
  void nothingSmallIsCompressed() {
    Response small = text("a".repeat(1_023)).compressible();
    assertThat(sent(small, "gzip")).isSameAs(small);
  }

  @Test
  void keepsOtherVariations() {
    Response sent = sent(text(TEXT).with("Vary", "Accept-Language").compressible(), "gzip");
    assertThat(header(sent, "Vary")).isEqualTo("Accept-Language | Accept-Encoding");
  }

  @Test
  void hasAnotherEntityTagThanWhatIsSentAsItIs() {
    Response tagged = text(TEXT).with("ETag", "\"7\"").compressible();
    assertThat(header(sent(tagged, "gzip"), "ETag")).isEqualTo("\"7-gzip\"");
    assertThat(header(sent(tagged), "ETag")).isEqualTo("\"7\"");
  }

  @Test
  void whatIsKeptIsCompressedOnce() {
    Response kept = text(TEXT).compressible();
    byte[] first = sent(kept, "gzip").body();
    assertThat(sent(kept.with("X-Correlation-Id", "2"), "gzip").body()).isSameAs(first);
  }

  @Test
  void whatDoesNotBecomeSmallerStaysAsItIs() {
    byte[] noise = new byte[2_000];
    new java.util.Random(1).nextBytes(noise);
    Response sent = sent(new Response(200, List.of(), "image/png", noise).compressible(), "gzip");
    assertThat(header(sent, "Content-Encoding")).isEmpty();
    assertThat(sent.body()).isEqualTo(noise);
  }
}
