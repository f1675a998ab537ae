package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.User;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.LogoutRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks whether somebody wants to sign out, and says that they are. */
final class LogoutPage {
  /** The field by which a client's form shows that it went round by a page of ours. */
  static final String AGAIN = "again";

  private final Looks looks;
  private final Page page;

  LogoutPage(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * Asks.
   *
   * @param signIn who sees it
   * @param request what is carried on with the answer
   * @param user who is signed in
   * @param token what shows that the form came from this page
   */
  Response ask(SignInRequest signIn, LogoutRequest request, User user, String token) {
    Language language = signIn.language();
    String name = user.profile().displayName().orElse(user.profile().username());
    List<Html> fields = new ArrayList<>();
    fields.add(Forms.hidden(FormTokens.FIELD, token));
    fields.add(Forms.hidden(ConfirmPage.FIELD, "yes"));
    request.parameters().forEach((key, value) -> fields.add(Forms.hidden(key, value)));
    fields.add(
        styled("button", "button", text(language.of(Messages.SIGN_OUT))).with("type", "submit"));
    return page.under(
        // the answer may lead to an application
        Page.FORMS_LEAD_AWAY,
        200,
        language,
        language.of(Messages.LOGOUT_TITLE),
        Optional.of(looks.require(signIn.tenant())),
        // in the other language by an address, unless an ID token would come into it by that
        Optional.of(request.query())
            .filter(
                query ->
                    !request.hasHint()
                        || signIn.request().query().filled("id_token_hint").isPresent()),
        List.of(
            ErrorPages.badge("warn", "!"),
            element("h1", text(language.of(Messages.LOGOUT_TITLE))),
            styled("p", "lead", text(language.of(Messages.LOGOUT).replace("{name}", name))),
            styled(
                "div",
                "actions",
                element("form")
                    .containing(fields)
                    .with("method", "post")
                    .with("action", signIn.address(LogoutEndpoint.PATH)),
                styled("a", "button quiet", text(language.of(Messages.LOGOUT_STAY)))
                    .with("href", signIn.address("/account")))));
  }

  /**
   * Sends a client's form once more, from a page of ours: the browser brings the session's cookie
   * with that, and no parameter comes into an address.
   */
  Response again(SignInRequest signIn, LogoutRequest request) {
    Map<String, String> fields = new LinkedHashMap<>(Map.of(AGAIN, "yes"));
    fields.putAll(request.parameters());
    // the answer may lead to an application
    return new SelfSubmittingForm(
            Messages.SIGN_OUT,
            Messages.GOES_ON,
            signIn.address(LogoutEndpoint.PATH),
            fields,
            Optional.empty())
        .on(page, signIn.language(), looks.find(signIn.tenant()));
  }

  /**
   * Says that nobody is signed in any more.
   *
   * @param refusedAddress whether an application wanted its person back at an address of nobody's
   */
  Response done(SignInRequest signIn, boolean refusedAddress) {
    Language language = signIn.language();
    List<Html> content = new ArrayList<>();
    content.add(ErrorPages.badge("good", "✓"));
    content.add(element("h1", text(language.of(Messages.LOGGED_OUT_TITLE))));
    List<Text> sentences = new ArrayList<>(List.of(Messages.LOGGED_OUT));
    if (refusedAddress) {
      sentences.add(Messages.LOGGED_OUT_NOT_BACK);
    }
    sentences.forEach(sentence -> content.add(styled("p", "lead", text(language.of(sentence)))));
    content.add(
        styled(
            "div",
            "actions",
            styled("a", "button quiet", text(language.of(Messages.SIGN_IN_ANEW)))
                .with("href", signIn.path() + "/login?choose=all")));
    return page.of(
        200,
        language,
        language.of(Messages.LOGGED_OUT_TITLE),
        Optional.of(looks.require(signIn.tenant())),
        Optional.of(""),
        content);
  }
}
