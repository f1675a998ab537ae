package dev.muster.distribution.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback address. */
public final class Ports {
  /**
   * Below those that systems give to whoever asks for any: a process gets its port seconds later,
   * and again after each time it was stopped, and none of the many calls and servers of that time
   * may be given it.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_000;

  /** Virtual machines beside this one have ids near its own, and begin far from where it does. */
  private static final AtomicInteger TURN =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 1_511 % COUNT));

  private Ports() {}

  /**
   * A port that nobody listened on a moment ago, and another one each time.
   *
   * @return the port
   */
  public static int free() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + TURN.getAndIncrement() % COUNT;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // somebody listens there
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new AssertionError("No port is free");
  }
}
