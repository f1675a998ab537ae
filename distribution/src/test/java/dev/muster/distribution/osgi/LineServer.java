package dev.muster.distribution.osgi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A mail server that takes one mail. */
final class LineServer implements AutoCloseable {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;

  /**
   * Listens.
   *
   * @param answers a line for each line that comes, or the empty text for none
   */
  LineServer(UnaryOperator<String> answers) throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> talk(answers), "line-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  private void talk(UnaryOperator<String> answers) {
    try (Socket connection = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = connection.getOutputStream()) {
      out.write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        String answer = answers.apply(line);
        if (!answer.isEmpty() && (!data || line.equals("."))) {
          out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
        data = line.equals("DATA") || (data && !line.equals("."));
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
