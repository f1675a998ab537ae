package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request to a platform. Immutable; the {@code with} methods make changed copies.
 *
 * <p>Its path is a template such as {@code /users/{id}}, which names the call in logs, metrics,
 * errors and budgets. Every value stays out of them: of the path, the query, a form, a header, and
 * the body.
 */
public final class HttpCall {
  /** The largest answer that is read unless a call says otherwise, in bytes. */
  public static final int DEFAULT_MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z0-9_-]+)}");

  private final String method;
  private final String base;
  private final String path;
  private final List<Value> values;
  private final Optional<byte[]> json;
  private final Handling handling;

  /** Where a value goes. */
  private enum Place {
    PATH,
    QUERY,
    FORM,
    HEADER
  }

  private record Value(Place place, String name, String value) {}

  private record Handling(boolean idempotent, Optional<String> quota, int maxAnswerBytes) {}

  private HttpCall(
      String method,
      String base,
      String path,
      List<Value> values,
      Optional<byte[]> json,
      Handling handling) {
    this.method = method;
    this.base = base;
    this.path = path;
    this.values = values;
    this.json = json;
    this.handling = handling;
  }

  private HttpCall(String method, URI base, String path, Optional<byte[]> json) {
    this(
        method,
        base.toString().replaceFirst("/$", ""),
        path,
        List.of(),
        json,
        new Handling(method.equals("GET"), Optional.empty(), DEFAULT_MAX_ANSWER_BYTES));
  }

  /**
   * A GET, sent again when the connection fails.
   *
   * @param base the platform's base address, with or without a slash at its end
   * @param path the path below it, beginning with a slash; {@code {name}} in it stands for a value
   *     that {@link #withPath} sets
   * @return the call
   */
  public static HttpCall get(URI base, String path) {
    return new HttpCall("GET", base, path, Optional.empty());
  }

  /**
   * A POST of JSON, sent once.
   *
   * @param base the platform's base address, with or without a slash at its end
   * @param path the path below it, as for {@link #get}
   * @param json the body in UTF-8, handed over
   * @return the call
   */
  public static HttpCall postJson(URI base, String path, byte[] json) {
    return new HttpCall("POST", base, path, Optional.of(json))
        .withHeader("Content-Type", "application/json; charset=utf-8");
  }

  /**
   * A POST of a form ({@code application/x-www-form-urlencoded}), sent once; its fields are added
   * by {@link #withForm}.
   *
   * @param base the platform's base address, with or without a slash at its end
   * @param path the path below it, as for {@link #get}
   * @return the call
   */
  public static HttpCall postForm(URI base, String path) {
    return new HttpCall("POST", base, path, Optional.empty())
        .withHeader("Content-Type", "application/x-www-form-urlencoded");
  }

  /**
   * The same by another method, such as {@code PUT} or {@code DELETE}.
   *
   * @param name the method
   * @return a changed copy
   */
  public HttpCall withMethod(String name) {
    return new HttpCall(name, base, path, values, json, handling);
  }

  /**
   * The same with a value for a placeholder of the path.
   *
   * @param name the placeholder's name, without braces
   * @param segment the value, not encoded: one segment of the path, whatever is in it
   * @return a changed copy
   * @throws IllegalArgumentException if the path has no such placeholder, or the value is empty or
   *     made of dots, which would be another path
   */
  public HttpCall withPath(String name, String segment) {
    if (!path.contains("{" + name + "}")) {
      throw new IllegalArgumentException("The path " + path + " has no placeholder " + name);
    }
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException(
          "The value for " + name + " in the path " + path + " is empty or made of dots");
    }
    return with(Place.PATH, name, segment);
  }

  /**
   * The same with one more query parameter.
   *
   * @param name its name
   * @param value its value, not encoded
   * @return a changed copy
   */
  public HttpCall withQuery(String name, String value) {
    return with(Place.QUERY, name, value);
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
   * The same with one more field of the form.
   *
   * @param name its name
   * @param value its value, not encoded
   * @return a changed copy
   * @throws IllegalStateException if the body is JSON
   */
  public HttpCall withForm(String name, String value) {
    if (json.isPresent()) {
      throw new IllegalStateException("The body of " + this + " is JSON, not a form");
    }
    return with(Place.FORM, name, value);
  }

  /**
   * The same with one more field of the form.
   *
   * @param name its name
   * @param value its value, not encoded
   * @return a changed copy
   * @throws IllegalStateException if the body is JSON
   */
  public HttpCall withForm(String name, Secret value) {
    return withForm(name, value.reveal());
  }

  /**
   * The same with a header set.
   *
   * @param name its name
   * @param value its value
   * @return a changed copy
   */
  public HttpCall withHeader(String name, String value) {
    return with(Place.HEADER, name, value);
  }

  /**
   * The same with a header set.
   *
   * @param name its name
   * @param value its value
   * @return a changed copy
   */
  public HttpCall withHeader(String name, Secret value) {
    return withHeader(name, value.reveal());
  }

  /**
   * The same with a bearer token (RFC 6750, section 2.1).
   *
   * @param token the token
   * @return a changed copy
   */
  public HttpCall withBearer(Secret token) {
    return withHeader("Authorization", "Bearer " + token.reveal());
  }

  /**
   * The same, to be sent again when the connection fails, or once only.
   *
   * @param again whether doing it twice is the same as doing it once
   * @return a changed copy
   */
  public HttpCall withIdempotent(boolean again) {
    return with(new Handling(again, handling.quota(), handling.maxAnswerBytes()));
  }

  /**
   * The same, counted in another budget than its own. How large it is says {@link
   * PlatformDescriptor#callsPerMinute}.
   *
   * @param name the budget's name
   * @return a changed copy
   */
  public HttpCall withQuota(String name) {
    return with(new Handling(handling.idempotent(), Optional.of(name), handling.maxAnswerBytes()));
  }

  /**
   * The same with another limit on the answer.
   *
   * @param bytes the largest answer that is read
   * @return a changed copy
   */
  public HttpCall withMaxAnswerBytes(int bytes) {
    return with(new Handling(handling.idempotent(), handling.quota(), bytes));
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
   * What the call is called, in metrics and errors: its path with the placeholders left in.
   *
   * @return the path below the base address
   */
  public String name() {
    return path;
  }

  /**
   * The address without its query, for the one who sends it: a path may hold whom it is about.
   *
   * @return the address, encoded
   * @throws IllegalStateException if a placeholder of the path has no value
   */
  public URI uri() {
    Map<String, String> segments = named(Place.PATH);
    Matcher placeholder = PLACEHOLDER.matcher(path);
    return URI.create(
        base
            + placeholder.replaceAll(
                found -> {
                  String segment = segments.get(found.group(1));
                  if (segment == null) {
                    throw new IllegalStateException(
                        "The path " + path + " has no value for " + found.group(1));
                  }
                  return Matcher.quoteReplacement(encode(segment));
                }));
  }

  /**
   * The address with its query, for the one who sends it.
   *
   * @return the address, encoded
   * @throws IllegalStateException if a placeholder of the path has no value
   */
  public URI uriWithQuery() {
    String query =
        at(Place.QUERY)
            .map(each -> encode(each.name()) + "=" + encode(each.value()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? uri() : URI.create(uri() + "?" + query);
  }

  /**
   * The headers.
   *
   * @return values by name, in the order they were set
   */
  public Map<String, String> headers() {
    return named(Place.HEADER);
  }

  /**
   * The body.
   *
   * @return the body, or empty if there is none; not to be changed
   */
  public Optional<byte[]> body() {
    String form =
        at(Place.FORM)
            .map(each -> formEncode(each.name()) + "=" + formEncode(each.value()))
            .collect(Collectors.joining("&"));
    return form.isEmpty() ? json : Optional.of(form.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Whether it may be sent again when the connection fails.
   *
   * @return true if so
   */
  public boolean idempotent() {
    return handling.idempotent();
  }

  /**
   * The budget it counts in.
   *
   * @return the budget's name: that of the call, unless set otherwise
   */
  public String quota() {
    return handling.quota().orElse(path);
  }

  /**
   * The largest answer that is read.
   *
   * @return bytes
   */
  public int maxAnswerBytes() {
    return handling.maxAnswerBytes();
  }

  /** The method and the address with the placeholders left in: what logs may show. */
  @Override
  public String toString() {
    return method + " " + base + path;
  }

  private HttpCall with(Place place, String name, String value) {
    List<Value> more = new ArrayList<>(values);
    more.add(new Value(place, name, value));
    return new HttpCall(method, base, path, List.copyOf(more), json, handling);
  }

  private HttpCall with(Handling other) {
    return new HttpCall(method, base, path, values, json, other);
  }

  private Stream<Value> at(Place place) {
    return values.stream().filter(value -> value.place() == place);
  }

  /** The one that was set last counts. */
  private Map<String, String> named(Place place) {
    Map<String, String> named = new LinkedHashMap<>();
    at(place).forEach(each -> named.put(each.name(), each.value()));
    return named;
  }

  private static String encode(String text) {
    return formEncode(text).replace("+", "%20");
  }

  private static String formEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
