package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.Installation;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertIntake;
import dev.muster.api.warroom.AlertIntakes;
import dev.muster.api.warroom.AlertIntakes.WithKey;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.spi.Secret;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /tenants/{tenant}/alert-intakes}: where monitoring systems send alerts to, and {@code
 * …/alert-formats}: in which formats.
 */
@Component
public final class AlertIntakesApi implements Routes {
  private static final String ALL = "/alert-intakes";
  private static final String ONE = ALL + "/{intake}";

  private final Guard guard;
  private final AlertIntakes intakes;
  private final AlertReceiver receiver;
  private final Installation installation;
  private final ApiTokens tokens;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param intakes the service
   * @param receiver knows the formats
   * @param installation settings
   * @param tokens knows what API tokens are called
   */
  @Activate
  public AlertIntakesApi(
      @Reference Guard guard,
      @Reference AlertIntakes intakes,
      @Reference AlertReceiver receiver,
      @Reference Installation installation,
      @Reference ApiTokens tokens) {
    this.guard = guard;
    this.intakes = intakes;
    this.receiver = receiver;
    this.installation = installation;
    this.tokens = tokens;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/alert-formats", Right.READ, this::formats),
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.RESPOND, this::create),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.RESPOND, this::rename),
        guard.tenantRoute("DELETE", ONE, Right.RESPOND, this::delete));
  }

  private Response formats(Call call) {
    return Response.json(
        200, new FormatsView(receiver.formats().stream().map(this::format).toList()));
  }

  private FormatView format(AlertFormat format) {
    return new FormatView(format.id(), new TreeSet<>(mediaTypes(format)));
  }

  /** One that does not say in time keeps nobody from the others. */
  private Set<String> mediaTypes(AlertFormat format) {
    try {
      return receiver.mediaTypes(format.id());
    } catch (ProblemException e) {
      return Set.of();
    }
  }

  /** What can be sent now. */
  private record FormatsView(List<FormatView> items) {}

  /** A format, and how it may be sent. */
  private record FormatView(String id, Set<String> mediaTypes) {}

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    ActorNames actors = new ActorNames(tokens);
    return Listing.versioned(
        intakes.list(call.tenant(), listing.limit(), listing.after()),
        intake -> IntakeView.of(intake, actors));
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    String displayName = body.requiredText("displayName");
    body.end();
    WithKey made = intakes.create(call.caller(), call.tenant(), displayName);
    return Etags.created(
        made.intake(),
        IntakeView.of(
            made.intake().value(),
            new ActorNames(tokens),
            made.key(),
            urls(call.tenant(), made.key())),
        Inputs.location("tenants", call.tenant(), "alert-intakes", made.intake().value().id()));
  }

  /** Where to send what: the only time that the key is seen. */
  private Map<String, String> urls(String tenant, Secret key) {
    String base = installation.publicUrl().toString();
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    Map<String, String> urls = new TreeMap<>();
    receiver
        .formats()
        .forEach(
            format ->
                urls.put(
                    format.id(),
                    trimmed + "/t/" + tenant + "/alerts/" + key.reveal() + "/" + format.id()));
    return urls;
  }

  private Response get(Call call) {
    return intakes
        .find(call.tenant(), call.path("intake"))
        .map(intake -> Etags.ok(intake, IntakeView.of(intake.value(), new ActorNames(tokens))))
        .orElseThrow(() -> ProblemException.notFound(Resource.ALERT_INTAKE));
  }

  private Response rename(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("createdBy");
    patch.immutable("createdByName");
    patch.immutable("lastReceivedAt");
    patch.immutable("etag");
    Versioned<AlertIntake> renamed =
        intakes.rename(
            call.caller(),
            call.tenant(),
            call.path("intake"),
            present ->
                patch.appliedTo(new NameView(present), body -> body.requiredText("displayName")),
            Etags.expected(call.request()));
    return Etags.ok(renamed, IntakeView.of(renamed.value(), new ActorNames(tokens)));
  }

  /** What can be changed of an intake. */
  private record NameView(String displayName) {}

  private Response delete(Call call) {
    call.request().noBody();
    intakes.delete(
        call.caller(), call.tenant(), call.path("intake"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  /** An intake as it is shown; its key only where it was made just now. */
  private record IntakeView(
      String id,
      String displayName,
      Instant createdAt,
      String createdBy,
      Optional<String> createdByName,
      Optional<Instant> lastReceivedAt,
      Optional<String> key,
      Optional<Map<String, String>> urls) {
    static IntakeView of(AlertIntake intake, ActorNames actors) {
      return of(intake, actors, Optional.empty(), Optional.empty());
    }

    static IntakeView of(
        AlertIntake intake, ActorNames actors, Secret key, Map<String, String> urls) {
      return of(intake, actors, Optional.of(key.reveal()), Optional.of(urls));
    }

    private static IntakeView of(
        AlertIntake intake,
        ActorNames actors,
        Optional<String> key,
        Optional<Map<String, String>> urls) {
      return new IntakeView(
          intake.id(),
          intake.displayName(),
          intake.createdAt(),
          intake.createdBy(),
          actors.apply(intake.createdBy()),
          intake.lastReceivedAt(),
          key,
          urls);
    }

    @Override
    public String toString() {
      return "IntakeView[" + id + "]";
    }
  }
}
