package dev.muster.core.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.outgoing.OutgoingException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutgoingCallsTest extends CallsToAServer {
  @Test
  void connectsToTheAddressThatWasJudgedAndSaysWhichHostItMeans() throws Exception {
    answer(OK);

    OutgoingAnswer answer =
        calls(true)
            .send(
                OutgoingCall.get(at("App.Example.com", "/a%20b?c=d%26"), "application/json", SMALL),
                ample());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("ok");
    assertThat(answer.header("content-length")).contains("2");
    assertThat(lookedUp).containsExactly("app.example.com");
    assertThat(received.take())
        .startsWith("GET /a%20b?c=d%26 HTTP/1.1\r\n")
        .contains("Host: App.Example.com:" + server.getLocalPort() + "\r\n")
        .contains("Accept: application/json\r\n")
        .doesNotContain("Upgrade", "Cookie", "Accept-Encoding");
  }

  @Test
  void postsAFormAndReadsNoBodyOfTheAnswer() throws Exception {
    answer("HTTP/1.1 204 No Content\r\n\r\n" + "x".repeat(100_000));

    OutgoingAnswer answer =
        calls(true)
            .send(OutgoingCall.post(at("app.example.com", ""), Map.of("a", "b c&d")), ample());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(received.take())
        .startsWith("POST / HTTP/1.1\r\n")
        .contains("Content-Type: application/x-www-form-urlencoded\r\n")
        .endsWith("\r\n\r\na=b+c%26d");
  }

  @Test
  void triesTheNextAddressWhereOneIsNotReached() throws Exception {
    answer(OK);
    InetAddress nobody = InetAddress.getByName("127.77.77.77");
    OutgoingCalls calls =
        calls(
            Destinations.of(
                true, host -> new InetAddress[] {nobody, InetAddress.getLoopbackAddress()}),
            (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertThat(calls.send(get(), ample()).status()).isEqualTo(200);
  }

  @Test
  void connectsToNoAddressThatIsPrivate() {
    answer(OK);
    URI secure = URI.create("https://app.example.com:" + server.getLocalPort() + "/");

    assertFails(calls(false), OutgoingCall.get(secure, "*/*", SMALL), ample(), Reason.ADDRESS);

    assertThat(lookedUp).containsExactly("app.example.com");
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://app.example.com/", "ftp://app.example.com/"})
  void goesNowhereWithoutTls(String address) {
    assertFails(
        calls(false), OutgoingCall.get(URI.create(address), "*/*", SMALL), ample(), Reason.ADDRESS);

    assertThat(lookedUp).isEmpty();
  }

  @Test
  void saysThatANameIsNotKnown() {
    Destinations nowhere =
        Destinations.of(
            true,
            host -> {
              throw new UnknownHostException(host);
            });

    assertFails(
        calls(nowhere, (SSLSocketFactory) SSLSocketFactory.getDefault()),
        get(),
        ample(),
        Reason.UNREACHABLE);
  }

  @Test
  void followsNoRedirect() throws Exception {
    answer(
        "HTTP/1.1 302 Found\r\nLocation: "
            + at("127.0.0.1", "/y")
            + "\r\nContent-Length: 0\r\n\r\n");

    OutgoingAnswer answer = calls(true).send(get(), ample());

    assertThat(answer.status()).isEqualTo(302);
    assertThat(received).hasSize(1);
  }

  @Test
  void readsChunks() throws Exception {
    answer(
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            + "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            + "2;x=y\r\nde\r\n0\r\nX: y\r\n\r\n");

    assertThat(calls(true).send(get(), ample()).body()).asString().isEqualTo("abcde");
  }

  @Test
  void readsToTheEndOfTheConnection() throws Exception {
    answer("HTTP/1.0 200 OK\r\n\r\nall of it");

    assertThat(calls(true).send(get(), ample()).body()).asString().isEqualTo("all of it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-x\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\nabcdefghijklmnopqrstu",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\nabcdefghijklmnopqrstu\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nabcdefghijklmnopqrstu"
      })
  void refusesAnAnswerThatIsNoneOrTooLarge(String text) {
    answer(text);

    assertFails(calls(true), get(), ample(), Reason.ANSWER);
  }

  @Test
  void refusesHeadersWithoutEnd() {
    answer("HTTP/1.1 200 OK\r\n" + "X-A: b\r\n".repeat(3000));

    assertFails(calls(true), get(), ample(), Reason.ANSWER);
  }

  @Test
  void readsNothingOfAnAnswerOfWhichOnlyTheStatusMatters() throws Exception {
    serve(
        socket -> {
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (!end.await(20, TimeUnit.MILLISECONDS)) {
            socket.getOutputStream().write('x');
          }
        });

    OutgoingAnswer answer =
        calls(true).send(OutgoingCall.post(at("app.example.com", "/"), Map.of("a", "b")), ample());

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void endsByTheDeadlineWhereNothingIsAnswered() {
    serve(socket -> end.await(1, TimeUnit.MINUTES));

    assertFails(calls(true), get(), soon(), Reason.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n"})
  void endsByTheDeadlineWhereAnAnswerDrips(String beginning) {
    serve(
        socket -> {
          socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
          while (!end.await(20, TimeUnit.MILLISECONDS)) {
            socket.getOutputStream().write('x');
          }
        });

    assertFails(
        calls(true),
        OutgoingCall.get(at("app.example.com", "/"), "*/*", 1_000_000),
        soon(),
        Reason.TIMEOUT);
  }

  @Test
  void endsByTheDeadlineWhereTheNameServerHangsAndMakesFewAtATime() {
    Destinations hanging =
        Destinations.of(
            true,
            host -> {
              boolean over = false;
              while (!over) {
                try {
                  over = end.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                  lookedUp.add("a name server heeds no interrupt");
                }
              }
              throw new UnknownHostException(host);
            });
    OutgoingCalls calls = calls(hanging, (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertFails(calls, get(), soon(), Reason.TIMEOUT);
    assertFails(calls, get(), soon(), Reason.TIMEOUT);
    assertFails(calls, get(), soon(), Reason.BUSY);
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    OutgoingCall call = get();
    server.close();

    assertFails(calls(true), call, ample(), Reason.UNREACHABLE);
  }

  @Test
  void provesTheHostsNameByTls(@TempDir Path folder) throws Exception {
    SSLContext context = listenWithTls(folder);
    answer(OK);
    Destinations here =
        Destinations.of(true, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    OutgoingCalls trusting = calls(here, context.getSocketFactory());
    OutgoingCalls usual = calls(here, (SSLSocketFactory) SSLSocketFactory.getDefault());
    String port = ":" + server.getLocalPort() + "/";
    OutgoingCall right =
        OutgoingCall.get(URI.create("https://app.example.com" + port), "*/*", SMALL);
    OutgoingCall other =
        OutgoingCall.get(URI.create("https://other.example.com" + port), "*/*", SMALL);

    assertThat(trusting.send(right, ample()).status()).isEqualTo(200);
    assertFails(trusting, other, ample(), Reason.TLS);
    assertFails(usual, right, ample(), Reason.TLS);
  }

  @Test
  void speaksNoTlsWithAServerThatDoesNot() {
    answer(OK);
    URI secure = URI.create("https://app.example.com:" + server.getLocalPort() + "/");

    assertThatThrownBy(() -> calls(true).send(OutgoingCall.get(secure, "*/*", SMALL), soon()))
        .isInstanceOf(OutgoingException.class);
  }

  @Test
  void saysNothingOfWhatIsSent() {
    OutgoingCall call =
        OutgoingCall.post(
            URI.create("https://a.example/p?secret=1"), Map.of("logout_token", "secret"));

    assertThat(call).hasToString("POST https://a.example/p");
  }
}
