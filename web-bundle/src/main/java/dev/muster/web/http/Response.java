package dev.muster.web.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, complete.
 *
 * @param status the HTTP status
 * @param headers all but the content type, and those that every answer has
 * @param contentType what the body is, or the empty string without a body
 * @param body the body; nobody changes it
 * @param gzip the body compressed, where that may be sent; null where it may not
 * @param rest what follows the body, piece by piece as the other side takes it; null where nothing
 *     does. Used once, by one thread at a time; where it throws, the connection is broken off
 */
public record Response(
    int status,
    List<Header> headers,
    String contentType,
    byte[] body,
    @Nullable Gzip gzip,
    @Nullable Iterator<byte[]> rest) {
  /** Of pages. */
  public static final String HTML = "text/html;charset=utf-8";

  /** Of answers of the API. */
  public static final String JSON = "application/json";

  /** What stands in an entity tag before the coding. */
  public static final char TAG_SEPARATOR = '-';

  private static final byte[] NOTHING = {};

  /**
   * A line of the header.
   *
   * @param name its name
   * @param value its value
   */
  public record Header(String name, String value) {
    /** Validates: a line break would begin another header, and what is not ASCII has no meaning. */
    public Header {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c < ' ' || c >= 0x7f) {
          throw new IllegalArgumentException("A character that no header may hold, in " + name);
        }
      }
    }
  }

  /** Copies the headers. */
  public Response {
    headers = List.copyOf(headers);
  }

  /**
   * An answer that is never compressed.
   *
   * @param status the HTTP status
   * @param headers all but the content type, and those that every answer has
   * @param contentType what the body is, or the empty string without a body
   * @param body the body; nobody changes it
   */
  public Response(int status, List<Header> headers, String contentType, byte[] body) {
    this(status, headers, contentType, body, null, null);
  }

  /**
   * An answer that is too large for memory, and is never compressed.
   *
   * @param contentType what it is
   * @param pieces its pieces, each made when the other side takes it
   * @return the answer
   */
  public static Response inPieces(String contentType, Iterator<byte[]> pieces) {
    byte[] first = pieces.hasNext() ? pieces.next() : NOTHING;
    return new Response(200, List.of(), contentType, first, null, pieces.hasNext() ? pieces : null);
  }

  /**
   * An answer without a body.
   *
   * @param status the HTTP status
   * @return the answer
   */
  public static Response empty(int status) {
    return new Response(status, List.of(), "", NOTHING);
  }

  /**
   * An answer as JSON.
   *
   * @param status the HTTP status
   * @param value what is written
   * @return the answer
   */
  public static Response json(int status, Object value) {
    return new Response(status, List.of(), JSON, Json.write(value));
  }

  /**
   * An answer as text.
   *
   * @param status the HTTP status
   * @param contentType what kind of text
   * @param text the text
   * @return the answer
   */
  public static Response text(int status, String contentType, String text) {
    return new Response(status, List.of(), contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a browser on with {@code GET} (RFC 9110, section 15.4.4).
   *
   * @param location where to
   * @return the answer
   */
  public static Response seeOther(URI location) {
    return empty(303).with("Location", location.toASCIIString());
  }

  /**
   * The same with a line of the header more.
   *
   * @param name its name
   * @param value its value
   * @return a changed copy
   */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers.size() + 1);
    more.addAll(headers);
    more.add(new Header(name, value));
    return withHeaders(more);
  }

  /**
   * The same as one that is in the language that the request asked for.
   *
   * @param language in which its texts are
   * @return a changed copy
   */
  public Response in(Language language) {
    return with("Content-Language", language.tag()).with("Vary", "Accept-Language");
  }

  /**
   * The same with other lines of the header.
   *
   * @param lines all of them
   * @return a changed copy
   */
  Response withHeaders(List<Header> lines) {
    return new Response(status, lines, contentType, body, gzip, rest);
  }

  /**
   * The same, which is compressed where the other side takes it. Not for an answer that has a
   * secret (a token, a client's secret, a state) in it: its size would tell the secret to whoever
   * chooses something else in the answer, try by try. One that is kept is compressed once.
   *
   * @return a changed copy
   */
  public Response compressible() {
    return rest == null
        ? new Response(status, headers, contentType, body, new Gzip(body), null)
        : this;
  }

  /**
   * The same under a coding; another representation has another entity tag.
   *
   * @param coding as in {@code Content-Encoding}
   * @param encoded the body under it; nobody changes it
   * @return a changed copy
   */
  public Response encoded(String coding, byte[] encoded) {
    List<Header> lines = new ArrayList<>(headers.size() + 1);
    for (Header header : headers) {
      boolean tag = header.name().equals("ETag");
      lines.add(tag ? new Header("ETag", coded(header.value(), coding)) : header);
    }
    lines.add(new Header("Content-Encoding", coding));
    return new Response(status, lines, contentType, encoded);
  }

  /**
   * The same, which sets a cookie too.
   *
   * @param cookie the cookie
   * @return a changed copy
   */
  public Response with(SetCookie cookie) {
    return with("Set-Cookie", cookie.header());
  }

  private static String coded(String tag, String coding) {
    return tag.substring(0, tag.length() - 1) + TAG_SEPARATOR + coding + "\"";
  }

  /**
   * The same under another content type.
   *
   * @param type the content type
   * @return a changed copy
   */
  public Response withContentType(String type) {
    return new Response(status, headers, type, body, gzip, rest);
  }

  /**
   * Whether a line of the header is there.
   *
   * @param name its name, in any case
   * @return true if so
   */
  public boolean has(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "Response[" + status + " " + contentType + ", " + body.length + " bytes]";
  }
}
