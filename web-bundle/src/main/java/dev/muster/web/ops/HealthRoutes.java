package dev.muster.web.ops;

import dev.muster.api.Metrics;
import dev.muster.launch.Readiness;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process lives, whether it can do its work, and how much of it it does. */
@Component(service = Routes.class)
public final class HealthRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
  private static final String PROMETHEUS = "text/plain;version=0.0.4;charset=utf-8";

  private final Metrics metrics;
  private final List<Readiness> parts = new CopyOnWriteArrayList<>();

  /**
   * Makes the routes.
   *
   * @param metrics what is shown at {@code /metrics}
   */
  @Activate
  public HealthRoutes(@Reference Metrics metrics) {
    this.metrics = metrics;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addReadiness(Readiness part) {
    parts.add(part);
  }

  void removeReadiness(Readiness part) {
    parts.remove(part);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/livez", Failures::problemDocument, HealthRoutes::live),
        Route.of("GET", "/readyz", Failures::problemDocument, request -> ready()),
        Route.of(
            "GET",
            "/metrics",
            Failures::problemDocument,
            request -> Response.text(200, PROMETHEUS, metrics.scrape()).compressible()));
  }

  private static Response live(Request request) {
    return Response.json(200, new Health("ok", Map.of()));
  }

  private Response ready() {
    Map<String, Check> checks = new TreeMap<>();
    for (Readiness part : parts) {
      try {
        Set<String> bearable = part.bearable();
        part.checks()
            .forEach(
                (name, problem) ->
                    checks.put(
                        name,
                        bearable.contains(name) ? Check.bearable(problem) : Check.of(problem)));
      } catch (RuntimeException e) {
        LOG.error("A check ended with an unexpected fault", e);
        checks.put(part.getClass().getSimpleName(), Check.of("The check itself failed."));
      }
    }
    if (parts.isEmpty()) {
      checks.put("start", Check.of("Nothing has reported yet."));
    }
    boolean ready = checks.values().stream().noneMatch(check -> check.status().equals("failing"));
    Response response =
        Response.json(ready ? 200 : 503, new Health(ready ? "ok" : "failing", checks));
    return ready ? response : response.with("Retry-After", "1");
  }

  private record Health(String status, Map<String, Check> checks) {}

  private record Check(String status, String detail) {
    static Check of(String problem) {
      return new Check(problem.isEmpty() ? "ok" : "failing", problem);
    }

    static Check bearable(String problem) {
      return new Check(problem.isEmpty() ? "ok" : "degraded", problem);
    }
  }
}
