package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes a request to its handler and makes whatever comes of it an answer. Thread-safe. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What logging calls the correlation id. */
  static final String MDC_KEY = "correlationId";

  /** Where the product's features live: not there yet is not the same as unknown. */
  private static final Set<String> FEATURES = Set.of("api", "t");

  private static final String METRIC = "muster_http_seconds";

  private final Metrics metrics;
  private final Proxies proxies;
  private final SecurityHeaders security;
  private final Duration time;
  private final Watchdog watch = new Watchdog();
  private volatile Router router = new Router(List.of());

  Dispatcher(Installation installation, Metrics metrics, Duration time) {
    this.metrics = metrics;
    this.time = time;
    proxies = new Proxies(installation);
    security = new SecurityHeaders(installation.publicUrl());
  }

  void route(Router next) {
    router = next;
  }

  /** Interrupts requests that take too long. */
  void interruptLate() {
    watch.look();
  }

  /** By when a request that comes now is to be answered. */
  Deadline deadline() {
    return Deadline.in(time);
  }

  /**
   * How much of a body somebody would read.
   *
   * @param incoming the request
   * @return bytes; 0 where nobody looks at it
   */
  int bodyBytes(Incoming incoming) {
    Route route = route(incoming);
    return route == null ? 0 : route.bodyBytes();
  }

  /**
   * Whether anything is looked at before the body is waited for.
   *
   * @param incoming the request
   * @return true if so
   */
  boolean checks(Incoming incoming) {
    Route route = route(incoming);
    return route != null && route.check().isPresent();
  }

  /**
   * Whether the answer may have megabytes.
   *
   * @param incoming the request
   * @return true if so
   */
  boolean isLarge(Incoming incoming) {
    Route route = route(incoming);
    return route != null && route.large();
  }

  private @Nullable Route route(Incoming incoming) {
    try {
      Router now = router;
      String[] segments = PathSegments.of(incoming.rawPath());
      Router.Result found = now.find(incoming.method(), segments);
      // a tenant's route is not worth waiting for while nobody knows the tenant
      return found instanceof Router.Match match
              && now.serves(segments)
              && !now.lacksTenant(segments)
          ? match.route()
          : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * Answers a request.
   *
   * @param incoming the request
   * @param deadline by when
   * @return the answer, with all its headers
   */
  Response dispatch(Incoming incoming, Deadline deadline) {
    return answer(
        incoming, deadline, (request, from) -> routed(request, from, Route::handler), () -> false);
  }

  /**
   * Looks at a request whose body is still on its way.
   *
   * @param incoming the request
   * @param deadline by when
   * @return the answer where the body need not come, or empty
   */
  Optional<Response> refusal(Incoming incoming, Deadline deadline) {
    AtomicBoolean passed = new AtomicBoolean();
    Function<Route, Handler> check =
        route ->
            request -> {
              route.check().ifPresent(it -> it.accept(request));
              passed.set(true);
              return Response.empty(204);
            };
    Response response =
        answer(incoming, deadline, (request, from) -> routed(request, from, check), passed::get);
    return passed.get() ? Optional.empty() : Optional.of(response);
  }

  /**
   * Refuses a request for which there is no thread.
   *
   * @param incoming the request
   * @return the answer, with all its headers
   */
  Response refuse(Incoming incoming) {
    return answer(incoming, deadline(), this::refused, () -> false);
  }

  private Response answer(
      Incoming incoming,
      Deadline deadline,
      BiFunction<Request, Incoming, Outcome> work,
      BooleanSupplier goesOn) {
    long began = System.nanoTime();
    String remote = incoming.remoteAddress();
    String id = CorrelationIds.of(incoming.headers(CorrelationIds.HEADER), proxies.trusts(remote));
    String client =
        proxies.client(remote, incoming.headers("X-Forwarded-For"), incoming.headers("Forwarded"));
    Request request = new Request(incoming, id, client, deadline);
    MDC.put(MDC_KEY, id);
    Outcome outcome;
    try {
      outcome = work.apply(request, incoming);
    } finally {
      MDC.remove(MDC_KEY);
    }
    if (goesOn.getAsBoolean()) {
      return outcome.response;
    }
    metrics.time(
        METRIC,
        Duration.ofNanos(System.nanoTime() - began),
        "route",
        outcome.route,
        "method",
        outcome.method,
        "status",
        Integer.toString(outcome.response.status()));
    return ContentEncoding.apply(
        security.apply(outcome.response, id), incoming.headers("Accept-Encoding"));
  }

  private Outcome routed(Request request, Incoming incoming, Function<Route, Handler> step) {
    Router now = router;
    Router.@Nullable Result found = null;
    try {
      String[] segments = PathSegments.of(incoming.rawPath());
      found = now.find(incoming.method(), segments);
      if (!now.serves(segments) || (found == null && isMissing(now, segments))) {
        throw overloaded(
            new Text(
                "This part of the service is not available yet. Please try again.",
                "此部分服务尚未就绪，请稍后重试。"));
      }
      if (now.lacksTenant(segments)) {
        throw ProblemException.notFound(Resource.TENANT);
      }
      if (found == null) {
        throw ProblemException.notFound(Resource.ADDRESS);
      }
    } catch (RuntimeException e) {
      FailureAnswer answer =
          found instanceof Router.Match match
              ? match.route().failures()
              : now.notFoundHandler(incoming.rawPath());
      return failed(request, answer, Failures.of(e), "none", "none");
    }
    if (found instanceof Router.Known known) {
      Failure failure = Failures.notAllowed(known.methods());
      return failed(request, known.any().failures(), failure, known.any().template(), "none");
    }
    Router.Match match = (Router.Match) found;
    Route route = match.route();
    request.matched(match);
    Watchdog.Task task = watch.begin(request::deadline);
    Throwable thrown;
    try {
      Response response = step.apply(route).handle(request);
      watch.end(task);
      return new Outcome(response, route.template(), route.method());
    } catch (RuntimeException | StackOverflowError e) {
      thrown = e;
    }
    Failure failure = watch.end(task) ? late(thrown) : Failures.of(thrown);
    return failed(request, route.failures(), failure, route.template(), route.method());
  }

  private static boolean isMissing(Router now, String[] segments) {
    return segments.length > 0 && FEATURES.contains(segments[0]) && !now.begins(segments[0]);
  }

  private static Failure late(Throwable thrown) {
    if (Bodies.isTooSlow(thrown)) {
      LOG.debug("The body of a request stopped: whoever sends it may have gone");
      return Failures.of(thrown);
    }
    LOG.warn("A request took too long and was interrupted", thrown);
    return Failures.of(
        overloaded(
            new Text("This takes too long at the moment. Please try again.", "当前处理用时过长，请稍后重试。")));
  }

  private Outcome refused(Request request, Incoming incoming) {
    Failure failure =
        Failures.of(
            overloaded(
                new Text(
                    "There are too many requests at the moment. Please try again.",
                    "当前请求过多，请稍后重试。")));
    return failed(request, router.notFoundHandler(incoming.rawPath()), failure, "none", "none");
  }

  private static ProblemException overloaded(Text detail) {
    return new ProblemException(
        ProblemCode.UNAVAILABLE, detail, List.of(), Optional.of(Duration.ofSeconds(1)));
  }

  private static Outcome failed(
      Request request, FailureAnswer answer, Failure failure, String route, String method) {
    Response response;
    try {
      response = answer.answer(request, failure);
    } catch (RuntimeException e) {
      response = Failures.problemDocument(request, Failures.of(e));
    }
    List<Response.Header> headers = new ArrayList<>(response.headers());
    failure
        .retryAfterSeconds()
        .ifPresent(time -> headers.add(new Response.Header("Retry-After", time)));
    if (!failure.allow().isEmpty()) {
      headers.add(new Response.Header("Allow", String.join(", ", failure.allow())));
    }
    return new Outcome(response.withHeaders(headers), route, method);
  }

  private record Outcome(Response response, String route, String method) {}
}
