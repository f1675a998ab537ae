package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Sessions;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A person's own page. */
final class AccountEndpoint {
  private static final String MAC = "HmacSHA256";

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
            csrf(held.get().token())));
  }

  /** {@code POST /t/{tenant}/account/sign-out}. */
  Response signOut(Request request) {
    String tenant = request.path("tenant");
    Optional<BrowserSessions.Held> held = sessions.held(request, tenant);
    Response gone = Response.seeOther(targets.page(tenant, "/login?choose=all"));
    if (held.isEmpty()) {
      return gone;
    }
    String shown = request.form().one("csrf").orElse("");
    if (!MessageDigest.isEqual(
        csrf(held.get().token()).getBytes(StandardCharsets.UTF_8),
        shown.getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(
          ProblemCode.CSRF, new Text("The form did not come from this page.", "表单不是来自此页面。"));
    }
    store.end(request.caller("user:" + held.get().live().user().id()), tenant, held.get().token());
    return gone.with(sessions.release(tenant));
  }

  /** Bound to the session, and nothing that would open it. */
  private static String csrf(Secret token) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(token.reveal().getBytes(StandardCharsets.UTF_8), MAC));
      byte[] digest = mac.doFinal("sign-out".getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
