package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.Client;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page on which somebody chooses how to sign in. */
final class LoginPage {
  private final Page page;

  LoginPage(Page page) {
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param path the tenant's path
   * @param look whose page it is
   * @param client for which application, if for one
   * @param query what every link carries along
   * @param offers the sources to show
   * @param others whether there are more than these
   * @param again the query of this very page
   * @param password the form for a password, where that is offered
   */
  record Model(
      String path,
      Look look,
      Optional<Client> client,
      String query,
      List<Offer> offers,
      boolean others,
      String again,
      Optional<PasswordForms.Model> password) {
    Model with(PasswordForms.Model form) {
      return new Model(path, look, client, query, offers, others, again, Optional.of(form));
    }

    private boolean isEmpty() {
      return offers.isEmpty() && password.isEmpty();
    }
  }

  Response of(Language language, Model model) {
    return of(model.isEmpty() ? 404 : 200, language, model);
  }

  Response of(int status, Language language, Model model) {
    List<Html> content = new ArrayList<>();
    String heading =
        model
            .client
            .map(client -> language.of(Messages.SIGN_IN_TO) + " " + client.settings().displayName())
            .orElse(language.of(Messages.SIGN_IN));
    if (model.isEmpty()) {
      content.add(ErrorPages.badge("warn", "!"));
      content.add(element("h1", text(language.of(Messages.NO_WAY_TITLE))));
      content.add(styled("p", "lead", text(language.of(Messages.NO_WAY))));
    } else {
      content.add(element("h1", text(heading)));
    }
    if (!model.offers.isEmpty()) {
      content.add(styled("p", "lead", text(language.of(Messages.CHOOSE))));
      List<Html> items = new ArrayList<>();
      for (Offer offer : model.offers) {
        items.add(element("li", button(language, model, offer)));
      }
      content.add(styled("ul", "sources").containing(items));
    }
    model.password.ifPresent(
        form -> {
          if (!model.offers.isEmpty()) {
            content.add(styled("h2", "or", text(language.of(Messages.PASSWORD_OR))));
          }
          content.addAll(PasswordForms.signIn(language, form));
        });
    if (model.others) {
      content.add(
          styled(
              "p",
              "more",
              element("a", text(language.of(Messages.OTHER_WAYS)))
                  .with("href", model.path + "/login?" + Page.with(model.again, "choose", "all"))));
    }
    return page.under(
        model.password.isPresent() ? Page.FORMS_LEAD_AWAY : Page.CSP,
        status,
        language,
        language.of(Messages.SIGN_IN),
        Optional.of(model.look),
        Optional.of(model.again),
        content);
  }

  private static Html button(Language language, Model model, Offer offer) {
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
    return styled("a", "source", Icons.of(offer), element("span", text(offer.displayName())))
        .with(
            "href",
            model.path + "/login/" + offer.id() + (model.query.isEmpty() ? "" : "?" + model.query));
  }
}
