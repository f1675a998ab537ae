package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that submits itself, or by its button where nothing runs.
 *
 * @param title what happens
 * @param lead the sentence for those who see the button
 * @param action where it goes
 * @param fields its values by their names, in their order
 * @param target what the policy lets forms lead to; empty for everywhere, which redirects need
 */
record SelfSubmittingForm(
    Text title, Text lead, String action, Map<String, String> fields, Optional<String> target) {
  private static final Html.FixedScript SUBMIT =
      new Html.FixedScript("document.forms[0].submit();");

  Response on(Page page, Language language, Optional<Look> look) {
    List<Html> content = new ArrayList<>();
    fields.forEach((name, value) -> content.add(Forms.hidden(name, value)));
    content.add(styled("button", "button", text(language.of(Messages.CONTINUE))));
    return page.scripted(
        language,
        language.of(title),
        look,
        List.of(
            element("h1", text(language.of(title))),
            styled("p", "lead", text(language.of(lead))),
            element("form").with("method", "post").with("action", action).containing(content)),
        List.of(SUBMIT),
        "default-src 'none'; script-src "
            + SUBMIT.allowed()
            + "; style-src 'self'; img-src 'self' data:; "
            + target.map(it -> "form-action " + it + "; ").orElse("")
            + "frame-ancestors 'none'; base-uri 'none'");
  }
}
