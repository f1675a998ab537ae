package dev.muster.distribution.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes to the listener and what comes back until it closes, with nothing in between. */
final class RawHttp {
  /** A refused CONNECT leaves the connection open until it is idle for too long. */
  private static final int READ_MILLIS = 5_000;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status the status, 0 where the connection was just closed
   * @param head the header, in lower case
   * @param body the body
   */
  record Answer(int status, String head, String body) {
    boolean isProblem() {
      return head.contains("content-type: application/problem+json");
    }

    boolean isPage() {
      return head.contains("content-type: text/html");
    }
  }

  /** Sends ISO 8859-1, so that a character is a byte. */
  static Answer ask(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_MILLIS);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getInputStream().transferTo(answer);
      } catch (SocketException | SocketTimeoutException e) {
        // closed in our face or left open, perhaps after an answer
      }
      return parsed(answer.toString(StandardCharsets.ISO_8859_1));
    }
  }

  private static Answer parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.") || end < 0) {
      return new Answer(0, "", text);
    }
    return new Answer(
        Integer.parseInt(text.substring(9, 12)),
        text.substring(0, end).toLowerCase(Locale.ROOT),
        text.substring(end + 4));
  }
}
