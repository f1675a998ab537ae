package dev.muster.web.http;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request: read strictly, and each part of it when it is asked for. Of one thread, but for {@link
 * #deadline}.
 */
public final class Request {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final List<String> AHEAD = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

  private final Incoming incoming;
  private final String correlationId;
  private final String clientAddress;
  private volatile Deadline deadline;
  private String method;
  private Router.@Nullable Match match;
  private @Nullable Parameters query;
  private @Nullable Parameters form;

  Request(Incoming incoming, String correlationId, String clientAddress, Deadline deadline) {
    this.incoming = incoming;
    this.correlationId = correlationId;
    this.clientAddress = clientAddress;
    this.deadline = deadline;
    this.method = incoming.method();
  }

  void matched(Router.Match found) {
    match = found;
    method = found.route().method();
  }

  /**
   * The method of the route that answers.
   *
   * @return in capitals; {@code GET} for {@code HEAD} too
   */
  public String method() {
    return method;
  }

  /**
   * Whether nobody came yet: {@code HEAD}, or a browser that fetches ahead what a person may never
   * open (Fetch, {@code Sec-Purpose}; older browsers name it otherwise).
   *
   * @return true if nothing may happen because of this request
   */
  public boolean onlyLooks() {
    return isHead() || fetchesAhead();
  }

  boolean isHead() {
    return incoming.method().equals("HEAD");
  }

  private boolean fetchesAhead() {
    for (String name : AHEAD) {
      for (String line : incoming.headers(name)) {
        String purpose = line.strip().toLowerCase(Locale.ROOT);
        if (purpose.startsWith("prefetch") || purpose.startsWith("preview")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The path as it was sent.
   *
   * @return not decoded, without the query
   */
  public String rawPath() {
    return incoming.rawPath();
  }

  /**
   * The query as it was sent.
   *
   * @return not decoded, without the question mark; empty where there is none
   */
  public String rawQuery() {
    return incoming.rawQuery();
  }

  /**
   * A parameter of the route's template.
   *
   * @param name its name
   * @return its value, decoded, not empty, without a slash or a control character
   * @throws IllegalArgumentException if the template has none of that name
   */
  public String path(String name) {
    Router.Match found = match;
    if (found == null) {
      throw new IllegalArgumentException("No route matched");
    }
    return found.parameter(name);
  }

  /**
   * What joins the answer, the log and the audit events.
   *
   * @return the correlation id
   */
  public String correlationId() {
    return correlationId;
  }

  /**
   * Where the request comes from: past the proxies that are trusted.
   *
   * @return an IP address
   */
  public String clientAddress() {
    return clientAddress;
  }

  /**
   * By when the answer is to be there. May be called from any thread.
   *
   * @return 15 s after the request came, and later with every byte of an {@link #upload}
   */
  public Deadline deadline() {
    return deadline;
  }

  /**
   * Somebody at the other end of this request, as the core's services want it.
   *
   * @param actor who it is
   * @return the caller
   */
  public Caller caller(String actor) {
    return new Caller(actor, clientAddress, correlationId);
  }

  /**
   * A header that has one value.
   *
   * @param name its name, in any case
   * @return its value, or empty if it was not sent
   * @throws ProblemException {@code MALFORMED} if it was sent more than once
   */
  public Optional<String> header(String name) {
    List<String> values = incoming.headers(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw new ProblemException(
          ProblemCode.MALFORMED,
          new Text("The header " + name + " is given more than once.", "请求头 " + name + " 出现了多次。"));
    }
    return Optional.of(values.get(0));
  }

  /**
   * The language in which whoever asked is answered.
   *
   * @return of ours the one that {@code Accept-Language} likes best, else English
   */
  public Language language() {
    return Language.accepted(incoming.headers("Accept-Language"));
  }

  /**
   * All headers of one value but cookies, for whoever knows better than we what is in them.
   *
   * @return values by name in lower case
   */
  public Map<String, String> headers() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : incoming.headerNames()) {
      List<String> lines = incoming.headers(name);
      if (lines.size() == 1 && !name.equalsIgnoreCase("Cookie")) {
        values.put(name.toLowerCase(Locale.ROOT), lines.get(0));
      }
    }
    return values;
  }

  /**
   * What a cookie stands for. A sibling host can add a cookie of the same name (RFC 6265, section
   * 8.6), and nothing tells which of them is ours but that it opens.
   *
   * @param name its name
   * @param open what a value stands for, or empty if it is none of ours
   * @param <T> what it stands for
   * @return what the one value that opens stands for; empty if none of the first {@link
   *     Limits#COOKIES_OF_A_NAME} does, or if two do: then nobody knows whose browser this is
   */
  public <T> Optional<T> cookie(String name, Function<String, Optional<T>> open) {
    return new Cookies(incoming.headers("Cookie")).open(name, open);
  }

  /**
   * The names of cookies, as the browser sent them: among those of one path, the oldest first (RFC
   * 6265, section 5.4).
   *
   * @param prefix what they begin with
   * @return the names, and how many characters each cookie has
   */
  public Map<String, Integer> cookies(String prefix) {
    return new Cookies(incoming.headers("Cookie")).lengths(prefix);
  }

  /**
   * The parameters of the query.
   *
   * @return the parameters
   * @throws ProblemException {@code MALFORMED}
   */
  public Parameters query() {
    Parameters known = query;
    if (known == null) {
      String raw = incoming.rawQuery();
      if (raw.length() > Limits.QUERY_CHARACTERS) {
        throw new ProblemException(
            ProblemCode.MALFORMED, new Text("The query is too long.", "查询字符串过长。"));
      }
      known = Parameters.parse(raw);
      query = known;
    }
    return known;
  }

  /**
   * The parameters of a form in the body.
   *
   * @return the parameters
   * @throws ProblemException {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public Parameters form() {
    Parameters known = form;
    if (known == null) {
      MediaType.require(incoming, List.of(FORM));
      known = Parameters.parse(text());
      form = known;
    }
    return known;
  }

  /**
   * The JSON object in the body.
   *
   * @return its members, to be read one by one
   * @throws ProblemException {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public JsonObject json() {
    MediaType.require(incoming, List.of(Response.JSON));
    return JsonObject.of(Json.read(text()));
  }

  /**
   * The JSON object in the body of a request that may do without.
   *
   * @return its members, to be read one by one; none where there is no body
   * @throws ProblemException {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public JsonObject jsonOrNothing() {
    byte[] bytes = body();
    if (bytes.length == 0) {
      return JsonObject.of(Json.read("{}"));
    }
    MediaType.require(incoming, List.of(Response.JSON));
    return JsonObject.of(Json.read(utf8(bytes)));
  }

  /**
   * The JSON merge patch in the body (RFC 7396).
   *
   * @return its members, to be read one by one
   * @throws ProblemException {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public JsonObject mergePatch() {
    MediaType.require(incoming, List.of("application/merge-patch+json", Response.JSON));
    return JsonObject.of(Json.read(text()));
  }

  /**
   * Refuses a body that nobody reads; an empty JSON object is as good as none.
   *
   * @throws ProblemException {@code MALFORMED}, {@code INVALID_VALUE}, {@code TOO_LARGE}, {@code
   *     UNSUPPORTED_MEDIA_TYPE}
   */
  public void noBody() {
    jsonOrNothing().end();
  }

  /**
   * The body, whatever it is.
   *
   * @return its bytes
   * @throws ProblemException {@code TOO_LARGE}, {@code MALFORMED} if it did not come in time
   */
  public byte[] body() {
    Router.Match found = match;
    return Bodies.read(incoming, found == null ? 0 : found.route().bodyBytes());
  }

  /**
   * A body that may be too large for memory. It may take its time, as long as it comes at {@link
   * Limits#UPLOAD_RATE}.
   *
   * @param types the kinds that are read, the first of them named to whoever sends another
   * @return its bytes; reading throws what {@link #body} throws, and {@code UNAVAILABLE} where they
   *     come too slowly
   * @throws ProblemException {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public InputStream upload(List<String> types) {
    MediaType.require(incoming, types);
    Router.Match found = match;
    return Bodies.open(
        incoming,
        found == null ? 0 : found.route().bodyBytes(),
        Deadline.in(Limits.BODY_TIME),
        this::letOn);
  }

  private long letOn(int bytes) {
    long nanos = TimeUnit.SECONDS.toNanos(bytes) / Limits.UPLOAD_RATE;
    deadline = new Deadline(deadline.nanoTime() + nanos);
    return nanos;
  }

  private String text() {
    return utf8(body());
  }

  private static String utf8(byte[] bytes) {
    return PercentEncoding.utf8(bytes, bytes.length)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.MALFORMED,
                    new Text("The body is not written in UTF-8.", "请求体不是 UTF-8 编码。")));
  }

  @Override
  public String toString() {
    return "Request[" + method + " " + (match == null ? "" : match.route().template()) + "]";
  }
}
