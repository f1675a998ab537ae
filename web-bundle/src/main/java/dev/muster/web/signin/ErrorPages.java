package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.spi.Text;
import dev.muster.web.http.Failure;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Language;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequests;
import dev.muster.web.outcome.SignInFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages that say what did not work, why, and what to do: in our words, with a reference. */
final class ErrorPages {
  private final Looks looks;
  private final Page page;

  ErrorPages(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  /**
   * Where a button leads.
   *
   * @param label what it says
   * @param href where to
   */
  record Action(Text label, String href) {}

  /**
   * A page of a tenant.
   *
   * @param signIn who sees it
   * @param again the query of the same page, where it may be asked for in the other language
   * @param status the HTTP status
   * @param title what did not work
   * @param sentences why, and what to do
   * @param actions where buttons lead, the likeliest first
   */
  Response of(
      SignInRequest signIn,
      Optional<String> again,
      int status,
      Text title,
      List<Text> sentences,
      List<Action> actions) {
    String reference = signIn.request().correlationId();
    return signIn.reachable(
        page.of(
            status,
            signIn.language(),
            signIn.language().of(title),
            looks.find(signIn.tenant()),
            again,
            content(reference, status, signIn.language(), title, sentences, actions)));
  }

  /** A page of nobody's, which needs nothing that may be broken. */
  private Response of(
      Request request, int status, Language language, Text title, List<Text> sentences) {
    return page.of(
        status,
        language,
        language.of(title),
        Optional.empty(),
        Optional.empty(),
        content(request.correlationId(), status, language, title, sentences, List.of()));
  }

  static List<Html> content(
      String reference,
      int status,
      Language language,
      Text title,
      List<Text> sentences,
      List<Action> actions) {
    List<Html> content = new ArrayList<>();
    content.add(
        status == 403 || status == 404 || status == 400 ? badge("stop", "!") : badge("warn", "!"));
    content.add(element("h1", text(language.of(title))));
    for (Text sentence : sentences) {
      content.add(styled("p", "lead", text(language.of(sentence))));
    }
    List<Html> buttons = new ArrayList<>();
    for (Action action : actions) {
      buttons.add(
          styled(
                  "a",
                  buttons.isEmpty() ? "button" : "button quiet",
                  text(language.of(action.label)))
              .with("href", action.href));
    }
    if (!buttons.isEmpty()) {
      content.add(styled("div", "actions").containing(buttons));
    }
    content.add(
        styled(
            "p",
            "reference",
            text(language.of(Messages.REFERENCE) + " "),
            element("span", text(reference))));
    return content;
  }

  static Html badge(String kind, String sign) {
    return styled("span", "badge " + kind, text(sign)).with("aria-hidden", "true");
  }

  /** A request that nobody but the person can be told about. */
  Response untrusted(SignInRequest signIn, AuthorizeRequests.Reason reason) {
    Text sentence =
        switch (reason) {
          case DUPLICATE -> Messages.DUPLICATE;
          case TOO_LONG -> Messages.TOO_LONG;
          case CLIENT -> Messages.CLIENT;
          case NO_REDIRECT_URI -> Messages.NO_REDIRECT_URI;
          case REDIRECT_URI -> Messages.REDIRECT_URI;
          case REQUEST_URI -> Messages.REQUEST_URI;
        };
    // nothing of it is repeated, not even for the other language
    return of(signIn, Optional.empty(), 400, Messages.REQUEST_TITLE, List.of(sentence), List.of());
  }

  /** A {@code state} that is forged, used, expired or another browser's. */
  Response state(SignInRequest signIn, Optional<String> again, List<Action> actions) {
    SignInFailure invalid = SignInFailure.INVALID;
    return of(
        signIn,
        again,
        invalid.kind().pageStatus(),
        invalid.kind().title(),
        List.of(invalid.why()),
        actions);
  }

  /** Whatever else went wrong. */
  Response failure(Request request, Failure failure) {
    Language language = request.language();
    return switch (failure.code()) {
      case NOT_FOUND ->
          of(request, 404, language, Messages.NOT_FOUND_TITLE, List.of(Messages.NOT_FOUND));
      case CSRF ->
          of(request, failure.status(), language, Messages.CSRF_TITLE, List.of(Messages.CSRF));
      case THROTTLED ->
          of(
              request,
              failure.status(),
              language,
              Messages.TOO_MANY_TITLE,
              List.of(Messages.TOO_MANY));
      case UNAVAILABLE, PLATFORM_UNAVAILABLE ->
          of(request, failure.status(), language, Messages.BUSY_TITLE, List.of(Messages.BUSY));
      case INTERNAL ->
          of(request, 500, language, Messages.INTERNAL_TITLE, List.of(Messages.INTERNAL));
      default ->
          of(
              request,
              failure.status(),
              language,
              Messages.MALFORMED_TITLE,
              List.of(Messages.MALFORMED));
    };
  }

  /** An address that is unknown: a page for people, a problem document for programs. */
  Response notFound(Request request, Failure failure) {
    boolean person =
        request.header("Accept").map(accept -> accept.contains("text/html")).orElse(false);
    return person ? failure(request, failure) : Failures.problemDocument(request, failure);
  }
}
