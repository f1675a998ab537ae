package dev.muster.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A mail server that says what a test wants, for one connection. */
final class ScriptedServer implements AutoCloseable {
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final UnaryOperator<String> answers;

  /**
   * Listens.
   *
   * @param answers a line for each line that comes, the first for none; the empty text for silence
   */
  ScriptedServer(UnaryOperator<String> answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::talk, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void talk() {
    try (Socket connection = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = connection.getOutputStream()) {
      for (String line = ""; line != null; line = in.readLine()) {
        heard.add(line);
        String answer = answers.apply(line);
        if (!answer.isEmpty()) {
          out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
      }
    } catch (IOException e) {
      heard.add("(closed)");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
