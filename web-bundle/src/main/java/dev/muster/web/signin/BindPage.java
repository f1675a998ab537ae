package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.Interactions.Waiting;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page that asks somebody whether they have an account already. */
final class BindPage {
  private final Looks looks;
  private final Page page;

  BindPage(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param action where its forms go
   * @param waiting the sign-in that waits
   * @param source by which source they came, as its button says
   * @param others sources by which they can prove an account
   * @param problem what was wrong with what they answered before
   * @param username what they entered before
   * @param token what shows that a form came from this page
   */
  record Model(
      String action,
      Waiting waiting,
      String source,
      List<Offer> others,
      Optional<Text> problem,
      String username,
      String token) {}

  Response of(int status, SignInRequest signIn, Model model) {
    return page(status, signIn, Messages.BIND_TITLE, content(signIn.language(), model));
  }

  static List<Html> content(Language language, Model model) {
    boolean mayCreate = model.waiting.mayCreate();
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(language.of(Messages.BIND_TITLE))));
    content.add(
        styled(
            "p",
            "lead",
            text(
                language
                    .of(mayCreate ? Messages.BIND_OR_CREATE : Messages.BIND_ONLY)
                    .replace("{source}", model.source)
                    .replace(
                        "{name}", model.waiting.name().orElse(model.waiting.platformUserId())))));
    problem(language, model).ifPresent(content::add);
    content.add(password(language, model));
    if (!model.waiting.codes().isEmpty()) {
      content.add(styled("h2", "or", text(language.of(Messages.BIND_BY_CODE))));
      content.add(sendCode(language, model));
    }
    if (!model.others.isEmpty()) {
      content.add(styled("h2", "or", text(language.of(Messages.BIND_BY_SOURCE))));
      List<Html> items = new ArrayList<>();
      model.others.forEach(offer -> items.add(element("li", source(language, model, offer))));
      content.add(styled("ul", "sources").containing(items));
    }
    if (mayCreate) {
      content.add(styled("h2", "or", text(language.of(Messages.BIND_NEW_TITLE))));
      content.add(
          form(
              model,
              List.of(Forms.hidden("choice", "create")),
              submit("button quiet", language.of(Messages.BIND_CREATE))));
    }
    return content;
  }

  /** Asks for the code that was sent. */
  Response code(int status, SignInRequest signIn, Model model) {
    Language language = signIn.language();
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(language.of(Messages.CODE_TITLE))));
    content.add(styled("p", "lead", text(CodeTexts.sent(language, model.waiting.codes()))));
    problem(language, model).ifPresent(content::add);
    content.add(
        form(
            model,
            List.of(
                Forms.hidden("choice", "bind"),
                Forms.hidden("proof", "code"),
                label(language.of(Messages.CODE), "code"),
                field("code", "code", "text", "one-time-code").with("inputmode", "numeric")),
            submit("button", language.of(Messages.BIND_LINK))));
    content.add(
        styled(
            "div",
            "actions",
            styled("a", "button quiet", text(language.of(Messages.CODE_OTHERWISE)))
                .with("href", model.action)));
    return page(status, signIn, Messages.CODE_TITLE, content);
  }

  private Response page(int status, SignInRequest signIn, Text title, List<Html> content) {
    return signIn.reachable(
        page.under(
            Page.FORMS_LEAD_AWAY,
            status,
            signIn.language(),
            signIn.language().of(title),
            Optional.of(looks.require(signIn.tenant())),
            Optional.of(signIn.request().rawQuery()),
            content));
  }

  private static Optional<Html> problem(Language language, Model model) {
    return model.problem.map(
        problem ->
            styled("p", "problem", text(problem(language, model, problem)))
                .with("role", "alert")
                .with("id", "problem"));
  }

  private static String problem(Language language, Model model, Text problem) {
    String sentence = language.of(problem);
    return sentence.replace("{left}", Integer.toString(model.waiting.attemptsLeft()));
  }

  private static Html password(Language language, Model model) {
    return form(
        model,
        List.of(
            Forms.hidden("choice", "bind"),
            Forms.hidden("proof", "password"),
            label(language.of(Messages.BIND_USERNAME), "username"),
            field("username", "username", "text", "username").with("value", model.username),
            label(language.of(Messages.BIND_PASSWORD), "password"),
            field("password", "password", "password", "current-password")),
        submit("button", language.of(Messages.BIND_LINK)));
  }

  private static Html sendCode(Language language, Model model) {
    return form(
        model,
        List.of(
            Forms.hidden("choice", "bind"),
            Forms.hidden("proof", "code"),
            label(language.of(Messages.BIND_USERNAME), "code-username"),
            field("code-username", "username", "text", "username").with("value", model.username)),
        submit("button quiet", language.of(Messages.BIND_SEND_CODE)));
  }

  private static Html source(Language language, Model model, Offer offer) {
    if (!offer.available()) {
      return styled(
              "div",
              "source off",
              Icons.of(offer),
              element(
                  "span",
                  text(offer.displayName()),
                  element("small", text(language.of(Messages.UNAVAILABLE_NOW)))))
          .with("role", "link")
          .with("aria-disabled", "true");
    }
    return form(
        model,
        List.of(
            Forms.hidden("choice", "bind"),
            Forms.hidden("proof", "identity-source"),
            Forms.hidden("identity_source", offer.id())),
        styled("button", "source", Icons.of(offer), element("span", text(offer.displayName())))
            .with("type", "submit"));
  }

  private static Html form(Model model, List<Html> fields, Html button) {
    List<Html> all = new ArrayList<>(fields);
    all.add(Forms.hidden(FormTokens.FIELD, model.token));
    all.add(button);
    return styled("form", "fields")
        .with("method", "post")
        .with("action", model.action)
        .containing(all);
  }

  private static Html label(String words, String field) {
    return element("label", text(words)).with("for", field);
  }

  private static Html.Element field(String id, String name, String type, String autocomplete) {
    return element("input")
        .with("id", id)
        .with("name", name)
        .with("type", type)
        .with("autocomplete", autocomplete)
        .with("maxlength", "200")
        .with("required", "");
  }

  private static Html submit(String css, String words) {
    return styled("button", css, text(words)).with("type", "submit");
  }
}
