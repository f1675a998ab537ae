package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Usage;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.web.api.SourceView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/identity-sources}: the ways in for people. */
@Component
public final class IdentitySourcesApi implements Routes {
  private static final String ALL = "/identity-sources";
  private static final String ONE = "/identity-sources/{source}";
  private static final List<String> READ_ONLY =
      List.of(
          "id",
          "platform",
          "createdAt",
          "updatedAt",
          "changedBy",
          "changedByName",
          "lastSignInAt",
          "linkedUsers",
          "lastCheck",
          "etag");

  private final Guard guard;
  private final IdentitySources sources;
  private final ApiTokens tokens;
  private final PlatformUrls urls;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param sources the service
   * @param platforms whether one sends events
   * @param installation the public address
   * @param tokens knows what API tokens are called
   */
  @Activate
  public IdentitySourcesApi(
      @Reference Guard guard,
      @Reference IdentitySources sources,
      @Reference Platforms platforms,
      @Reference Installation installation,
      @Reference ApiTokens tokens) {
    this.guard = guard;
    this.sources = sources;
    this.tokens = tokens;
    this.urls = new PlatformUrls(installation, platforms);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.CHANGE, this::create),
        guard.tenantRoute("POST", ALL + "/check", Right.CHANGE, this::checkDraft),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::delete),
        guard.tenantRoute("POST", ONE + "/check", Right.CHANGE, this::check));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    // how many are linked is counted for one alone
    Map<String, Usage> usages = sources.usages(call.tenant());
    ActorNames actors = new ActorNames(tokens);
    return Listing.versioned(
        sources.list(call.tenant(), listing.limit(), listing.after()),
        source -> view(call, source, usages.getOrDefault(source.id(), Usage.NONE), actors));
  }

  private record NewSource(String id, String platform, Settings settings) {
    static NewSource of(Call call) {
      JsonObject body = call.request().json();
      NewSource source =
          new NewSource(
              body.requiredText("id"), body.requiredText("platform"), SettingsView.read(body));
      body.end();
      return source;
    }
  }

  private Response checkDraft(Call call) {
    NewSource made = NewSource.of(call);
    return Views.report(
        call, sources.check(call.tenant(), made.id(), made.platform(), made.settings()));
  }

  private Response create(Call call) {
    NewSource made = NewSource.of(call);
    Versioned<IdentitySource> source =
        sources.create(call.caller(), call.tenant(), made.id(), made.platform(), made.settings());
    return Etags.created(
        source,
        view(call, source.value()),
        Inputs.location("tenants", call.tenant(), "identity-sources", source.value().id()));
  }

  private Response get(Call call) {
    return shown(
        call,
        sources
            .find(call.tenant(), call.path("source"))
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    READ_ONLY.forEach(patch::immutable);
    return shown(
        call,
        sources.change(
            call.caller(),
            call.tenant(),
            call.path("source"),
            present -> patch.appliedTo(SettingsView.of(present), SettingsView::read),
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
    return Views.report(call, sources.check(call.caller(), call.tenant(), call.path("source")));
  }

  private Response shown(Call call, Versioned<IdentitySource> source) {
    return Etags.ok(source, view(call, source.value()));
  }

  private SourceView view(Call call, IdentitySource source) {
    return view(call, source, sources.usage(call.tenant(), source.id()), new ActorNames(tokens));
  }

  private SourceView view(Call call, IdentitySource source, Usage usage, ActorNames actors) {
    return SourceView.of(
        source, urls.of(call.tenant(), source.platform(), List.of(source)), usage, actors);
  }
}
