package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.SignIns;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.signin.ErrorPages.Action;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page inside a platform's client that asks for a code by script. Its policy lets run what
 * comes from the origins of the platform's libraries and the one script with this page's nonce.
 *
 * <p>The script fills the form and goes where the form leads, in place of submitting it: {@code
 * form-action} holds for every address that a submitted form is redirected to, and the
 * application's are not ours to know.
 */
final class InAppSheet {
  /** The parameter that leads past this page. */
  static final String SKIP = "skip_in_app";

  private static final String BEGIN =
      "(function(){var form=document.getElementById('in-app'),ended=false;"
          + "function done(code){if(!ended&&code){ended=true;form.elements.code.value=code;"
          + "location.replace(form.action+'?state='"
          + "+encodeURIComponent(form.elements.state.value)"
          + "+'&code='+encodeURIComponent(code));}}"
          + "function failed(why){if(window.console){console.log(String(why));}}"
          + "try{(function(config,done,failed){";
  private static final String END = "\n})(%s,done,failed);}catch(e){failed(e);}})();";

  private final Scripts ours = new Scripts();
  private final Looks looks;
  private final Page page;

  InAppSheet(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * The page.
   *
   * @param signIn who sees it
   * @param begun the sign-in that has begun
   * @param inApp the platform's part of it
   * @param ways where links lead past it, if anywhere
   */
  Response of(SignInRequest signIn, SignIns.Begun begun, SignIns.InApp inApp, List<Action> ways) {
    Language language = signIn.language();
    String nonce = ours.nonce();
    List<Html.Script> scripts = new ArrayList<>();
    inApp
        .page()
        .scripts()
        .forEach(library -> scripts.add(new Html.Script(nonce, Optional.of(library), "")));
    scripts.add(new Html.Script(nonce, Optional.empty(), script(inApp)));
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(language.of(Messages.IN_APP_TITLE))));
    content.add(
        styled(
            "p",
            "lead",
            text(language.of(ways.isEmpty() ? Messages.IN_APP_ALONE : Messages.IN_APP))));
    content.add(
        element(
                "form",
                element("input")
                    .with("type", "hidden")
                    .with("name", "state")
                    .with("value", begun.state()),
                element("input").with("type", "hidden").with("name", "code").with("value", ""))
            .with("id", "in-app")
            .with("method", "get")
            .with("action", begun.location().getRawPath()));
    for (Action way : ways) {
      content.add(
          styled(
              "p", "more", element("a", text(language.of(way.label()))).with("href", way.href())));
    }
    return signIn.reachable(
        page.scripted(
            language,
            language.of(Messages.IN_APP_TITLE),
            looks.find(signIn.tenant()),
            content,
            scripts,
            policy(nonce, inApp.page().scripts())));
  }

  private static String script(SignIns.InApp inApp) {
    return BEGIN + inApp.page().script() + END.formatted(Scripts.literal(inApp.config()));
  }

  private static String policy(String nonce, List<URI> libraries) {
    String origins =
        libraries.stream()
            .map(library -> " " + library.getScheme() + "://" + library.getRawAuthority())
            .distinct()
            .collect(Collectors.joining());
    return "default-src 'none'; script-src 'nonce-"
        + nonce
        + "'"
        + origins
        + "; connect-src 'self'"
        + origins
        + "; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none';"
        + " base-uri 'none'";
  }
}
