package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one servlet. Its routes come and go while it serves: what a feature needs may be replaced,
 * and the others are not to notice.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
public final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServlet.class);

  /**
   * An attribute: this request waits for a thread behind those of other connections. Otherwise one
   * that sends request after request would keep its thread, and as many as there are threads all.
   */
  public static final String IN_TURN = "dev.muster.web.http.inTurn";

  /** An attribute: what closes the connection of this request, whatever is still to be written. */
  public static final String CUT_OFF = "dev.muster.web.http.cutOff";

  private static final int DEFAULT_THREADS = 64;

  /** Looked into however much there is to do, a few at a time. */
  private static final Set<String> HEALTH = Set.of("/readyz", "/metrics");

  private final transient Dispatcher dispatcher;
  private final transient Exchange.Common common;
  private final transient Semaphore health = new Semaphore(Limits.HEALTH_CHECKS);
  private final transient ScheduledExecutorService watcher;
  private final transient Set<Routes> contributions = new LinkedHashSet<>();

  /**
   * Makes the servlet.
   *
   * @param context the settings of the launcher
   * @param installation settings
   * @param metrics where requests are counted
   */
  @Activate
  public GatewayServlet(
      BundleContext context, @Reference Installation installation, @Reference Metrics metrics) {
    this(
        installation,
        metrics,
        threads(context.getProperty("muster.http.threads")),
        Limits.REQUEST_TIME,
        Limits.BODY_TIME);
  }

  private static int threads(@Nullable String setting) {
    return setting == null ? DEFAULT_THREADS : Integer.parseInt(setting);
  }

  GatewayServlet(
      Installation installation,
      Metrics metrics,
      int threads,
      Duration requestTime,
      Duration bodyTime) {
    dispatcher = new Dispatcher(installation, metrics, requestTime);
    BodyReader.All readers = new BodyReader.All();
    common =
        new Exchange.Common(
            dispatcher,
            new ConcurrencyLimit(threads, Limits.WAITING),
            new ConcurrencyLimit(Limits.LARGE_ANSWERS, Limits.WAITING),
            new LargeAnswers(),
            new Bytes(),
            readers,
            bodyTime,
            () -> metrics.count("muster_http_lost_total"));
    watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "muster-http-watch");
              thread.setDaemon(true);
              return thread;
            });
    long interval = Limits.WATCH_INTERVAL.toMillis();
    var unused =
        watcher.scheduleWithFixedDelay(
            () -> look(readers), interval, interval, TimeUnit.MILLISECONDS);
  }

  private void look(BodyReader.All readers) {
    try {
      dispatcher.interruptLate();
      readers.look();
    } catch (RuntimeException | Error e) { // it would end the schedule
      LOG.warn("Looking for what is late failed; it is tried again", e);
    }
  }

  @Deactivate
  void stop() {
    watcher.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRoutes(Routes routes) {
    synchronized (contributions) {
      contributions.add(routes);
      try {
        dispatcher.route(new Router(contributions));
      } catch (IllegalArgumentException e) {
        contributions.remove(routes);
        throw e;
      }
    }
  }

  void removeRoutes(Routes routes) {
    synchronized (contributions) {
      contributions.remove(routes);
      dispatcher.route(new Router(contributions));
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse answer)
      throws IOException {
    Exchange exchange = new Exchange(common, request, answer);
    if (request.getAttribute(IN_TURN) == null) {
      serve(exchange, request.getRequestURI());
    } else {
      exchange.behindOthers(() -> serve(exchange, request.getRequestURI()));
    }
  }

  private void serve(Exchange exchange, String path) {
    if (path.equals("/livez")) {
      exchange.answerAlways();
    } else if (HEALTH.contains(path) && health.tryAcquire()) {
      try {
        exchange.answerAlways();
      } finally {
        health.release();
      }
    } else {
      exchange.begin();
    }
  }
}
