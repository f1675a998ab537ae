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
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The one servlet. Its routes come and go while it serves: what a feature needs may be replaced,
 * and the others are not to notice.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
public final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final Duration bodyTime;
  private final transient Dispatcher dispatcher;
  private final transient ScheduledExecutorService watcher;
  private final transient Set<Routes> contributions = new LinkedHashSet<>();

  /**
   * Makes the servlet.
   *
   * @param installation settings
   * @param metrics where requests are counted
   */
  @Activate
  public GatewayServlet(@Reference Installation installation, @Reference Metrics metrics) {
    this(installation, metrics, Limits.REQUEST_TIME, Limits.BODY_TIME);
  }

  GatewayServlet(
      Installation installation, Metrics metrics, Duration requestTime, Duration bodyTime) {
    this.bodyTime = bodyTime;
    dispatcher = new Dispatcher(installation, metrics, Limits.IN_FLIGHT, requestTime);
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
            dispatcher::interruptLate, interval, interval, TimeUnit.MILLISECONDS);
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
    ServletIncoming incoming = new ServletIncoming(request);
    int limit = Gathering.hasArrived(request) ? 0 : dispatcher.bodyBytes(incoming);
    // a larger one is read by its route, which has looked at who sends it
    if (limit == 0 || limit > Limits.BODY_BYTES || request.getContentLengthLong() > limit) {
      write(dispatcher.dispatch(incoming), request, answer);
      return;
    }
    Gathering.begin(
        request,
        limit,
        bodyTime,
        content -> {
          try {
            write(dispatcher.dispatch(new ServletIncoming(request, content)), request, answer);
          } catch (IOException e) {
            // whoever asked has gone
          }
        });
  }

  private static void write(
      Response response, HttpServletRequest request, HttpServletResponse answer)
      throws IOException {
    answer.setStatus(response.status());
    for (Response.Header header : response.headers()) {
      answer.addHeader(header.name(), header.value());
    }
    if (!response.contentType().isEmpty()) {
      answer.setContentType(response.contentType());
    }
    answer.setContentLength(response.body().length);
    if (!request.getMethod().equals("HEAD")) {
      answer.getOutputStream().write(response.body());
    }
  }
}
