package dev.muster.web.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.ConsoleSessions.SignedIn;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.api.AdministratorsApi.ConsoleSessionView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Limits;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /session}: signing in to the console, and what is one's own there. A form of another site
 * cannot sign somebody in: the body is JSON, which no form sends.
 */
@Component
public final class SessionApi implements Routes {
  private static final int LONGEST = 1000;

  private final Guard guard;
  private final ConsoleSessions sessions;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param sessions the service, which also counts wrong passwords
   */
  @Activate
  public SessionApi(@Reference Guard guard, @Reference ConsoleSessions sessions) {
    this.guard = guard;
    this.sessions = sessions;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Guard.open("POST", "/session", this::signIn).upTo(Limits.ANONYMOUS_BYTES),
        Guard.open("GET", "/session", this::get),
        Guard.open("DELETE", "/session", this::signOut).upTo(Limits.ANONYMOUS_BYTES),
        Guard.open("POST", "/session/password", this::changePassword).upTo(Limits.ANONYMOUS_BYTES),
        Guard.open("GET", "/session/others", this::others),
        Guard.open("DELETE", "/session/others/{session}", this::endOther)
            .upTo(Limits.ANONYMOUS_BYTES));
  }

  private Response signIn(Request request) {
    JsonObject body = request.json();
    String username = body.requiredText("username");
    String password = body.requiredText("password");
    body.end();
    if (username.isEmpty()
        || password.isEmpty()
        || username.length() > LONGEST
        || password.length() > LONGEST) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED,
          new Text("The user name or password is wrong.", "用户名或密码错误。"));
    }
    SignedIn signedIn =
        sessions.signIn(
            request.caller("system"),
            username,
            Secret.of(password),
            new Browser(
                request.header("User-Agent").orElse(""),
                guard.device().of(request, username, sessions)));
    return shown(signedIn.session())
        .with(guard.cookie().holding(signedIn.session().cookie()))
        .with(guard.device().holding(signedIn.device()));
  }

  private Response get(Request request) {
    if (request.header("Authorization").isPresent()) {
      Principal principal = guard.authenticate(request);
      return Response.json(200, SessionView.of(principal.actor(), principal, Optional.empty()));
    }
    return guard.consoleSession(request).map(SessionApi::shown).orElseThrow(SessionApi::none);
  }

  private Response signOut(Request request) {
    request.noBody();
    ConsoleSession session = require(request);
    sessions.signOut(caller(request, session), session.cookie());
    return Response.empty(204).with(guard.cookie().gone());
  }

  private Response changePassword(Request request) {
    JsonObject body = request.json();
    body.required("current");
    body.required("password");
    Optional<Secret> current = Inputs.secret(body, "current");
    Optional<Secret> password = Inputs.secret(body, "password");
    body.end();
    ConsoleSession session = require(request);
    sessions.changePassword(
        caller(request, session), session, current.orElseThrow(), password.orElseThrow());
    return Response.empty(204);
  }

  private Response others(Request request) {
    ConsoleSession session = require(request);
    return ConsoleSessionView.answer(
        Listing.of(request),
        sessions.list(session.username()).stream()
            .filter(each -> !each.id().equals(session.id()))
            .toList());
  }

  private Response endOther(Request request) {
    request.noBody();
    ConsoleSession session = require(request);
    String id = request.path("session");
    if (id.equals(session.id())) {
      throw ProblemException.notFound(Resource.SESSION);
    }
    sessions.end(caller(request, session), session.username(), id);
    return Response.empty(204);
  }

  private ConsoleSession require(Request request) {
    return guard.consoleSession(request).orElseThrow(SessionApi::none);
  }

  private static Caller caller(Request request, ConsoleSession session) {
    return request.caller(session.principal().actor());
  }

  private static ProblemException none() {
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED, new Text("Nobody is signed in.", "您尚未登录。"));
  }

  private static Response shown(ConsoleSession session) {
    return Response.json(
        200,
        SessionView.of(
            session.username(), session.principal(), Optional.of(session.csrfToken().reveal())));
  }

  private record SessionView(
      String username,
      String displayName,
      String role,
      List<String> tenants,
      List<String> rights,
      Optional<String> csrfToken,
      Optional<Instant> expiresAt) {
    static SessionView of(String username, Principal principal, Optional<String> csrfToken) {
      return new SessionView(
          username,
          principal.displayName(),
          principal.role().id(),
          principal.tenants().stream().sorted().toList(),
          Right.of(principal.role()),
          csrfToken,
          principal.expiresAt());
    }

    @Override
    public String toString() {
      return "SessionView[" + username + "]";
    }
  }
}
