package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.spi.Page;
import dev.muster.spi.hook.EventAction;
import dev.muster.web.api.Views.Localized;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /tenants/{tenant}/audit-events}, and {@code /audit-events} for what belongs to no tenant:
 * what was done, as JSON or for a spreadsheet. {@code /audit-actions}: everything that can be.
 */
@Component
public final class AuditEventsApi implements Routes {
  private static final String CSV = "text/csv";

  private static final Response ACTIONS =
      Response.json(
          200, Map.of("items", Stream.of(EventAction.values()).map(AuditEventsApi::view).toList()));

  private final Guard guard;
  private final AuditLog audit;
  private final ApiTokens tokens;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param audit the service
   * @param tokens knows what API tokens are called
   */
  @Activate
  public AuditEventsApi(
      @Reference Guard guard, @Reference AuditLog audit, @Reference ApiTokens tokens) {
    this.guard = guard;
    this.audit = audit;
    this.tokens = tokens;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/audit-events", Right.READ, this::list),
        guard.route("GET", "/audit-events", Right.GOVERN, this::list),
        guard.route("GET", "/audit-actions", Right.READ, call -> ACTIONS));
  }

  private Response list(Call call) {
    Parameters query = call.request().query();
    Listing listing = Listing.of(call.request());
    AuditLog.Filter filter =
        new AuditLog.Filter(
            Inputs.instant(query, "from"),
            Inputs.instant(query, "to"),
            query.filled("actor"),
            query.filled("action"),
            query.filled("subject"));
    Page<AuditEvent> page = audit.list(call.tenant(), filter, listing.limit(), listing.after());
    ActorNames actors = new ActorNames(tokens);
    Response response =
        wantsCsv(call)
            ? csv(call, page, actors)
            : Listing.answer(page, event -> EventView.of(event, actors));
    return response.with("Vary", "Accept");
  }

  private static ActionView view(EventAction action) {
    return new ActionView(
        action.id(), action.level().name().toLowerCase(Locale.ROOT), Localized.of(action.text()));
  }

  private record ActionView(String action, String level, Localized text) {}

  private static boolean wantsCsv(Call call) {
    String accept = call.request().header("Accept").orElse("").toLowerCase(Locale.ROOT);
    int csv = accept.indexOf(CSV);
    int json = accept.indexOf(Response.JSON);
    return csv >= 0 && (json < 0 || csv < json);
  }

  private static Response csv(Call call, Page<AuditEvent> page, ActorNames actors) {
    Csv csv =
        new Csv()
            .row(
                List.of(
                    "id",
                    "at",
                    "actor",
                    "action",
                    "subject",
                    "tenant",
                    "address",
                    "correlationId",
                    "detail",
                    "actorName"));
    for (AuditEvent event : page.items()) {
      csv.row(
          List.of(
              event.id(),
              event.at().toString(),
              event.actor(),
              event.action(),
              event.subject(),
              event.tenant(),
              event.address(),
              event.correlationId(),
              detail(event.detail()),
              actors.apply(event.actor()).orElse("")));
    }
    Response response =
        Response.text(200, Csv.TYPE, csv.text())
            .with("Content-Disposition", "attachment; filename=\"audit-events.csv\"");
    return Listing.link(call.request(), page)
        .map(link -> response.with("Link", link))
        .orElse(response);
  }

  private static String detail(Map<String, String> detail) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(detail)
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : "; ").append(name).append('=').append(value));
    return text.toString();
  }

  private record EventView(
      String id,
      Instant at,
      String actor,
      Optional<String> actorName,
      String action,
      String subject,
      String tenant,
      String address,
      String correlationId,
      Map<String, String> detail) {
    static EventView of(AuditEvent event, ActorNames actors) {
      return new EventView(
          event.id(),
          event.at(),
          event.actor(),
          actors.apply(event.actor()),
          event.action(),
          event.subject(),
          event.tenant(),
          event.address(),
          event.correlationId(),
          new TreeMap<>(event.detail()));
    }
  }
}
