package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The core's jar holds all of the HTTP client that a call needs. */
@InFramework
class OutgoingIT {
  private static final String PACKAGE = "dev.muster.core.outgoing.";

  @Test
  void theCoreCallsWithTheClientInItsJar(BundleContext context) throws Exception {
    Bundle core =
        Arrays.stream(context.getBundles())
            .filter(bundle -> "dev.muster.core".equals(bundle.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    Class<?> destinations = core.loadClass(PACKAGE + "Destinations");
    Class<?> calls = core.loadClass(PACKAGE + "OutgoingCalls");
    Class<?> call = core.loadClass(PACKAGE + "OutgoingCall");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      answerOnce(server);
      URI there = URI.create("http://localhost:" + server.getLocalPort() + "/keys");
      Object get = made(call, "get", URI.class, there, String.class, "*/*", int.class, 10);
      Object anywhere = made(destinations, "of", boolean.class, true);
      try (AutoCloseable client =
          (AutoCloseable)
              made(
                  calls,
                  "of",
                  destinations,
                  anywhere,
                  SSLSocketFactory.class,
                  SSLSocketFactory.getDefault(),
                  int.class,
                  1)) {

        Object answer =
            calls
                .getMethod("send", call, Deadline.class)
                .invoke(client, get, Deadline.in(Duration.ofMinutes(1)));

        assertThat(answer).hasToString("HTTP 200, 2 bytes");
      }
    }
  }

  private static void answerOnce(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                            .getBytes(StandardCharsets.US_ASCII));
                while (socket.getInputStream().read() >= 0) {
                  // the client closes when it is closed
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Calls a static method of the core's own, with a type and a value for each parameter. */
  private static Object made(Class<?> type, String name, Object... typesAndValues)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[typesAndValues.length / 2];
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = (Class<?>) typesAndValues[2 * i];
      values[i] = typesAndValues[2 * i + 1];
    }
    Method method = type.getDeclaredMethod(name, types);
    method.setAccessible(true);
    return method.invoke(null, values);
  }
}
