package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a platform. Immutable; the {@code with} methods make changed copies. What is secret
 * in it stays out of logs: every query parameter's and header's value, and the body.
 */
public final class HttpCall {
  /** The largest answer that is read unless a call says otherwise, in bytes. */
  public static final int DEFAULT_MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private final String method;
  private final URI uri;
  private final List<Map.Entry<String, String>> query;
  private final Map<String, String> headers;
  private final Optional<byte[]> body;
  private final boolean idempotent;
  private final String quota;
  private final int maxAnswerBytes;

  private HttpCall(
      String method,
      URI uri,
      List<Map.Entry<String, String>> query,
      Map<String, String> headers,
      Optional<byte[]> body,
      boolean idempotent,
      String quota,
      int maxAnswerBytes) {
    this.method = method;
    this.uri = uri;
    this.query = Collections.unmodifiableList(query);
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
    this.idempotent = idempotent;
    this.quota = quota;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  /**
   * A GET, sent again when the connection fails.
   *
   * @param base the platform's base address, with or without a slash at its end
   * @param path the path below it, beginning with a slash, without secrets: it names the call in
   *     logs, metrics and budgets
   * @return the call
   */
  public static HttpCall get(URI base, String path) {
    return new HttpCall(
        "GET",
        join(base, path),
        List.of(),
        Map.of(),
        Optional.empty(),
        true,
        path,
        DEFAULT_MAX_ANSWER_BYTES);
  }

  /**
   * A POST of JSON, sent once.
   *
   * @param base the platform's base address, with or without a slash at its end
   * @param path the path below it, beginning with a slash, without secrets: it names the call in
   *     logs, metrics and budgets
   * @param json the body in UTF-8, handed over
   * @return the call
   */
  public static HttpCall postJson(URI base, String path, byte[] json) {
    return new HttpCall(
            "POST",
            join(base, path),
            List.of(),
            Map.of(),
            Optional.of(json),
            false,
            path,
            DEFAULT_MAX_ANSWER_BYTES)
        .withHeader("Content-Type", "application/json; charset=utf-8");
  }

  /**
   * The same by another method, such as {@code PUT} or {@code DELETE}.
   *
   * @param name the method
   * @return a changed copy
   */
  public HttpCall withMethod(String name) {
    return new HttpCall(name, uri, query, headers, body, idempotent, quota, maxAnswerBytes);
  }

  /**
   * The same with one more query parameter.
   *
   * @param name its name
   * @param value its value, not encoded
   * @return a changed copy
   */
  public HttpCall withQuery(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(query);
    more.add(Map.entry(name, value));
    return new HttpCall(method, uri, more, headers, body, idempotent, quota, maxAnswerBytes);
  }

  /**
   * The same with one more query parameter.
   *
   * @param name its name
   * @param value its value, not encoded
   * @return a changed copy
   */
  public HttpCall withQuery(String name, Secret value) {
    return withQuery(name, value.reveal());
  }

  /**
   * The same with a header set.
   *
   * @param name its name
   * @param value its value
   * @return a changed copy
   */
  public HttpCall withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, uri, query, more, body, idempotent, quota, maxAnswerBytes);
  }

  /**
   * The same, to be sent again when the connection fails, or once only.
   *
   * @param again whether doing it twice is the same as doing it once
   * @return a changed copy
   */
  public HttpCall withIdempotent(boolean again) {
    return new HttpCall(method, uri, query, headers, body, again, quota, maxAnswerBytes);
  }

  /**
   * The same, counted in another budget than that of its path. How large it is says {@link
   * PlatformDescriptor#callsPerMinute}.
   *
   * @param name the budget's name
   * @return a changed copy
   */
  public HttpCall withQuota(String name) {
    return new HttpCall(method, uri, query, headers, body, idempotent, name, maxAnswerBytes);
  }

  /**
   * The same with another limit on the answer.
   *
   * @param bytes the largest answer that is read
   * @return a changed copy
   */
  public HttpCall withMaxAnswerBytes(int bytes) {
    return new HttpCall(method, uri, query, headers, body, idempotent, quota, bytes);
  }

  /**
   * The HTTP method.
   *
   * @return the method, upper case
   */
  public String method() {
    return method;
  }

  /**
   * The address without its query: what logs may show.
   *
   * @return the address
   */
  public URI uri() {
    return uri;
  }

  /**
   * The address with its query, for the one who sends it.
   *
   * @return the address, encoded
   */
  public URI uriWithQuery() {
    if (query.isEmpty()) {
      return uri;
    }
    StringBuilder text = new StringBuilder(uri.toString());
    char separator = '?';
    for (Map.Entry<String, String> parameter : query) {
      text.append(separator)
          .append(encode(parameter.getKey()))
          .append('=')
          .append(encode(parameter.getValue()));
      separator = '&';
    }
    return URI.create(text.toString());
  }

  /**
   * The headers.
   *
   * @return values by name, in the order they were set
   */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The body.
   *
   * @return the body, or empty if there is none; not to be changed
   */
  public Optional<byte[]> body() {
    return body;
  }

  /**
   * Whether it may be sent again when the connection fails.
   *
   * @return true if so
   */
  public boolean idempotent() {
    return idempotent;
  }

  /**
   * The budget it counts in.
   *
   * @return the budget's name: the path, unless set otherwise
   */
  public String quota() {
    return quota;
  }

  /**
   * The largest answer that is read.
   *
   * @return bytes
   */
  public int maxAnswerBytes() {
    return maxAnswerBytes;
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }

  private static URI join(URI base, String path) {
    String start = base.toString();
    return URI.create(
        (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
