package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks somebody whether an application may have what it asks for. */
final class ConsentPage {
  /** The name of its buttons. */
  static final String DECISION = "decision";

  static final String ALLOW = "allow";
  static final String DECLINE = "decline";

  private final Looks looks;
  private final Page page;

  ConsentPage(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param client what the application is called
   * @param person what the person is called
   * @param scope what it asks for
   * @param returns where the browser goes afterwards
   * @param token what shows that the form came from this page
   */
  record Model(String client, String person, Set<String> scope, String returns, String token) {}

  Response of(SignInRequest signIn, Model model) {
    Language language = signIn.language();
    return signIn.reachable(
        page.under(
            Page.FORMS_LEAD_AWAY,
            200,
            language,
            title(language, model),
            Optional.of(looks.require(signIn.tenant())),
            Optional.of(signIn.query()),
            content(language, signIn.address(ConsentEndpoint.PATH), model)));
  }

  static String title(Language language, Model model) {
    return language.of(Messages.CONSENT_TITLE).replace("{client}", model.client);
  }

  /**
   * What stands on the page.
   *
   * @param action where the decision goes
   */
  static List<Html> content(Language language, String action, Model model) {
    List<Html> scopes =
        Scopes.of(language, model.scope).stream()
            .<Html>map(words -> element("li", element("span", text(words))))
            .toList();
    return List.of(
        element("h1", text(title(language, model))),
        styled(
            "p",
            "lead",
            text(
                language
                    .of(Messages.CONSENT_LEAD)
                    .replace("{person}", model.person)
                    .replace("{client}", model.client))),
        styled("ul", "items").containing(scopes),
        styled(
            "p",
            "lead",
            text(language.of(Messages.CONSENT_AFTER).replace("{address}", model.returns))),
        styled(
                "form",
                "actions",
                Forms.hidden(FormTokens.FIELD, model.token),
                button("button", language.of(Messages.CONSENT_ALLOW), ALLOW),
                button("button quiet", language.of(Messages.CONSENT_DECLINE), DECLINE))
            .with("method", "post")
            .with("action", action));
  }

  private static Html button(String css, String words, String decision) {
    return styled("button", css, text(words))
        .with("type", "submit")
        .with("name", DECISION)
        .with("value", decision);
  }
}
