package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.UserImports;
import dev.muster.api.UserImports.Line;
import dev.muster.api.UserImports.UserImport;
import dev.muster.web.http.Language;
import dev.muster.web.http.Limits;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/users/import}: users from elsewhere, by a file. */
@Component
public final class UserImportsApi implements Routes {
  private static final String ONE = "/users/imports/{import}";
  private static final List<String> CSV = List.of("text/csv");

  private final Guard guard;
  private final UserImports imports;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param imports the service
   */
  @Activate
  public UserImportsApi(@Reference Guard guard, @Reference UserImports imports) {
    this.guard = guard;
    this.imports = imports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard
            .tenantRoute("POST", "/users/import", Right.CHANGE, this::start)
            .upTo(Limits.IMPORT_BYTES),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::stop));
  }

  private Response start(Call call) {
    boolean dryRun = Inputs.flag(call.request(), "dryRun");
    String id = imports.start(call.caller(), call.tenant(), dryRun, call.request().upload(CSV));
    return Response.json(202, Map.of("id", id))
        .with(
            "Location",
            Inputs.location("tenants", call.tenant(), "users", "imports", id).toASCIIString());
  }

  private Response get(Call call) {
    Language language = call.request().language();
    UserImport found =
        imports
            .find(call.tenant(), call.path("import"))
            .orElseThrow(() -> ProblemException.notFound(Resource.USER_IMPORT));
    return Response.json(200, ImportView.of(found, language)).in(language);
  }

  private Response stop(Call call) {
    call.request().noBody();
    imports.stop(call.caller(), call.tenant(), call.path("import"));
    return Response.empty(204);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private record ImportView(
      String id,
      String state,
      boolean dryRun,
      int total,
      int done,
      int created,
      int changed,
      int skipped,
      int refused,
      List<LineView> lines,
      Instant createdAt,
      Optional<Instant> endedAt) {
    static ImportView of(UserImport it, Language language) {
      return new ImportView(
          it.id(),
          word(it.state()),
          it.dryRun(),
          it.total(),
          it.counts().done(),
          it.counts().created(),
          it.counts().changed(),
          it.counts().skipped(),
          it.counts().refused(),
          it.lines().stream().map(line -> LineView.of(line, language)).toList(),
          it.createdAt(),
          it.endedAt());
    }
  }

  private record LineView(
      int line, String result, Optional<String> field, String reason, String message) {
    static LineView of(Line line, Language language) {
      return new LineView(
          line.line(),
          word(line.result()),
          line.field(),
          line.reason(),
          language.of(line.message()));
    }
  }
}
