package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.SignInTries.Decision;
import dev.muster.api.SignInTries.Result;
import dev.muster.api.SignInTries.Try;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.TryProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page at the end of a try: what came out, and that the window can be closed. */
final class TryPage {
  private final Looks looks;
  private final Page page;

  TryPage(Looks looks, Page page) {
    this.looks = looks;
    this.page = page;
  }

  Response of(SignInRequest signIn, Try tried) {
    Language language = signIn.language();
    List<Text> sentences = new ArrayList<>();
    sentences.add(
        tried.decision().map(Decision::result).map(TryPage::said).orElse(Messages.TRIED_FAILED));
    tried.problem().map(TryProblem::of).map(TryProblem::sentences).ifPresent(sentences::addAll);
    sentences.add(Messages.TRIED_CLOSE);
    List<Html> content = new ArrayList<>();
    content.add(
        tried.problem().isPresent()
            ? ErrorPages.badge("stop", "!")
            : ErrorPages.badge("good", "✓"));
    content.add(element("h1", text(language.of(Messages.TRIED_TITLE))));
    sentences.forEach(sentence -> content.add(styled("p", "lead", text(language.of(sentence)))));
    content.add(
        styled(
            "p",
            "reference",
            text(language.of(Messages.REFERENCE) + " "),
            element("span", text(signIn.request().correlationId()))));
    return page.of(
        200,
        language,
        language.of(Messages.TRIED_TITLE),
        looks.find(signIn.tenant()),
        Optional.empty(),
        content);
  }

  private static Text said(Result result) {
    return switch (result) {
      case CREATED -> Messages.TRIED_CREATED;
      case LINKED -> Messages.TRIED_LINKED;
      case SIGNED_IN -> Messages.TRIED_SIGNED_IN;
      case ASKED -> Messages.TRIED_ASKED;
      case REFUSED -> Messages.TRIED_REFUSED;
    };
  }
}
