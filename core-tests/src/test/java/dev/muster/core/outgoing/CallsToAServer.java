package dev.muster.core.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.muster.core.outgoing.OutgoingException.Reason;
import dev.muster.spi.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server on this machine, and calls to it. */
abstract class CallsToAServer {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final int SMALL = 20;

  private final List<AutoCloseable> open = new ArrayList<>();
  final List<String> lookedUp = new ArrayList<>();
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final AtomicInteger connections = new AtomicInteger();
  final CountDownLatch end = new CountDownLatch(1);
  ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    end.countDown();
    server.close();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** What a server does with a connection. */
  interface Manner {
    void serve(Socket socket) throws Exception;
  }

  void serve(Manner manner) {
    ServerSocket listening = server;
    start(
        () -> {
          while (!listening.isClosed()) {
            try {
              Socket socket = listening.accept();
              connections.incrementAndGet();
              start(() -> serve(socket, manner));
            } catch (IOException e) {
              received.add(e.getClass().getSimpleName());
            }
          }
        });
  }

  private void serve(Socket accepted, Manner manner) {
    try (Socket socket = accepted) {
      received.add(read(socket));
      manner.serve(socket);
    } catch (Exception e) {
      received.add(e.getClass().getSimpleName());
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  void answer(String text) {
    serve(socket -> socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Answers for as long as it is asked on a connection. */
  void answerAgain(String text) {
    serve(
        socket -> {
          do {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
          } while (!read(socket).isEmpty());
        });
  }

  private static String read(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    int length = text.indexOf("Content-Length: ");
    if (length >= 0) {
      int size = Integer.parseInt(text.substring(length + 16, text.indexOf("\r\n", length)));
      text.append(
          new String(socket.getInputStream().readNBytes(size), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  URI at(String host, String path) {
    return URI.create("http://" + host + ":" + server.getLocalPort() + path);
  }

  OutgoingCalls calls(boolean privateToo) {
    return calls(
        Destinations.of(
            privateToo,
            host -> {
              lookedUp.add(host);
              return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }),
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  OutgoingCalls calls(Destinations destinations, SSLSocketFactory tls) {
    OutgoingCalls calls = OutgoingCalls.of(destinations, tls, 2);
    open.add(calls);
    return calls;
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofMillis(300));
  }

  static Deadline ample() {
    return Deadline.in(Duration.ofMinutes(1));
  }

  static void assertFails(
      OutgoingCalls calls, OutgoingCall call, Deadline deadline, Reason reason) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> calls.send(call, deadline))
        .asInstanceOf(type(OutgoingException.class))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason))
        .satisfies(failure -> assertThat(failure).hasNoCause().message().endsWith("."));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  OutgoingCall get() {
    return OutgoingCall.get(at("app.example.com", "/x"), "application/json", SMALL);
  }

  SSLContext listenWithTls(Path folder) throws Exception {
    SSLContext context = TestCertificate.of(folder, "app.example.com");
    server.close();
    server =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return context;
  }
}
