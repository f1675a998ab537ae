package dev.muster.web.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.ConsoleSessions.SignedIn;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Secret;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Limits;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /session}: signing in to the console. A form of another site cannot sign somebody in: the
 * body is JSON, which no form sends.
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
        Guard.open("DELETE", "/session", this::signOut).upTo(Limits.ANONYMOUS_BYTES));
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
          ProblemCode.UNAUTHENTICATED, "The user name or password is wrong.");
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
      return Response.json(
          200,
          new SessionView(
              principal.actor(),
              principal.role().id(),
              principal.tenants().stream().sorted().toList(),
              Optional.empty()));
    }
    return guard.consoleSession(request).map(SessionApi::shown).orElseThrow(SessionApi::none);
  }

  private Response signOut(Request request) {
    request.noBody();
    ConsoleSession session = guard.consoleSession(request).orElseThrow(SessionApi::none);
    sessions.signOut(request.caller(session.principal().actor()), session.cookie());
    return Response.empty(204).with(guard.cookie().gone());
  }

  private static ProblemException none() {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, "Nobody is signed in.");
  }

  private static Response shown(ConsoleSession session) {
    return Response.json(
        200,
        new SessionView(
            session.username(),
            session.principal().role().id(),
            session.principal().tenants().stream().sorted().toList(),
            Optional.of(session.csrfToken().reveal())));
  }

  private record SessionView(
      String username, String role, List<String> tenants, Optional<String> csrfToken) {
    @Override
    public String toString() {
      return "SessionView[" + username + "]";
    }
  }
}
