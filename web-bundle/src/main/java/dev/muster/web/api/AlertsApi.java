package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.Alerts;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/alerts}: the alerts that came in, and what becomes of them. */
@Component
public final class AlertsApi implements Routes {
  private static final String ALL = "/alerts";
  private static final String ONE = ALL + "/{alert}";

  private final Guard guard;
  private final Alerts alerts;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param alerts the service
   */
  @Activate
  public AlertsApi(@Reference Guard guard, @Reference Alerts alerts) {
    this.guard = guard;
    this.alerts = alerts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("POST", ONE + "/open", Right.RESPOND, this::open),
        guard.tenantRoute("POST", ONE + "/dismiss", Right.RESPOND, this::dismiss));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Optional<State> state = call.request().query().filled("state").map(AlertsApi::state);
    Language language = call.request().language();
    Optional<String> group = call.request().query().filled("group");
    if (group.isPresent() && state.isPresent()) {
      throw ProblemException.invalid(
          "group", "choice", new Text("Give either group or state.", "group 和 state 只能填写其一。"));
    }
    Page<Alert> page =
        group.isPresent()
            ? alerts.ofGroup(call.tenant(), group.get(), listing.limit(), listing.after())
            : alerts.list(call.tenant(), state, listing.limit(), listing.after());
    return Listing.versioned(
            new Page<>(page.items().stream().map(AlertsApi::versioned).toList(), page.next()),
            alert -> AlertView.of(alert, language))
        .in(language);
  }

  private static State state(String text) {
    return Arrays.stream(State.values())
        .filter(each -> shown(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "state",
                    "unknown",
                    new Text(
                        "state must be waiting, routed, triage, unmatched, dismissed or resolved.",
                        "须为 waiting、routed、triage、unmatched、dismissed 或 resolved。")));
  }

  private Response get(Call call) {
    return shown(
        call,
        alerts
            .find(call.tenant(), call.path("alert"))
            .orElseThrow(() -> ProblemException.notFound(Resource.ALERT)));
  }

  private Response open(Call call) {
    call.request().noBody();
    return shown(call, alerts.open(call.caller(), call.tenant(), call.path("alert")));
  }

  private Response dismiss(Call call) {
    call.request().noBody();
    return shown(call, alerts.dismiss(call.caller(), call.tenant(), call.path("alert")));
  }

  private static Response shown(Call call, Alert alert) {
    Language language = call.request().language();
    return Etags.ok(versioned(alert), AlertView.of(alert, language)).in(language);
  }

  private static Versioned<Alert> versioned(Alert alert) {
    return new Versioned<>(alert, alert.version());
  }

  private static String shown(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private record AlertView(
      String id,
      String group,
      Instant receivedAt,
      Instant lastReceivedAt,
      String intake,
      String format,
      String fingerprint,
      String title,
      String severity,
      String status,
      Map<String, String> labels,
      Optional<Instant> startsAt,
      Optional<String> url,
      String state,
      Optional<String> warRoom,
      Optional<String> problem) {
    static AlertView of(Alert alert, Language language) {
      Alert.Content content = alert.content();
      return new AlertView(
          alert.id(),
          alert.group(),
          alert.receivedAt(),
          alert.lastReceivedAt(),
          alert.intake(),
          content.format().id(),
          content.fingerprint(),
          content.title(),
          content.severity().name(),
          content.firing() ? "firing" : "resolved",
          new TreeMap<>(content.labels()),
          content.startsAt(),
          content.url(),
          shown(alert.state()),
          alert.warRoom(),
          alert.problem().map(language::of));
    }
  }
}
