package dev.muster.core.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.outgoing.OutgoingException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which connections are used again. */
final class OutgoingConnectionsTest extends CallsToAServer {
  @Test
  void usesAConnectionAgain(@TempDir Path folder) throws Exception {
    SSLContext context = listenWithTls(folder);
    answerAgain(OK);
    OutgoingCalls calls =
        calls(
            Destinations.of(true, host -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
            context.getSocketFactory());
    OutgoingCall call =
        OutgoingCall.get(
            URI.create("https://app.example.com:" + server.getLocalPort() + "/"), "*/*", SMALL);

    for (int i = 0; i < 3; i++) {
      assertThat(calls.send(call, ample()).body()).asString().isEqualTo("ok");
    }

    assertThat(connections).hasValue(1);
  }

  @Test
  void judgesANameAtEachCallAndUsesNoConnectionToWhereItLedBefore() throws Exception {
    answerAgain(OK);
    AtomicReference<InetAddress> leadsTo = new AtomicReference<>(InetAddress.getLoopbackAddress());
    OutgoingCalls calls =
        calls(
            Destinations.of(
                true,
                host -> {
                  InetAddress address = leadsTo.get();
                  if (address.isLinkLocalAddress()) {
                    throw new Destinations.Private(host);
                  }
                  return new InetAddress[] {address};
                }),
            (SSLSocketFactory) SSLSocketFactory.getDefault());
    assertThat(calls.send(get(), ample()).status()).isEqualTo(200);

    leadsTo.set(InetAddress.getByName("127.77.77.77"));
    assertFails(calls, get(), ample(), Reason.UNREACHABLE);

    leadsTo.set(InetAddress.getByName("169.254.169.254"));
    assertFails(calls, get(), ample(), Reason.ADDRESS);

    assertThat(received).hasSize(1);
  }

  @Test
  void usesNoConnectionForAnotherUriOfTheSameHost() throws Exception {
    answerAgain(OK);
    OutgoingCalls calls = calls(true);

    assertThat(calls.send(get(), ample()).status()).isEqualTo(200);
    assertThat(
            calls
                .send(OutgoingCall.get(at("app.example.com", "/y"), "*/*", SMALL), ample())
                .status())
        .isEqualTo(200);

    assertThat(connections).hasValue(2);
  }

  @Test
  void usesNoConnectionOfAnAnswerThatIsNotRead() throws Exception {
    answerAgain(OK);
    OutgoingCalls calls = calls(true);
    OutgoingCall call = OutgoingCall.post(at("app.example.com", "/"), Map.of("a", "b"));

    assertThat(calls.send(call, ample()).body()).isEmpty();
    assertThat(calls.send(call, ample()).body()).isEmpty();

    assertThat(connections).hasValue(2);
  }

  @Test
  void connectsAnewWhereTheOtherSideHasClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    serve(
        socket -> {
          socket.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
          socket.close();
          closed.countDown();
        });
    OutgoingCalls calls = calls(true);
    assertThat(calls.send(get(), ample()).status()).isEqualTo(200);
    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(calls.send(get(), ample()).status()).isEqualTo(200);

    assertThat(connections).hasValue(2);
  }
}
