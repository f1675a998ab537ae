package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.PushedRequests;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeAnswer;
import dev.muster.web.oidc.AuthorizeRequests;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings answers to clients: by sending the browser on, by a form that goes to the redirect URI, or
 * by a page that posts the answer to the window that opened this one. The browser hands the message
 * to that window only while it shows a page of the redirect URI's origin; whoever else opened us
 * gets nothing. The page never closes itself: a stranger who opened it would learn by that whether
 * somebody is signed in here.
 */
final class Answers {
  /** An IPv6 address, or an IPv4 address but this one. */
  private static final Pattern NUMERIC_HOST =
      Pattern.compile("\\[.*|(?!127\\.0\\.0\\.1$)[0-9]+(?:\\.[0-9]+){3}");

  private final Scripts scripts = new Scripts();
  private final Looks looks;
  private final Page page;
  private final PushedRequests pushed;
  private final ErrorPages errors;

  Answers(Looks looks, Page page, PushedRequests pushed, ErrorPages errors) {
    this.pushed = pushed;
    this.errors = errors;
    this.looks = looks;
    this.page = page;
  }

  Response of(SignInRequest signIn, AuthorizeAnswer answer) {
    if (answer.pushed().isPresent()
        && !pushed.end(signIn.request().caller("system"), signIn.tenant(), answer.pushed().get())) {
      // somebody else was faster: a code that was made for this answer is told to nobody
      return errors.untrusted(signIn, AuthorizeRequests.Reason.REQUEST_URI);
    }
    return switch (answer.mode()) {
      case QUERY -> Response.seeOther(answer.address());
      case FORM_POST -> form(signIn, answer);
      case WEB_MESSAGE -> message(signIn, answer);
    };
  }

  private Response form(SignInRequest signIn, AuthorizeAnswer answer) {
    return new SelfSubmittingForm(
            Messages.HANDED_OVER_TITLE,
            Messages.POSTED,
            answer.redirectUri().toString(),
            answer.parameters(),
            Optional.of(policySource(answer.redirectUri())))
        .on(page, signIn.language(), looks.find(signIn.tenant()));
  }

  /**
   * An address as a policy names it: without its query, and without what would end the directive
   * (Content Security Policy Level 3, section 2.3.1). By its scheme alone where the host is a
   * number that no source matches (there, "host-part matches"): the form is ours, and leads nowhere
   * else.
   */
  private static String policySource(URI address) {
    if (NUMERIC_HOST.matcher(Optional.ofNullable(address.getHost()).orElse("")).matches()) {
      return address.getScheme() + ":";
    }
    String path = Optional.ofNullable(address.getRawPath()).orElse("");
    return URI.create(address.getScheme() + "://" + address.getRawAuthority() + path)
        .toASCIIString()
        .replace(";", "%3B")
        .replace(",", "%2C");
  }

  private Response message(SignInRequest signIn, AuthorizeAnswer answer) {
    Language language = signIn.language();
    String nonce = scripts.nonce();
    String script =
        "if(window.opener){window.opener.postMessage("
            + Scripts.literal(
                Map.of("type", "authorization_response", "response", answer.parameters()))
            + ","
            + Scripts.literal(answer.origin())
            + ");}";
    return Page.reachingOpener(
        page.scripted(
            language,
            language.of(Messages.HANDED_OVER_TITLE),
            looks.find(signIn.tenant()),
            List.of(
                element("h1", text(language.of(Messages.HANDED_OVER_TITLE))),
                styled("p", "lead", text(language.of(Messages.HANDED_OVER)))),
            List.of(new Html.Script(nonce, Optional.empty(), script)),
            "default-src 'none'; script-src 'nonce-"
                + nonce
                + "'; style-src 'self'; img-src 'self' data:; form-action 'none';"
                + " frame-ancestors 'none'; base-uri 'none'"));
  }
}
