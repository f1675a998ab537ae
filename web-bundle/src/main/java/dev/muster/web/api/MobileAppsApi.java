package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.IdentitySources;
import dev.muster.api.Installation;
import dev.muster.api.MobileApp;
import dev.muster.api.MobileApps;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.ChatLimits;
import dev.muster.api.warroom.WarRooms;
import dev.muster.spi.Text;
import dev.muster.web.api.PlatformUrls.UrlsView;
import dev.muster.web.api.Views.SecretView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/mobile-apps}: mobile app management. */
@Component
public final class MobileAppsApi implements Routes {
  private static final String ONE = "/mobile-apps/{platform}";

  private final Guard guard;
  private final MobileApps apps;
  private final IdentitySources sources;
  private final WarRooms rooms;
  private final ApiTokens tokens;
  private final PlatformUrls urls;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param apps the service
   * @param sources who uses an app
   * @param rooms what its group chats can do
   * @param tokens what those are called that changed an app
   * @param platforms whether it sends events
   * @param installation the public address
   */
  @Activate
  public MobileAppsApi(
      @Reference Guard guard,
      @Reference MobileApps apps,
      @Reference IdentitySources sources,
      @Reference WarRooms rooms,
      @Reference ApiTokens tokens,
      @Reference Platforms platforms,
      @Reference Installation installation) {
    this.guard = guard;
    this.apps = apps;
    this.sources = sources;
    this.rooms = rooms;
    this.tokens = tokens;
    this.urls = new PlatformUrls(installation, platforms);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/mobile-apps", Right.READ, this::list),
        guard.tenantRoute("POST", "/mobile-apps", Right.CHANGE, this::bind),
        guard.tenantRoute("POST", "/mobile-apps/check", Right.CHANGE, this::checkDraft),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::unbind),
        guard.tenantRoute("PUT", ONE + "/keys", Right.CHANGE, this::modifyKeys),
        guard.tenantRoute("POST", ONE + "/check", Right.CHANGE, this::check));
  }

  private Response list(Call call) {
    ActorNames actors = new ActorNames(tokens);
    return Listing.versioned(
        Listing.of(call.request()).of(apps.list(call.tenant()), app -> app.value().platform()),
        app -> view(call, app, actors));
  }

  private Response bind(Call call) {
    JsonObject body = call.request().json();
    String platform = body.requiredText("platform");
    Map<String, String> fields = fields(body);
    body.end();
    Versioned<MobileApp> app = apps.bind(call.caller(), call.tenant(), platform, fields);
    return Etags.created(
        app,
        view(call, app.value(), new ActorNames(tokens)),
        Inputs.location("tenants", call.tenant(), "mobile-apps", app.value().platform()));
  }

  private Response get(Call call) {
    Versioned<MobileApp> app =
        apps.find(call.tenant(), call.path("platform"))
            .orElseThrow(() -> ProblemException.notFound(Resource.MOBILE_APP));
    return shown(call, app);
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("platform");
    return shown(
        call,
        apps.change(
            call.caller(),
            call.tenant(),
            call.path("platform"),
            present -> patch.appliedTo(Map.of("fields", present), MobileAppsApi::fields),
            Etags.expected(call.request())));
  }

  private static Map<String, String> fields(JsonObject body) {
    return body.requiredObject("fields").textsByName();
  }

  private Response modifyKeys(Call call) {
    JsonObject body = call.request().json();
    Map<String, String> secrets = body.textsByName();
    secrets.forEach(
        (name, value) -> {
          if (value.isBlank()) {
            body.problem(name, "required", new Text("A key must not be empty.", "密钥不能为空。"));
          }
        });
    body.end();
    if (secrets.isEmpty()) {
      throw ProblemException.invalid(
          "", "required", new Text("At least one key is required.", "请至少填写一项密钥。"));
    }
    return shown(
        call,
        apps.modifyKeys(
            call.caller(),
            call.tenant(),
            call.path("platform"),
            secrets,
            Etags.expected(call.request())));
  }

  private Response unbind(Call call) {
    call.request().noBody();
    apps.unbind(
        call.caller(),
        call.tenant(),
        call.path("platform"),
        Inputs.flag(call.request(), "force"),
        Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response check(Call call) {
    call.request().noBody();
    return Views.report(call, apps.check(call.caller(), call.tenant(), call.path("platform")));
  }

  private Response checkDraft(Call call) {
    JsonObject body = call.request().json();
    String platform = body.requiredText("platform");
    Map<String, String> fields = fields(body);
    body.end();
    return Views.report(call, apps.check(call.tenant(), platform, fields));
  }

  private Response shown(Call call, Versioned<MobileApp> app) {
    return Etags.ok(app, view(call, app.value(), new ActorNames(tokens)));
  }

  private MobileAppView view(Call call, MobileApp app, ActorNames actors) {
    String platform = app.platform();
    return new MobileAppView(
        platform,
        new TreeMap<>(app.fields()),
        Views.secrets(app.secrets(), actors),
        urls.of(call.tenant(), platform, sources.ofPlatform(call.tenant(), platform)),
        rooms.chatLimits(call.tenant(), platform),
        app.createdAt(),
        app.updatedAt(),
        app.changedBy(),
        app.changedBy().flatMap(actors));
  }

  private record MobileAppView(
      String platform,
      Map<String, String> fields,
      Map<String, SecretView> secrets,
      UrlsView urls,
      Optional<ChatLimits> groupChats,
      Instant createdAt,
      Instant updatedAt,
      Optional<String> changedBy,
      Optional<String> changedByName) {}
}
