package dev.muster.distribution.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Many connections that take what is the server's, and one thread for all of them. */
final class SlowConnections {
  private static final long TICK = TimeUnit.SECONDS.toNanos(1);
  private static final int RECEIVE_BUFFER = 4_096;
  private static final int PIPELINED = 100;

  private final AttackRun run;
  private final SocketChannel[] channels;
  private final boolean[] begun;
  private final byte[] first;
  private final byte[] more;
  private final boolean reads;
  private final ByteBuffer scratch = ByteBuffer.allocate(4_096);

  private SlowConnections(AttackRun run, int count, String first, String more, boolean reads) {
    this.run = run;
    this.channels = new SocketChannel[count];
    this.begun = new boolean[count];
    this.first = first.getBytes(StandardCharsets.ISO_8859_1);
    this.more = more.getBytes(StandardCharsets.ISO_8859_1);
    this.reads = reads;
  }

  /** Asks again and again for the largest document there is, and reads nothing. */
  static void unread(AttackRun run) {
    String request = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    new SlowConnections(run, 500, request.repeat(PIPELINED), request, false).run();
  }

  /** Requests whose headers never end. */
  static void drip(AttackRun run) {
    String begin = "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Drip: ";
    new SlowConnections(run, 2_000, begin, "a", true).run();
  }

  private void run() {
    for (long tick = 0; run.goesOn(); tick = Math.max(tick, run.nanosSinceStart() / TICK) + 1) {
      run.await(tick * TICK);
      for (int i = 0; i < channels.length && run.goesOn(); i++) {
        try {
          step(i);
        } catch (IOException e) {
          run.broke();
          drop(i);
        }
      }
    }
    for (int i = 0; i < channels.length; i++) {
      drop(i);
    }
  }

  private void step(int i) throws IOException {
    SocketChannel channel = channels[i];
    if (channel == null) {
      channel = SocketChannel.open();
      channels[i] = channel;
      begun[i] = false;
      run.tried();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(run.source(i), 0));
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), run.port()));
    }
    if (!channel.isConnected() && !channel.finishConnect()) {
      return;
    }
    if (reads) {
      read(channel);
    }
    run.sent(channel.write(ByteBuffer.wrap(begun[i] ? more : first)));
    begun[i] = true;
  }

  private void read(SocketChannel channel) throws IOException {
    scratch.clear();
    int length = channel.read(scratch);
    if (length < 0) {
      throw new IOException("closed");
    }
    if (length >= 12) {
      String status = new String(scratch.array(), 9, 3, StandardCharsets.ISO_8859_1);
      run.answered(Integer.parseInt(status));
    }
  }

  private void drop(int i) {
    try {
      if (channels[i] != null) {
        channels[i].close();
      }
    } catch (IOException e) {
      // it is gone all the same
    }
    channels[i] = null;
  }
}
