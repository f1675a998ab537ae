package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.Administrators;
import dev.muster.api.Administrators.Administrator;
import dev.muster.api.Administrators.Role;
import dev.muster.api.Administrators.Settings;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.Listed;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /admins}: those who manage, and their console sessions. */
@Component
public final class AdministratorsApi implements Routes {
  private static final String ALL = "/admins";
  private static final String ONE = "/admins/{admin}";
  private static final String SESSIONS = ONE + "/sessions";

  private final Guard guard;
  private final Administrators administrators;
  private final ConsoleSessions sessions;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param administrators the service
   * @param sessions their sessions
   */
  @Activate
  public AdministratorsApi(
      @Reference Guard guard,
      @Reference Administrators administrators,
      @Reference ConsoleSessions sessions) {
    this.guard = guard;
    this.administrators = administrators;
    this.sessions = sessions;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.route("GET", ALL, Right.GOVERN, this::list),
        guard.route("POST", ALL, Right.GOVERN, this::create),
        guard.route("GET", ONE, Right.GOVERN, this::get),
        guard.route("PATCH", ONE, Right.GOVERN, this::change),
        guard.route("DELETE", ONE, Right.GOVERN, this::delete),
        guard.route("GET", SESSIONS, Right.GOVERN, this::sessions),
        guard.route("DELETE", SESSIONS + "/{session}", Right.GOVERN, this::endSession));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.answer(
        administrators.list(listing.limit(), listing.after()), AdministratorView::inList);
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    String username = body.requiredText("username");
    Settings settings = SettingsView.read(body, username);
    body.required("password");
    Optional<Secret> password = Inputs.secret(body, "password");
    body.end();
    Versioned<Administrator> made =
        administrators.create(call.caller(), username, settings, password.orElseThrow());
    return Etags.created(
        made, AdministratorView.of(made.value()), Inputs.location("admins", username));
  }

  private Response get(Call call) {
    return shown(
        administrators
            .find(call.path("admin"))
            .orElseThrow(() -> ProblemException.notFound(Resource.ADMINISTRATOR)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    List.of("id", "username", "createdAt", "lastSignInAt", "etag").forEach(patch::immutable);
    patch.refuseNull("password");
    Optional<Secret> password = Inputs.secret(patch, "password");
    String username = call.path("admin");
    return shown(
        administrators.change(
            call.caller(),
            username,
            present ->
                patch.appliedTo(
                    SettingsView.before(patch, present),
                    merged -> SettingsView.read(merged, username)),
            password,
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    administrators.delete(call.caller(), call.path("admin"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response sessions(Call call) {
    return ConsoleSessionView.answer(Listing.of(call.request()), sessions.list(call.path("admin")));
  }

  private Response endSession(Call call) {
    call.request().noBody();
    sessions.end(call.caller(), call.path("admin"), call.path("session"));
    return Response.empty(204);
  }

  private static Response shown(Versioned<Administrator> administrator) {
    return Etags.ok(administrator, AdministratorView.of(administrator.value()));
  }

  private record AdministratorView(
      String id,
      String username,
      @JsonUnwrapped SettingsView settings,
      Instant createdAt,
      Optional<Instant> lastSignInAt,
      Optional<String> etag) {
    static AdministratorView of(Administrator administrator) {
      return of(administrator, Optional.empty());
    }

    static AdministratorView inList(Versioned<Administrator> versioned) {
      return of(versioned.value(), Optional.of(Etags.tag(versioned)));
    }

    private static AdministratorView of(Administrator administrator, Optional<String> etag) {
      return new AdministratorView(
          administrator.username(),
          administrator.username(),
          SettingsView.of(administrator.settings()),
          administrator.createdAt(),
          administrator.lastSignInAt(),
          etag);
    }
  }

  /** What can be set of an administrator, as it is sent and shown. */
  private record SettingsView(String displayName, String role, Optional<List<String>> tenants) {
    static SettingsView of(Settings settings) {
      return new SettingsView(
          settings.displayName(),
          settings.role().id(),
          Optional.of(settings.tenants().stream().sorted().toList()));
    }

    /**
     * What a patch is applied to: who becomes an owner has all tenants unless it says otherwise.
     */
    static SettingsView before(JsonObject patch, Settings present) {
      boolean becomesOwner =
          patch.text("role").filter(Role.OWNER.id()::equals).isPresent() && !patch.has("tenants");
      SettingsView shown = of(present);
      return becomesOwner
          ? new SettingsView(shown.displayName, shown.role, Optional.empty())
          : shown;
    }

    static Settings read(JsonObject body, String username) {
      Role role = Inputs.role(body);
      return new Settings(
          body.text("displayName").orElse(username), role, Inputs.tenants(body, role));
    }
  }

  /** A console session as it is shown. */
  record ConsoleSessionView(
      String id, Instant authTime, Instant expiresAt, String userAgent, String address) {
    static Response answer(Listing listing, List<Listed> all) {
      return Listing.answer(listing.of(all, Listed::id), ConsoleSessionView::of);
    }

    private static ConsoleSessionView of(Listed session) {
      return new ConsoleSessionView(
          session.id(),
          session.authTime(),
          session.expiresAt(),
          session.userAgent(),
          session.address());
    }
  }
}
