package dev.muster.web.api;

import dev.muster.api.Identity;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Users.Address;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.api.UserView.ProfileView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/users}: people, their identities and their sessions. */
@Component
public final class UsersApi implements Routes {
  private static final String ALL = "/users";
  private static final String ONE = "/users/{user}";
  private static final String IDENTITIES = ONE + "/identities";
  private static final String SESSIONS = ONE + "/sessions";

  private final Guard guard;
  private final Users users;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param users the service
   */
  @Activate
  public UsersApi(@Reference Guard guard, @Reference Users users) {
    this.guard = guard;
    this.users = users;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.CHANGE, this::create),
        guard.tenantRoute("GET", ALL + "/export", Right.READ, this::export),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.CHANGE, this::change),
        guard.tenantRoute("DELETE", ONE, Right.CHANGE, this::delete),
        guard.tenantRoute("POST", ONE + "/disable", Right.CHANGE, call -> setActive(call, false)),
        guard.tenantRoute("POST", ONE + "/enable", Right.CHANGE, call -> setActive(call, true)),
        guard.tenantRoute("POST", ONE + "/password", Right.CHANGE, this::setPassword),
        guard.tenantRoute("GET", IDENTITIES, Right.READ, this::identities),
        guard.tenantRoute(
            "DELETE", IDENTITIES, Right.CHANGE, call -> unlink(call, Optional.empty())),
        guard.tenantRoute(
            "DELETE",
            IDENTITIES + "/{identity}",
            Right.CHANGE,
            call -> unlink(call, Optional.of(call.path("identity")))),
        guard.tenantRoute("GET", SESSIONS, Right.READ, this::sessions),
        guard.tenantRoute("DELETE", SESSIONS, Right.CHANGE, this::endSessions),
        guard.tenantRoute("DELETE", SESSIONS + "/{userSession}", Right.CHANGE, this::endSession));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Parameters query = call.request().query();
    Users.Filter filter =
        new Users.Filter(
            query.filled("q"),
            query.filled("status").map(UsersApi::active),
            query.filled("source"),
            Inputs.instant(query, "inactiveSince"));
    return Listing.versioned(
        users.list(call.tenant(), filter, listing.limit(), listing.after()), UserView::of);
  }

  private static boolean active(String status) {
    return switch (status) {
      case "active" -> true;
      case "disabled" -> false;
      default ->
          throw ProblemException.invalid(
              "status",
              "unknown-value",
              new Text("status must be active or disabled.", "须为 active 或 disabled。"));
    };
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    Profile profile = ProfileView.read(body);
    Optional<Secret> password = Inputs.secret(body, "password");
    body.end();
    Versioned<User> user = users.create(call.caller(), call.tenant(), profile, password);
    return Etags.created(
        user,
        UserView.of(user.value()),
        Inputs.location("tenants", call.tenant(), "users", user.value().id()));
  }

  private Response export(Call call) {
    return Response.inPieces(Csv.TYPE, new UserCsv(users, call.tenant()))
        .with("Content-Disposition", "attachment; filename=\"users.csv\"");
  }

  private Response get(Call call) {
    return shown(
        users
            .find(call.tenant(), call.path("user"))
            .orElseThrow(() -> ProblemException.notFound(Resource.USER)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    patch.immutable("lastSignInAt");
    patch.immutable("passwordSet");
    if (patch.has("status")) {
      patch.problem(
          "status",
          "immutable",
          new Text(
              "Change it with POST …/disable or …/enable.", "请通过 POST …/disable 或 …/enable 修改。"));
    }
    patch.refuseNull("password");
    Optional<Secret> password = Inputs.secret(patch, "password");
    return shown(
        users.change(
            call.caller(),
            call.tenant(),
            call.path("user"),
            new Users.Change(profile -> patched(patch, profile), confirmed(patch), password),
            Etags.expected(call.request())));
  }

  /** An address that is changed is not known to be theirs any more, unless the patch says so. */
  private static Profile patched(JsonObject patch, Profile before) {
    Profile after = patch.appliedTo(ProfileView.of(before), ProfileView::read);
    return after.toBuilder()
        .email(
            after.email(),
            after.emailVerified()
                && (patch.has("emailVerified") || after.email().equals(before.email())))
        .phone(
            after.phone(),
            after.phoneVerified()
                && (patch.has("phoneVerified") || after.phone().equals(before.phone())))
        .build();
  }

  /** Addresses that the patch itself says are theirs. */
  private static Set<Address> confirmed(JsonObject patch) {
    Set<Address> confirmed = EnumSet.noneOf(Address.class);
    if (patch.flag("emailVerified").orElse(false)) {
      confirmed.add(Address.EMAIL);
    }
    if (patch.flag("phoneVerified").orElse(false)) {
      confirmed.add(Address.PHONE);
    }
    return confirmed;
  }

  private Response delete(Call call) {
    call.request().noBody();
    users.delete(call.caller(), call.tenant(), call.path("user"), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response setActive(Call call, boolean active) {
    JsonObject body = call.request().jsonOrNothing();
    Optional<String> reason = body.text("reason");
    body.end();
    return shown(
        users.setActive(
            call.caller(),
            call.tenant(),
            call.path("user"),
            active,
            reason,
            Etags.expected(call.request())));
  }

  private Response setPassword(Call call) {
    JsonObject body = call.request().json();
    body.required("password");
    Optional<Secret> password = Inputs.secret(body, "password");
    boolean change = body.flag("change").orElse(false);
    body.end();
    users.setPassword(
        call.caller(), call.tenant(), call.path("user"), password.orElseThrow(), change);
    return Response.empty(204);
  }

  private Response identities(Call call) {
    return Listing.answer(
        Listing.of(call.request())
            .of(users.identities(call.tenant(), call.path("user")), Identity::id),
        IdentityView::of);
  }

  private Response unlink(Call call, Optional<String> identity) {
    call.request().noBody();
    users.unlink(call.caller(), call.tenant(), call.path("user"), identity);
    return Response.empty(204);
  }

  private Response sessions(Call call) {
    return Listing.answer(
        Listing.of(call.request())
            .of(users.sessions(call.tenant(), call.path("user")), Session::id),
        SessionView::of);
  }

  private Response endSession(Call call) {
    call.request().noBody();
    users.endSession(call.caller(), call.tenant(), call.path("user"), call.path("userSession"));
    return Response.empty(204);
  }

  private Response endSessions(Call call) {
    call.request().noBody();
    users.endSessions(call.caller(), call.tenant(), call.path("user"));
    return Response.empty(204);
  }

  private static Response shown(Versioned<User> user) {
    return Etags.ok(user, UserView.of(user.value()));
  }

  private record IdentityView(
      String id,
      String identitySource,
      String platform,
      String platformTenant,
      String platformUserId,
      List<String> departments,
      Instant linkedAt,
      Instant lastSignInAt,
      Optional<Instant> leftAt) {
    static IdentityView of(Identity identity) {
      return new IdentityView(
          identity.id(),
          identity.identitySource(),
          identity.platform(),
          identity.platformTenant(),
          identity.platformUserId(),
          identity.departments(),
          identity.linkedAt(),
          identity.lastSignInAt(),
          identity.leftAt());
    }
  }

  private record SessionView(
      String id,
      String identitySource,
      Instant authTime,
      Instant lastUsedAt,
      Instant expiresAt,
      String userAgent,
      String address) {
    static SessionView of(Session session) {
      return new SessionView(
          session.id(),
          session.identitySource(),
          session.authTime(),
          session.lastUsedAt(),
          session.expiresAt(),
          session.userAgent(),
          session.address());
    }
  }
}
