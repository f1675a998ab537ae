package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.util.List;
import java.util.Optional;

/** Asks whether somebody means what they pressed, and says what comes of it. */
final class ConfirmPage {
  /** The field that says that they do. */
  static final String FIELD = "confirm";

  private final Looks looks;
  private final Page page;

  ConfirmPage(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param title what they are asked
   * @param sentence what comes of it
   * @param button what the button says
   * @param name the name of what they pressed
   * @param value its value
   * @param token what shows that the form came from this page
   */
  record Model(
      String title, String sentence, Text button, String name, String value, String token) {}

  Response of(SignInRequest signIn, Model model) {
    Language language = signIn.language();
    String account = signIn.address("/account");
    return page.of(
        200,
        language,
        model.title,
        Optional.of(looks.require(signIn.tenant())),
        // it came by a form, and cannot be asked for again
        Optional.empty(),
        List.of(
            ErrorPages.badge("warn", "!"),
            element("h1", text(model.title)),
            styled("p", "lead", text(model.sentence)),
            styled(
                "div",
                "actions",
                element(
                        "form",
                        Forms.hidden(FormTokens.FIELD, model.token),
                        Forms.hidden(model.name, model.value),
                        Forms.hidden(FIELD, "yes"),
                        styled("button", "button", text(language.of(model.button)))
                            .with("type", "submit"))
                    .with("method", "post")
                    .with("action", account),
                styled("a", "button quiet", text(language.of(Messages.CANCEL)))
                    .with("href", account))));
  }
}
