package dev.muster.web.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.api.warroom.AlertReceiver.Receipt;
import dev.muster.spi.Secret;
import dev.muster.web.http.Failure;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /t/{tenant}/alerts/{key}/{format}}: answers 202 once what was sent is stored. The key is
 * in the path because most senders can set nothing else; the path is in no log of ours.
 */
@Component(service = Routes.class)
public final class AlertRoutes implements Routes {
  private static final String PATH = "/t/{tenant}/alerts/{key}/{format}";

  /** What clients of PagerDuty's Events API append to the address that they are given. */
  private static final String ENQUEUE = "/t/{tenant}/alerts/{key}/pagerduty/v2/enqueue";

  private final AlertReceiver receiver;

  /**
   * Makes the routes.
   *
   * @param receiver who takes alerts in
   */
  @Activate
  public AlertRoutes(@Reference AlertReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route("POST", PATH, AlertReceiver.MAX_BODY, AlertRoutes::refuse, this::receiveAny),
        new Route(
            "POST",
            ENQUEUE,
            AlertReceiver.MAX_BODY,
            AlertRoutes::refuse,
            request -> receive(request, AlertFormat.PAGERDUTY)));
  }

  private static Response refuse(Request request, Failure failure) {
    Response response = Failures.problemDocument(request, failure);
    return failure.status() == 401
        ? response.with("WWW-Authenticate", "Key realm=\"muster-alerts\"")
        : response;
  }

  private Response receiveAny(Request request) {
    String format = request.path("format");
    if (!AlertFormat.isId(format)) {
      throw ProblemException.notFound(Resource.ADDRESS);
    }
    return receive(request, new AlertFormat(format));
  }

  private Response receive(Request request, AlertFormat format) {
    Set<String> types = receiver.mediaTypes(format.id());
    if (types.isEmpty()) {
      throw ProblemException.notFound(Resource.ADDRESS);
    }
    Caller caller = request.caller("system");
    String tenant = request.path("tenant");
    String intake = receiver.admit(caller, tenant, Secret.of(request.path("key")));
    Map<String, String> headers = request.headers();
    Receipt receipt =
        receiver.receive(
            caller,
            tenant,
            intake,
            new Content(
                format,
                name -> Optional.ofNullable(headers.get(name)),
                request.upload(List.copyOf(types))));
    return Response.json(202, Accepted.of(format, receipt));
  }

  /** What is said to senders; those of PagerDuty's look for its words. */
  private record Accepted(
      String status,
      String message,
      int accepted,
      Optional<String> alertKey,
      @JsonProperty("dedup_key") Optional<String> dedupKey) {
    static Accepted of(AlertFormat format, Receipt receipt) {
      boolean event = format.equals(AlertFormat.PAGERDUTY);
      return new Accepted(
          "success",
          "Stored",
          receipt.alerts(),
          event ? Optional.empty() : receipt.key(),
          event ? receipt.key() : Optional.empty());
    }
  }
}
