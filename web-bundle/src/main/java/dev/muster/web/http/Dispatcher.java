package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes a request to its handler and makes whatever comes of it an answer. Thread-safe. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What logging calls the correlation id. */
  static final String MDC_KEY = "correlationId";

  /** What is answered however much there is to do. */
  private static final Set<String> ALWAYS = Set.of("/livez", "/readyz", "/metrics");

  /** Where the product's features live: not there yet is not the same as unknown. */
  private static final Set<String> FEATURES = Set.of("api", "t");

  private static final String METRIC = "muster_http_seconds";

  private final Metrics metrics;
  private final Proxies proxies;
  private final SecurityHeaders security;
  private final int mostInFlight;
  private final Duration time;
  private final Watch watch = new Watch();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Router router = new Router(List.of());

  Dispatcher(Installation installation, Metrics metrics, int mostInFlight, Duration time) {
    this.metrics = metrics;
    this.mostInFlight = mostInFlight;
    this.time = time;
    proxies = new Proxies(installation.trustedProxies());
    security = new SecurityHeaders(installation.publicUrl());
  }

  void route(Router next) {
    router = next;
  }

  /** Interrupts requests that take too long. */
  void interruptLate() {
    watch.look();
  }

  /**
   * How much of a body somebody would read.
   *
   * @param incoming the request
   * @return bytes; 0 where nobody looks at it
   */
  int bodyBytes(Incoming incoming) {
    try {
      Router.Result found = router.find(incoming.method(), PathSegments.of(incoming.rawPath()));
      return found instanceof Router.Match match ? match.route().bodyBytes() : 0;
    } catch (ProblemException e) {
      return 0;
    }
  }

  /**
   * Answers a request.
   *
   * @param incoming the request
   * @return the answer, with all its headers
   */
  Response dispatch(Incoming incoming) {
    long began = System.nanoTime();
    String remote = incoming.remoteAddress();
    String id = CorrelationIds.of(incoming.headers(CorrelationIds.HEADER), proxies.trusts(remote));
    String client =
        proxies.client(remote, incoming.headers("X-Forwarded-For"), incoming.headers("Forwarded"));
    Request request = new Request(incoming, id, client, Deadline.in(time));
    MDC.put(MDC_KEY, id);
    Outcome outcome;
    boolean admitted =
        inFlight.incrementAndGet() <= mostInFlight || ALWAYS.contains(incoming.rawPath());
    try {
      outcome = admitted ? routed(request, incoming) : refused(request, incoming);
    } finally {
      inFlight.decrementAndGet();
      MDC.remove(MDC_KEY);
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
    return security.apply(outcome.response, id);
  }

  private Outcome routed(Request request, Incoming incoming) {
    Router now = router;
    Router.@Nullable Result found = null;
    try {
      String[] segments = PathSegments.of(incoming.rawPath());
      found = now.find(incoming.method(), segments);
      if (!now.serves(segments) || (found == null && isMissing(now, segments))) {
        throw overloaded("This part of the product is not there yet. Please try again.");
      }
      if (now.lacksTenant(segments)) {
        throw ProblemException.notFound("tenant");
      }
      if (found == null) {
        throw ProblemException.notFound("address");
      }
    } catch (RuntimeException e) {
      FailureAnswer answer =
          found instanceof Router.Match match
              ? match.route().failures()
              : now.stranger(incoming.rawPath());
      return failed(request, answer, Failures.of(e), "none", "none");
    }
    if (found instanceof Router.Known known) {
      Failure failure = Failures.notAllowed(known.methods());
      return failed(request, known.any().failures(), failure, known.any().template(), "none");
    }
    Router.Match match = (Router.Match) found;
    Route route = match.route();
    request.matched(match);
    Watch.Task task = watch.begin(request.deadline());
    Throwable thrown;
    try {
      Response response = route.handler().handle(request);
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
    LOG.warn("A request took too long and was interrupted", thrown);
    return Failures.of(overloaded("This takes too long at the moment. Please try again."));
  }

  private Outcome refused(Request request, Incoming incoming) {
    Failure failure =
        Failures.of(overloaded("There are too many requests at the moment. Please try again."));
    return failed(request, router.stranger(incoming.rawPath()), failure, "none", "none");
  }

  private static ProblemException overloaded(String detail) {
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
    return new Outcome(
        new Response(response.status(), headers, response.contentType(), response.body()),
        route,
        method);
  }

  private record Outcome(Response response, String route, String method) {}
}
