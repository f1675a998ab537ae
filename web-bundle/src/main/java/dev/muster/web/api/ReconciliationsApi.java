package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.ProblemException;
import dev.muster.api.Reconciliations;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Problem;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Resource;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /tenants/{tenant}/identity-sources/{source}/reconciliations}: the address book compared
 * with the users.
 */
@Component
public final class ReconciliationsApi implements Routes {
  private static final String ALL = "/identity-sources/{source}/reconciliations";
  private static final String ONE = ALL + "/{run}";

  private final Guard guard;
  private final Reconciliations reconciliations;
  private final ApiTokens tokens;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param reconciliations the service
   * @param tokens what those are called that started a run
   */
  @Activate
  public ReconciliationsApi(
      @Reference Guard guard,
      @Reference Reconciliations reconciliations,
      @Reference ApiTokens tokens) {
    this.guard = guard;
    this.reconciliations = reconciliations;
    this.tokens = tokens;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.CHANGE, this::start),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("GET", ONE + "/differences", Right.READ, this::differences),
        guard.tenantRoute("POST", ONE + "/apply", Right.CHANGE, this::apply),
        guard.tenantRoute("POST", ONE + "/discard", Right.CHANGE, this::discard));
  }

  private Response start(Call call) {
    JsonObject body = call.request().json();
    body.required("apply");
    boolean apply = body.flag("apply").orElse(false);
    body.end();
    String source = call.path("source");
    String id = reconciliations.start(call.caller(), call.tenant(), source, apply);
    return Response.json(202, Map.of("id", id))
        .with(
            "Location",
            Inputs.location(
                    "tenants", call.tenant(), "identity-sources", source, "reconciliations", id)
                .toASCIIString());
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Language language = call.request().language();
    Page<Reconciliation> page =
        reconciliations.list(call.tenant(), call.path("source"), listing.limit(), listing.after());
    ActorNames actors = new ActorNames(tokens);
    return Listing.answer(page, run -> RunView.of(run, actors, language)).in(language);
  }

  private Response get(Call call) {
    Language language = call.request().language();
    return reconciliations
        .find(call.tenant(), call.path("source"), call.path("run"))
        .map(
            run ->
                Response.json(200, RunView.of(run, new ActorNames(tokens), language)).in(language))
        .orElseThrow(() -> ProblemException.notFound(Resource.RECONCILIATION));
  }

  private Response differences(Call call) {
    Listing listing = Listing.of(call.request());
    Page<Difference> page =
        reconciliations.differences(
            call.tenant(),
            call.path("source"),
            call.path("run"),
            call.request().query().filled("kind").map(ReconciliationsApi::kind),
            listing.limit(),
            listing.after());
    return Listing.answer(page, DifferenceView::of);
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "kind",
                    "unknown-value",
                    new Text(
                        "It must be one of created, changed, disabled, enabled, skipped.",
                        "须为以下之一：created, changed, disabled, enabled, skipped。")));
  }

  private Response apply(Call call) {
    call.request().noBody();
    reconciliations.apply(call.caller(), call.tenant(), call.path("source"), call.path("run"));
    return get(call);
  }

  private Response discard(Call call) {
    call.request().noBody();
    reconciliations.discard(call.caller(), call.tenant(), call.path("source"), call.path("run"));
    return get(call);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private record RunView(
      String id,
      String state,
      boolean apply,
      Instant startedAt,
      String startedBy,
      Optional<String> startedByName,
      Optional<Instant> endedAt,
      int people,
      int linked,
      Reconciliations.Counts counts,
      boolean unusual,
      Optional<ProblemView> problem) {
    static RunView of(Reconciliation it, ActorNames actors, Language language) {
      return new RunView(
          it.id(),
          word(it.state()),
          it.apply(),
          it.startedAt(),
          it.startedBy(),
          actors.apply(it.startedBy()),
          it.endedAt(),
          it.people(),
          it.linked(),
          it.counts(),
          it.unusual(),
          it.problem().map(problem -> ProblemView.of(problem, language)));
    }
  }

  private record ProblemView(
      String part,
      Optional<String> department,
      String code,
      String message,
      Optional<String> fix,
      Optional<URI> helpUrl) {
    static ProblemView of(Problem it, Language language) {
      return new ProblemView(
          it.part(),
          it.department(),
          it.code(),
          language.of(it.message()),
          it.fix().map(language::of),
          it.helpUrl());
    }
  }

  private record DifferenceView(
      String kind,
      String platformUserId,
      Optional<String> user,
      Optional<String> name,
      String reason,
      List<String> fields) {
    static DifferenceView of(Difference it) {
      return new DifferenceView(
          word(it.kind()), it.platformUserId(), it.user(), it.name(), it.reason(), it.fields());
    }
  }
}
