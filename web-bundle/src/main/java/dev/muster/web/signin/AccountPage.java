package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.User;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page that tells somebody who they are here, and lets them sign out. */
final class AccountPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Page page;

  AccountPage(Page page) {
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param path the tenant's path
   * @param again the query of this very page
   * @param look whose page it is
   * @param profile who is signed in
   * @param source by which source
   * @param since when they signed in
   * @param csrf what shows that the form came from this page
   */
  record Model(
      String path,
      String again,
      Look look,
      User.Profile profile,
      String source,
      Instant since,
      String csrf) {}

  Response of(Language language, Model model) {
    User.Profile profile = model.profile;
    List<Html> facts = new ArrayList<>();
    fact(facts, language, Messages.USERNAME, Optional.of(profile.username()));
    fact(facts, language, Messages.EMAIL, profile.email());
    fact(facts, language, Messages.PHONE, profile.phone());
    fact(facts, language, Messages.BY, Optional.of(model.source));
    fact(facts, language, Messages.SINCE, Optional.of(TIME.format(model.since)));
    List<Html> content =
        List.of(
            ErrorPages.badge("good", "✓"),
            styled("p", "lead", text(language.of(Messages.SIGNED_IN_AS))),
            element("h1", text(profile.displayName().orElse(profile.username()))),
            styled("dl", "facts").containing(facts),
            styled(
                "div",
                "actions",
                element(
                        "form",
                        element("input")
                            .with("type", "hidden")
                            .with("name", "csrf")
                            .with("value", model.csrf),
                        styled("button", "button quiet", text(language.of(Messages.SIGN_OUT)))
                            .with("type", "submit"))
                    .with("method", "post")
                    .with("action", model.path + "/account/sign-out")));
    return page.of(
        200,
        language,
        language.of(Messages.ACCOUNT),
        Optional.of(model.look),
        Optional.of(model.again),
        content);
  }

  private static void fact(
      List<Html> facts, Language language, Text label, Optional<String> value) {
    value.ifPresent(
        known ->
            facts.add(
                element(
                    "div", element("dt", text(language.of(label))), element("dd", text(known)))));
  }
}
