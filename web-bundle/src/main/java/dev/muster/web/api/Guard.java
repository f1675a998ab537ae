package dev.muster.web.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.ApiTokens;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.Installation;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tenants;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Failure;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Handler;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stands before every endpoint: who is it (401), does the request come from our own console (403
 * {@code csrf}), may they see the tenant (404), may they do this there (403); in this order.
 */
@Component(service = Guard.class)
public final class Guard {
  /** Where the API lives. */
  static final String BASE = "/api/v1";

  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String BEARER = "bearer ";
  private static final int LONGEST_CREDENTIAL = 4096;

  private final ConsoleSessions sessions;
  private final ApiTokens tokens;
  private final Tenants tenants;
  private final ConsoleCookie cookie;
  private final DeviceCookie device;

  /**
   * Makes the guard.
   *
   * @param sessions who may come in from the console
   * @param tokens which programs may come in
   * @param tenants which tenants there are
   * @param installation settings
   */
  @Activate
  public Guard(
      @Reference ConsoleSessions sessions,
      @Reference ApiTokens tokens,
      @Reference Tenants tenants,
      @Reference Installation installation) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.tenants = tenants;
    this.cookie = new ConsoleCookie(installation.publicUrl());
    this.device = new DeviceCookie(installation.publicUrl());
  }

  /**
   * A route of the installation.
   *
   * @param method the HTTP method
   * @param path below the API's base
   * @param right what it asks for
   * @param endpoint what answers
   * @return the route
   */
  Route route(String method, String path, Right right, Endpoint endpoint) {
    Function<Request, Call> admission =
        request -> {
          Principal principal = authenticate(request);
          require(principal, right);
          return call(request, principal, "");
        };
    return guarded(method, path, admission, endpoint);
  }

  /**
   * A route of a tenant.
   *
   * @param method the HTTP method
   * @param path below {@code /tenants/{tenant}}, or the empty string
   * @param right what it asks for
   * @param endpoint what answers
   * @return the route
   */
  Route tenantRoute(String method, String path, Right right, Endpoint endpoint) {
    Function<Request, Call> admission =
        request -> {
          Principal principal = authenticate(request);
          String tenant = request.path("tenant");
          if (!principal.sees(tenant) || tenants.find(tenant).isEmpty()) {
            throw ProblemException.notFound(Resource.TENANT);
          }
          require(principal, right);
          return call(request, principal, tenant);
        };
    return guarded(method, "/tenants/{tenant}" + path, admission, endpoint);
  }

  /** Who may not come in is not waited for, nor is what they send. */
  private static Route guarded(
      String method, String path, Function<Request, Call> admission, Endpoint endpoint) {
    // secrets are shown only to who makes them, which is no GET
    boolean reads = method.equals("GET");
    Route route =
        open(
                method,
                path,
                request -> {
                  Response response = endpoint.answer(admission.apply(request));
                  return reads ? response.compressible() : response;
                })
            .behind(
                request -> {
                  Call unused = admission.apply(request);
                });
    return reads ? route.withLargeAnswer() : route;
  }

  /**
   * A route that anybody may call.
   *
   * @param method the HTTP method
   * @param path below the API's base
   * @param handler what answers
   * @return the route
   */
  static Route open(String method, String path, Handler handler) {
    return Route.of(method, BASE + path, Guard::refuse, handler);
  }

  /**
   * The console session of a request that changes something, or only reads.
   *
   * @param request the request
   * @return the session, or empty if there is none
   * @throws ProblemException {@code CSRF} if it changes something and does not come from our
   *     console
   */
  Optional<ConsoleSession> consoleSession(Request request) {
    Optional<ConsoleSession> session = cookie.session(request, sessions);
    session.ifPresent(found -> requireOwnConsole(request, found));
    return session;
  }

  /**
   * The cookie of console sessions.
   *
   * @return how it is named and written
   */
  ConsoleCookie cookie() {
    return cookie;
  }

  /**
   * The cookie of browsers in which somebody signed in before.
   *
   * @return how it is named and written
   */
  DeviceCookie device() {
    return device;
  }

  /**
   * Whom a request is from.
   *
   * @param request the request
   * @return who it is
   * @throws ProblemException {@code UNAUTHENTICATED}, {@code CSRF}, {@code THROTTLED}
   */
  Principal authenticate(Request request) {
    Optional<String> authorization = request.header("Authorization");
    return authorization
        .map(
            value ->
                bearer(value)
                    .flatMap(token -> tokens.authenticate(request.caller("system"), token)))
        .orElseGet(() -> consoleSession(request).map(ConsoleSession::principal))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNAUTHENTICATED,
                    authorization.isPresent()
                        ? new Text("The token is invalid or no longer valid.", "令牌无效或已失效。")
                        : new Text("Sign in, or send an API token.", "请登录，或提供 API 令牌。")));
  }

  private static Optional<Secret> bearer(String authorization) {
    if (authorization.length() > LONGEST_CREDENTIAL
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String token = authorization.substring(BEARER.length()).strip();
    return token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token));
  }

  private static void requireOwnConsole(Request request, ConsoleSession session) {
    if (request.method().equals("GET")) {
      return;
    }
    boolean own =
        request
            .header(CSRF_HEADER)
            .filter(token -> !token.isEmpty() && token.length() <= LONGEST_CREDENTIAL)
            .filter(token -> Secret.of(token).equals(session.csrfToken()))
            .isPresent();
    if (!own) {
      throw new ProblemException(
          ProblemCode.CSRF,
          new Text(
              "The header " + CSRF_HEADER + " is missing or wrong.",
              "请求头 " + CSRF_HEADER + " 缺失或错误。"));
    }
  }

  private static void require(Principal principal, Right right) {
    if (!right.grantedTo(principal.role())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, new Text("Your role does not allow this.", "您的角色没有此权限。"));
    }
  }

  private static Call call(Request request, Principal principal, String tenant) {
    return new Call(request, principal, request.caller(principal.actor()), tenant);
  }

  private static Response refuse(Request request, Failure failure) {
    Response response = Failures.problemDocument(request, failure);
    return failure.status() == Failures.status(ProblemCode.UNAUTHENTICATED)
        ? response.with("WWW-Authenticate", "Bearer realm=\"muster\"")
        : response;
  }
}
