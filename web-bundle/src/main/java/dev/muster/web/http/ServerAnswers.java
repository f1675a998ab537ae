package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.ProblemCode;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the embedded server answers by itself, to whom no route does: requests that are no HTTP or
 * too long, and faults of its own. Neither the answer nor the log repeats anything of the request:
 * there are codes, tokens and keys of intakes in addresses. Thread-safe.
 */
public final class ServerAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ServerAnswers.class);

  /** The most causes of a fault that the log names. */
  private static final int MOST_CAUSES = 5;

  private final SecurityHeaders security;

  /**
   * Reads the settings.
   *
   * @param installation how browsers reach it
   */
  public ServerAnswers(Installation installation) {
    this.security = new SecurityHeaders(installation.publicUrl());
  }

  /**
   * The answer for a status: a problem document (RFC 9457) under a correlation id of its own.
   *
   * @param status the HTTP status, 400 or above
   * @param acceptLanguage the lines of {@code Accept-Language}
   * @return the answer, with all its headers
   */
  public Response refusal(int status, List<String> acceptLanguage) {
    return answer(status, acceptLanguage, CorrelationIds.fresh());
  }

  /**
   * The same for a fault of ours, which is logged in one line under the answer's correlation id: by
   * its types and places, because messages repeat what they were about.
   *
   * @param thrown what was thrown
   * @param acceptLanguage the lines of {@code Accept-Language}
   * @return the answer, 500, with all its headers
   */
  public Response fault(Throwable thrown, List<String> acceptLanguage) {
    String id = CorrelationIds.fresh();
    MDC.put(Dispatcher.MDC_KEY, id);
    try {
      LOG.error("A request ended with an unexpected fault in the HTTP server: {}", places(thrown));
    } finally {
      MDC.remove(Dispatcher.MDC_KEY);
    }
    return answer(500, acceptLanguage, id);
  }

  private static String places(Throwable thrown) {
    List<String> places = new ArrayList<>();
    Throwable each = thrown;
    while (each != null && places.size() < MOST_CAUSES) {
      StackTraceElement[] trace = each.getStackTrace();
      places.add(each.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
      each = each.getCause();
    }
    return String.join(", caused by ", places);
  }

  private Response answer(int status, List<String> acceptLanguage, String id) {
    ProblemCode code = code(status);
    Failure failure =
        new Failure(
            code,
            status,
            detail(code),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return security.apply(
        Failures.problemDocument(Language.accepted(acceptLanguage), id, failure), id);
  }

  private static ProblemCode code(int status) {
    return switch (status) {
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 413, 414, 431 -> ProblemCode.TOO_LARGE;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ProblemCode.UNAVAILABLE;
      case 501, 505 -> ProblemCode.MALFORMED;
      default -> status < 500 ? ProblemCode.MALFORMED : ProblemCode.INTERNAL;
    };
  }

  private static Text detail(ProblemCode code) {
    return switch (code) {
      case NOT_FOUND -> new Text("There is nothing at this address.", "该地址没有内容。");
      case METHOD_NOT_ALLOWED ->
          new Text("This address does not support that method.", "该地址不支持此方法。");
      case TOO_LARGE ->
          new Text(
              "The address or the header of the request is too long. If this goes on in a browser,"
                  + " delete its cookies for this site.",
              "请求的地址或请求头过长。如果在浏览器中反复出现，请清除本站点的 Cookie。");
      case UNSUPPORTED_MEDIA_TYPE -> new Text("The content type is not supported.", "不支持该内容类型。");
      case UNAVAILABLE ->
          new Text(
              "The service is not available at the moment. Please try again.", "服务暂时不可用，请稍后重试。");
      case MALFORMED -> new Text("The request is not valid HTTP.", "请求不符合 HTTP 规范。");
      default ->
          new Text(
              "Something went wrong on our side. The log says more under the correlation ID.",
              "Muster 内部出错，详情请用追踪 ID 在日志中查找。");
    };
  }
}
