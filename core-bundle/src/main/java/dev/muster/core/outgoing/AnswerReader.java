package dev.muster.core.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the one answer of a connection that ends with it (RFC 9112). Strict: of two ways to read an
 * answer it takes none.
 */
final class AnswerReader {
  /** Of the lines before, between and after bodies. */
  private static final int MAX_LINES_BYTES = 16 * 1024;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");
  private static final int HEX = 16;

  private final InputStream in;
  private int linesLeft = MAX_LINES_BYTES;

  private AnswerReader(InputStream in) {
    this.in = in;
  }

  /** It is no answer that may be read. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes it. The message is a clause for an administrator. */
    Unreadable(String what) {
      super(what);
    }
  }

  /**
   * Reads an answer.
   *
   * @param in what the other side sends
   * @param maxBytes how large the body may be; 0 to read none
   * @return the answer
   * @throws Unreadable if it is not HTTP, ends too early, or is too large
   * @throws IOException if the connection breaks
   */
  static OutgoingAnswer read(InputStream in, int maxBytes) throws IOException {
    return new AnswerReader(in).read(maxBytes);
  }

  private OutgoingAnswer read(int maxBytes) throws IOException {
    int status;
    Map<String, List<String>> headers;
    do {
      Matcher line = STATUS.matcher(line());
      if (!line.matches()) {
        throw new Unreadable("does not answer in HTTP/1.1");
      }
      status = Integer.parseInt(line.group(1));
      headers = headers();
    } while (status < 200);
    byte[] body =
        maxBytes == 0 || status == 204 || status == 304 ? new byte[0] : body(headers, maxBytes);
    return new OutgoingAnswer(status, headers, body);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String text = line(); !text.isEmpty(); text = line()) {
      Matcher header = HEADER.matcher(text);
      if (!header.matches()) {
        throw new Unreadable("sends a header that is none");
      }
      headers
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.group(2));
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers, int maxBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<String> coding = headers.getOrDefault("transfer-encoding", List.of());
    List<String> length = headers.getOrDefault("content-length", List.of());
    if (!coding.isEmpty()) {
      if (!length.isEmpty() || coding.size() > 1 || !coding.get(0).equalsIgnoreCase("chunked")) {
        throw new Unreadable("sends a body whose end is not clear");
      }
      chunks(body, maxBytes);
    } else if (!length.isEmpty()) {
      if (length.size() > 1 || !LENGTH.matcher(length.get(0)).matches()) {
        throw new Unreadable("sends a body whose end is not clear");
      }
      copy(body, Long.parseLong(length.get(0)), maxBytes);
    } else {
      body.writeBytes(in.readNBytes(maxBytes + 1));
      bound(body.size(), maxBytes);
    }
    return body.toByteArray();
  }

  private void chunks(ByteArrayOutputStream body, int maxBytes) throws IOException {
    while (true) {
      Matcher line = CHUNK.matcher(line());
      if (!line.matches()) {
        throw new Unreadable("sends a body whose end is not clear");
      }
      long size = Long.parseLong(line.group(1), HEX);
      if (size == 0) {
        var unused = headers();
        return;
      }
      copy(body, size, maxBytes);
      if (!line().isEmpty()) {
        throw new Unreadable("sends a body whose end is not clear");
      }
    }
  }

  private void copy(ByteArrayOutputStream body, long size, int maxBytes) throws IOException {
    bound(body.size() + size, maxBytes);
    byte[] read = in.readNBytes((int) size);
    if (read.length < size) {
      throw new Unreadable("breaks its answer off");
    }
    body.writeBytes(read);
  }

  private static void bound(long size, int maxBytes) throws Unreadable {
    if (size > maxBytes) {
      throw new Unreadable("answers with more than " + maxBytes + " bytes");
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new Unreadable("breaks its answer off");
      }
      if (--linesLeft < 0) {
        throw new Unreadable("answers with headers that are too large");
      }
      line.write(next);
    }
    linesLeft--;
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
