package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.web.http.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forms in which somebody enters a password of ours. */
final class PasswordForms {
  private static final String MOST = "200";

  private PasswordForms() {}

  /**
   * What a form shows.
   *
   * @param action where it goes
   * @param token what shows that it came from this page
   * @param username what was entered before, or whose password is to be another
   * @param problem what was wrong with what was entered before
   * @param forgotten where those go who have forgotten their password, where there is a way
   */
  record Model(
      String action,
      String token,
      String username,
      Optional<String> problem,
      Optional<String> forgotten) {
    static Model of(String action, String token, String username) {
      return new Model(action, token, username, Optional.empty(), Optional.empty());
    }

    Model with(Optional<String> what) {
      return new Model(action, token, username, what, forgotten);
    }

    Model withForgotten(Optional<String> where) {
      return new Model(action, token, username, problem, where);
    }
  }

  /** A name and a password, with which somebody signs in. */
  static List<Html> signIn(Language language, Model model) {
    List<Html> content = new ArrayList<>(problem(model));
    content.add(
        form(
            model,
            label(language.of(Messages.BIND_USERNAME), "username"),
            field("username", "text", "username").with("value", model.username),
            label(language.of(Messages.BIND_PASSWORD), "password"),
            field("password", "password", "current-password"),
            submit(language.of(Messages.SIGN_IN))));
    model.forgotten.ifPresent(
        address ->
            content.add(
                styled(
                    "p",
                    "more",
                    element("a", text(language.of(Messages.RECOVERY_TITLE)))
                        .with("href", address))));
    return content;
  }

  /** A name, to which a code is sent. */
  static List<Html> name(Language language, Model model) {
    List<Html> content = new ArrayList<>(problem(model));
    content.add(
        form(
            model,
            label(language.of(Messages.BIND_USERNAME), "username"),
            field("username", "text", "username").with("value", model.username),
            submit(language.of(Messages.BIND_SEND_CODE))));
    return content;
  }

  /** The code that was sent. */
  static List<Html> code(Language language, Model model) {
    List<Html> content = new ArrayList<>(problem(model));
    content.add(
        form(
            model,
            label(language.of(Messages.RECOVERY_CODE), "code"),
            field("code", "text", "one-time-code").with("inputmode", "numeric"),
            submit(language.of(Messages.RECOVERY_ON))));
    return content;
  }

  /**
   * Another password, twice.
   *
   * @param rules what it has to be
   */
  static List<Html> choose(Language language, Model model, String rules) {
    List<Html> content = new ArrayList<>(problem(model));
    content.add(
        form(
            model,
            // for whatever keeps passwords for them
            element("input")
                .with("type", "hidden")
                .with("name", "username")
                .with("value", model.username)
                .with("autocomplete", "username"),
            label(language.of(Messages.PASSWORD_NEW), "password"),
            field("password", "password", "new-password").with("aria-describedby", "rules"),
            element("small", text(rules)).with("id", "rules"),
            label(language.of(Messages.PASSWORD_AGAIN), "again"),
            field("again", "password", "new-password"),
            submit(language.of(Messages.PASSWORD_SAVE))));
    return content;
  }

  private static List<Html> problem(Model model) {
    return model.problem.stream()
        .<Html>map(
            problem ->
                styled("p", "problem", text(problem)).with("role", "alert").with("id", "problem"))
        .toList();
  }

  private static Html form(Model model, Html... fields) {
    List<Html> all = new ArrayList<>(List.of(fields));
    all.add(
        0,
        element("input")
            .with("type", "hidden")
            .with("name", FormTokens.FIELD)
            .with("value", model.token));
    return styled("form", "fields")
        .with("method", "post")
        .with("action", model.action)
        .containing(all);
  }

  private static Html label(String words, String field) {
    return element("label", text(words)).with("for", field);
  }

  private static Html.Element field(String name, String type, String autocomplete) {
    return element("input")
        .with("id", name)
        .with("name", name)
        .with("type", type)
        .with("autocomplete", autocomplete)
        .with("maxlength", MOST)
        .with("required", "");
  }

  private static Html submit(String words) {
    return styled("button", "button", text(words)).with("type", "submit");
  }
}
