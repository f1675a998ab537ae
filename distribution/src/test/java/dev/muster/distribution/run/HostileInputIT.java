package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.run.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client sends: refused with a clear status, with nothing of our inside, and unheard. */
class HostileInputIT {
  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
  private static final String TOKEN = "Authorization: Bearer " + Distribution.ADMIN_TOKEN + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String TENANT = "{\"id\":\"smuggled\",\"displayName\":\"Smuggled\"}";

  private static Distribution node;
  private static Child process;

  @BeforeAll
  static void start() {
    node = Distribution.unpack("hostile", Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123"));
    process = node.run();
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  /** Nothing was made, nothing broke, and it serves. */
  @AfterEach
  void unharmed() {
    assertThat(new Management(node).get("/tenants").path("items")).hasSize(1);
    assertThat(process.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    assertThat(node.status("/readyz")).isEqualTo(200);
  }

  /** A request, and what may be answered. */
  record Case(String name, String request, Set<Integer> allowed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, int allowed, String request) {
    return new Case(name, request, Set.of(allowed));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\n" + HOST + TOKEN + "\r\n";
  }

  private static String post(String headers, String body) {
    return "POST /api/v1/tenants HTTP/1.1\r\n" + HOST + TOKEN + JSON + headers + "\r\n" + body;
  }

  static Stream<Case> malformed() {
    String length = "Content-Length: " + TENANT.length() + "\r\n";
    return Stream.of(
        of("no request line", 400, "GARBAGE\r\n\r\n"),
        of("binary", 400, "\u0000\u0001\u0002\u00ff\u00fe\r\n\r\n"),
        of("another version", 505, "GET / HTTP/9.9\r\n" + HOST + "\r\n"),
        of("HTTP/0.9", 505, "GET /\r\n\r\n"),
        of("no host", 400, "GET /api/v1/tenants HTTP/1.1\r\nConnection: close\r\n\r\n"),
        of("two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        of("host with markup", 400, "GET / HTTP/1.1\r\nHost: a b<c>\r\n\r\n"),
        of("another authority", 400, "GET http://evil.example/ HTTP/1.1\r\n" + HOST + "\r\n"),
        of("folded header", 400, "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n"),
        of("space in a header's name", 400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
        of("NUL in a header", 400, "GET / HTTP/1.1\r\n" + HOST + "X-A: a\u0000b\r\n\r\n"),
        of(
            "huge header",
            431,
            "GET / HTTP/1.1\r\n" + HOST + "X-A: " + ofSeventyThousand() + "\r\n\r\n"),
        of("many headers", 431, "GET / HTTP/1.1\r\n" + HOST + "X-A: a\r\n".repeat(5_000) + "\r\n"),
        of("very long path", 414, get("/api/v1/" + ofSeventyThousand())),
        of("NUL in the path", 400, get("/api/v1/ten\u0000ants")),
        of("encoded NUL", 400, get("/api/v1/tenants/default%00")),
        of("no UTF-8 in the path", 400, get("/api/v1/tenants/%ff%fe")),
        of("bare bytes in the path", 400, get("/api/v1/tenants/\u00ff\u00fe")),
        of("broken escape", 400, get("/api/v1/tenants/%zz")),
        of("encoded slash", 400, get("/api/v1/tenants%2fdefault")),
        of("backslash", 400, get("/api\\v1\\tenants")),
        of("dot segments", 400, get("/api/v1/tenants/../tenants")),
        of("encoded dot segments", 400, get("/api/v1/%2e%2e/v1/tenants")),
        of("out of the root", 400, get("/../../etc/passwd")),
        of("path parameter", 400, get("/api/v1/tenants;a=b")),
        of("empty segment", 400, get("//api/v1/tenants")),
        of("method in lower case", 405, "get /api/v1/tenants HTTP/1.1\r\n" + HOST + TOKEN + "\r\n"),
        of("TRACE", 405, "TRACE /api/v1/tenants HTTP/1.1\r\n" + HOST + TOKEN + "\r\n"),
        of("CONNECT", 405, "CONNECT example.com:443 HTTP/1.1\r\n" + HOST + "\r\n"),
        of("two lengths", 400, post(length + "Content-Length: 2\r\n", TENANT)),
        of("negative length", 400, post("Content-Length: -1\r\n", TENANT)),
        of("length and chunks", 400, post(length + "Transfer-Encoding: chunked\r\n", TENANT)),
        of("unknown encoding", 400, post("Transfer-Encoding: gzip, odd\r\n", TENANT)),
        of("chunks without size", 400, post("Transfer-Encoding: chunked\r\n", "ZZ\r\n" + TENANT)),
        of("chunk too large", 400, post("Transfer-Encoding: chunked\r\n", "F".repeat(17) + "\r\n")),
        of("unknown expectation", 417, post(length + "Expect: else\r\n", TENANT)),
        of("no UTF-8 in the body", 400, post("Content-Length: 9\r\n", "{\"a\":\"\u00ff\"}")),
        of("NUL in the body", 400, body("{\"id\":\"smuggled\u0000\",\"displayName\":\"a\"}")),
        of("NUL in a value", 422, body("{\"id\":\"smuggled\\u0000\",\"displayName\":\"a\"}")));
  }

  private static String body(String json) {
    return post("Content-Length: " + json.length() + "\r\n", json);
  }

  private static String ofSeventyThousand() {
    return "a".repeat(70_000);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isRefused(Case hostile) throws IOException {
    Answer answer = RawHttp.ask(node.port(), hostile.request());
    assertThat(hostile.allowed()).as(answer.body()).contains(answer.status());
    assertThat(answer.head() + answer.body())
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("\tat ", "Exception", "dev.muster.core", Distribution.ADMIN_TOKEN)
        .doesNotContain("\r\nserver:");
    assertThat(answer.isProblem() || answer.isPage()).isTrue();
  }

  /** More of a header than is read, behind an address in which there is a code. */
  @Test
  void whatTheServerRefusesByItselfIsInNoLogAndTellsNothingOfTheAddress() throws IOException {
    String code = "a-code-of-somebody";
    long loggedBefore = logged();
    for (int i = 0; i < 20; i++) {
      for (String end : List.of("X-A: a\r\n".repeat(5_000), "X-A : a\r\n")) {
        Answer answer =
            RawHttp.ask(
                node.port(),
                "GET /t/default/login/lark/callback?code=%s&state=%s HTTP/1.1\r\n%s%s\r\n"
                    .formatted(code, "s".repeat(8_000), HOST, end));
        assertThat(answer.status()).isIn(400, 431);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.body()).contains("correlationId").doesNotContain(code, "callback");
        assertThat(answer.head())
            .contains("content-security-policy", "cache-control: no-store", "x-correlation-id")
            .contains("x-content-type-options: nosniff");
      }
    }
    assertThat(process.output()).noneMatch(line -> line.contains(code));
    assertThat(logged() - loggedBefore).isLessThan(5_000);
  }

  @Test
  void aBodyAboveTheLimitIs413HoweverItsLengthIsTold() throws IOException {
    String body = " ".repeat(1_000_001);
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    for (String request :
        List.of(
            post("Content-Length: " + body.length() + "\r\n", body),
            post("Transfer-Encoding: chunked\r\n", chunk))) {
      Answer answer = RawHttp.ask(node.port(), request);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.isProblem()).isTrue();
      assertThat(answer.body()).contains("\"code\":\"too-large\"", "correlationId");
    }
  }

  @Test
  void whatTheHostHeaderSaysIsInNoAddressOfOurs() throws IOException {
    Answer answer =
        RawHttp.ask(
            node.port(),
            "GET /t/default/.well-known/openid-configuration HTTP/1.1\r\n"
                + "Host: evil.example\r\n"
                + "X-Forwarded-Host: evil.example\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains(node.publicUrl().toString()).doesNotContain("evil.example");
  }

  @Test
  void anUnknownAddressIsAPageForPeopleAndAProblemForProgramsOfTheApi() throws IOException {
    String accept = "Accept: text/html\r\n\r\n";
    for (String path : List.of("/nowhere", "/t/default/nowhere", "/t/default/../x")) {
      Answer answer = RawHttp.ask(node.port(), "GET " + path + " HTTP/1.1\r\n" + HOST + accept);
      assertThat(answer.isPage()).as(path).isTrue();
      assertThat(answer.head()).as(path).contains("content-security-policy", "x-correlation-id");
    }
    Answer answer =
        RawHttp.ask(node.port(), "GET /api/v1/nowhere HTTP/1.1\r\n" + HOST + TOKEN + accept);
    assertThat(answer.isProblem()).isTrue();
  }

  /** Each gives a byte now and then; together they must not keep others out, nor stay for ever. */
  @Test
  void manyWhoDawdleKeepNobodyOutAndAreSentAway() throws IOException {
    List<Socket> dawdlers = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(45_000);
        socket
            .getOutputStream()
            .write(post("Content-Length: 100\r\n", "{").getBytes(StandardCharsets.US_ASCII));
        dawdlers.add(socket);
      }
      long before = System.nanoTime();
      assertThat(node.status("/readyz")).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      Socket last = dawdlers.get(dawdlers.size() - 1);
      String answer = new String(last.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).matches("(?s)(HTTP/1.1 (400|408|503) .*)?");
    } finally {
      for (Socket socket : dawdlers) {
        socket.close();
      }
    }
  }

  /** They leave in the middle of something, or never spoke HTTP. */
  @Test
  void fiveHundredThatBreakOffCostNobodyAnything() throws IOException {
    long loggedBefore = logged();
    List<byte[]> beginnings =
        Stream.of(
                "",
                "GET /api/v1/op",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
                "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20),
                post("Content-Length: 100\r\n", "{\"id\""),
                post("Transfer-Encoding: chunked\r\n", "5\r\n{\"i"),
                post("Expect: 100-continue\r\nContent-Length: 100\r\n", ""),
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
                    + "\u00a7".repeat(200),
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004",
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "\u0000".repeat(50))
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    long sent = 0;
    for (int i = 0; i < 500; i++) {
      byte[] beginning = beginnings.get(i % beginnings.size());
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
        // every other one breaks off without a word
        socket.setSoLinger(i % 2 == 0, 0);
        socket.getOutputStream().write(beginning);
        sent += beginning.length;
      }
    }
    assertThat(node.status("/livez")).isEqualTo(200);
    assertThat(logged() - loggedBefore).isLessThanOrEqualTo(2 * sent);
  }

  private static long logged() {
    return process.output().stream().mapToLong(String::length).sum();
  }

  /** An address has 256 connections, and whoever asks from there after that many is answered. */
  @Test
  void oneAddressThatHoldsAllItsConnectionsStillGetsAnAnswer() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));
        idle.add(socket);
      }
      assertThat(node.status("/livez")).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
