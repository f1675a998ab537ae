package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.Sessions;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import java.util.Optional;

/** A person's own page. */
final class AccountEndpoint {
  private static final String SIGN_OUT = "sign-out";

  private final Looks looks;
  private final IdentitySources sources;
  private final Sessions store;
  private final BrowserSessions sessions;
  private final RedirectTargets targets;
  private final AccountPage page;

  AccountEndpoint(
      Looks looks,
      IdentitySources sources,
      Sessions store,
      BrowserSessions sessions,
      RedirectTargets targets,
      AccountPage page) {
    this.looks = looks;
    this.sources = sources;
    this.store = store;
    this.sessions = sessions;
    this.targets = targets;
    this.page = page;
  }

  /** {@code GET /t/{tenant}/account}. */
  Response get(Request request) {
    String tenant = request.path("tenant");
    Optional<BrowserSessions.Held> held = sessions.held(request, tenant);
    SignInRequest signIn =
        SignInRequest.of(request, tenant, Optional.empty(), request.query().filled("ui_locales"));
    if (held.isEmpty()) {
      return Response.seeOther(targets.page(tenant, "/login"));
    }
    String id = held.get().live().session().identitySource();
    String source =
        sources.find(tenant, id).map(found -> found.value().settings().displayName()).orElse(id);
    Sessions.Live live = held.get().live();
    return page.of(
        signIn.language(),
        new AccountPage.Model(
            signIn.path(),
            signIn.query(),
            looks.require(tenant),
            live.user().profile(),
            source,
            live.session().authTime(),
            FormTokens.of(held.get().token(), SIGN_OUT)));
  }

  /** {@code POST /t/{tenant}/account/sign-out}. */
  Response signOut(Request request) {
    String tenant = request.path("tenant");
    Optional<BrowserSessions.Held> held = sessions.held(request, tenant);
    Response gone = Response.seeOther(targets.page(tenant, "/login?choose=all"));
    if (held.isEmpty()) {
      return gone;
    }
    FormTokens.require(request, held.get().token(), SIGN_OUT);
    store.end(request.caller("user:" + held.get().live().user().id()), tenant, held.get().token());
    return gone.with(sessions.release(tenant));
  }
}
