package dev.muster.web.signin;

import dev.muster.api.WebhookEvents;
import dev.muster.api.WebhookEvents.Answer;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.web.http.FailureAnswer;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where platforms send webhook events. Whatever is wrong with one, the answer is 403 with an empty
 * body: who is not the platform learns nothing. Only a tenant that is not there is 404, as
 * everywhere.
 */
@Component(service = Routes.class)
public final class WebhookRoutes implements Routes {
  private static final String PATH = "/t/{tenant}/callbacks/{platform}";

  /** The platforms wait 1 to 5 s; what is over by then is sent again. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final WebhookEvents events;

  /**
   * Creates an instance.
   *
   * @param events who takes webhook events in
   */
  @Activate
  public WebhookRoutes(@Reference WebhookEvents events) {
    this.events = events;
  }

  @Override
  public List<Route> routes() {
    FailureAnswer nothing = (request, failure) -> Response.empty(failure.status());
    return List.of(
        new Route("GET", PATH, WebhookEvents.MAX_BODY, nothing, this::receive),
        new Route("POST", PATH, WebhookEvents.MAX_BODY, nothing, this::receive));
  }

  private Response receive(Request request) {
    Parameters query = request.query();
    if (query.duplicate().isPresent()) {
      return Response.empty(403);
    }
    WebhookRequest webhook =
        WebhookRequest.of(request.method(), values(query), request.headers(), request.body());
    return events
        .receive(
            request.caller("system"),
            request.path("tenant"),
            request.path("platform"),
            webhook,
            Deadline.in(PATIENCE))
        .map(WebhookRoutes::answer)
        .orElseGet(() -> Response.empty(403));
  }

  private static Response answer(Answer answer) {
    return new Response(200, List.of(), answer.contentType(), answer.body());
  }

  private static Map<String, String> values(Parameters query) {
    Map<String, String> values = new HashMap<>();
    query.names().forEach(name -> query.filled(name).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
