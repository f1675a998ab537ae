package dev.muster.distribution.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept alive, for one thread. A client library would cost more
 * processor time than the server that is measured with it.
 */
final class HttpConnection implements Closeable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 20_000;
  private static final int MOST_BODY_BYTES = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String hostHeader;
  private final byte[] line = new byte[16 * 1024];

  /** What came back; {@code location} and {@code body} are empty where there is none. */
  record Answer(int status, String location, List<String> cookies, String body) {}

  HttpConnection(int port) throws IOException {
    this(port, InetAddress.getLoopbackAddress());
  }

  /** From an address of the loopback network. */
  HttpConnection(int port, InetAddress from) throws IOException {
    this.socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(READ_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
    this.hostHeader = "localhost:" + port;
  }

  Answer get(String target, String cookies) throws IOException {
    StringBuilder head = head("GET", target);
    if (!cookies.isEmpty()) {
      head.append("Cookie: ").append(cookies).append("\r\n");
    }
    return exchange(head.append("\r\n").toString());
  }

  Answer post(String target, String authorization, String form) throws IOException {
    return post(target, "", authorization, form);
  }

  /** With further header lines, each with its end. */
  Answer post(String target, String headers, String authorization, String form) throws IOException {
    StringBuilder head = head("POST", target).append(headers);
    if (!authorization.isEmpty()) {
      head.append("Authorization: ").append(authorization).append("\r\n");
    }
    head.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ");
    return exchange(head.append(form.length()).append("\r\n\r\n").append(form).toString());
  }

  private StringBuilder head(String method, String target) {
    return new StringBuilder(512)
        .append(method)
        .append(' ')
        .append(target)
        .append(" HTTP/1.1\r\nHost: ")
        .append(hostHeader)
        .append("\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) load\r\nAccept: */*\r\n");
  }

  /** Sends a whole request as it is. */
  Answer exchange(String request) throws IOException {
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    int status = Integer.parseInt(readLine().substring(9, 12));
    String location = "";
    List<String> cookies = new ArrayList<>(2);
    int length = 0;
    boolean chunked = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      switch (name) {
        case "location" -> location = header.substring(colon + 1).strip();
        case "set-cookie" -> cookies.add(header.substring(colon + 1).strip());
        case "content-length" -> length = Integer.parseInt(header.substring(colon + 1).strip());
        case "transfer-encoding" -> chunked = true;
        default -> {}
      }
    }
    String body = chunked ? readChunks() : readBody(status == 204 || status == 304 ? 0 : length);
    return new Answer(status, location, cookies, body);
  }

  private String readBody(int length) throws IOException {
    if (length > MOST_BODY_BYTES) {
      throw new IOException("a body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private String readChunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(readLine(), 16);
      if (all.size() + size > MOST_BODY_BYTES) {
        throw new IOException("a body of more than " + MOST_BODY_BYTES + " bytes");
      }
      all.write(in.readNBytes(size));
      readLine();
      if (size == 0) {
        return all.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (length == line.length) {
        throw new IOException("a header line of more than " + length + " bytes");
      }
      line[length++] = (byte) next;
    }
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
