package dev.muster.web.api;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.web.api.Views.Report;
import dev.muster.web.http.JsonObject;
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

/** {@code /tenants/{tenant}/identity-sources}: the ways in for people. */
@Component
public final class IdentitySourcesApi implements Routes {
  private static final String ALL = "/identity-sources";
  private static final String ONE = "/identity-sources/{source}";

  private final Guard guard;
  private final IdentitySources sources;
  private final SourceFields sourceFields;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param sources the service
   * @param platforms which fields are secret
   */
  @Activate
  public IdentitySourcesApi(
      @Reference Guard guard, @Reference IdentitySources sources, @Reference Platforms platforms) {
    this.guard = guard;
    this.sources = sources;
    this.sourceFields = new SourceFields(platforms);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.CHANGE, this::create),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::delete),
        guard.tenantRoute("POST", ONE + "/check", Right.CHANGE, this::check));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.answer(
        sources.list(call.tenant(), listing.limit(), listing.after()), SourceView::of);
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    String id = body.requiredText("id");
    String platform = body.requiredText("platform");
    body.requiredText("displayName");
    body.required("methods");
    SourcePatch patch = SourcePatch.read(body);
    body.end();
    Draft draft =
        patch.apply(
            new Draft("", Set.of(), Map.of(), Map.of(), false, Association.OFF, true),
            sourceFields.secretsOf(platform, Optional.empty(), patch.fields().keySet()));
    Versioned<IdentitySource> source =
        sources.create(call.caller(), call.tenant(), id, platform, draft);
    return Etags.created(
        source,
        SourceView.of(source.value()),
        Inputs.location("tenants", call.tenant(), "identity-sources", source.value().id()));
  }

  private Response get(Call call) {
    return shown(find(call));
  }

  private Versioned<IdentitySource> find(Call call) {
    return sources
        .find(call.tenant(), call.path("source"))
        .orElseThrow(() -> ProblemException.notFound("identity source"));
  }

  private Response change(Call call) {
    JsonObject body = call.request().mergePatch();
    body.immutable("id");
    body.immutable("platform");
    body.refuseNull("displayName");
    body.refuseNull("methods");
    SourcePatch patch = SourcePatch.read(body);
    body.end();
    IdentitySource present = find(call).value();
    Set<String> secret =
        sourceFields.secretsOf(present.platform(), Optional.of(present), patch.fields().keySet());
    return shown(
        sources.change(
            call.caller(),
            call.tenant(),
            present.id(),
            draft -> patch.apply(draft, secret),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    sources.delete(
        call.caller(), call.tenant(), call.path("source"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response check(Call call) {
    call.request().noBody();
    return Response.json(
        200,
        Report.of(
            sources.check(call.caller(), call.tenant(), call.path("source")),
            Views.language(call)));
  }

  private static Response shown(Versioned<IdentitySource> source) {
    return Etags.ok(source, SourceView.of(source.value()));
  }
}
