package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.spi.Text;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.outcome.SignInFailure.Button;
import dev.muster.web.signin.ErrorPages.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pages of sign-ins that ended without anybody signed in, as the table says. */
final class FailurePages {
  private final IdentitySources sources;
  private final Returns returns;
  private final ErrorPages errors;

  FailurePages(IdentitySources sources, Returns returns, ErrorPages errors) {
    this.sources = sources;
    this.returns = returns;
    this.errors = errors;
  }

  /** What became of a sign-in: it came once, and is not asked for again in another language. */
  Response of(Visit visit, String source, NotSignedIn otherwise) {
    return of(visit, Optional.empty(), source, otherwise.failure(), otherwise.why());
  }

  /**
   * A failure of the table.
   *
   * @param visit who sees it
   * @param again the query of the same page, where it may be asked for in the other language
   * @param source by which source they wanted to sign in
   * @param failure what it is
   */
  Response of(Visit visit, Optional<String> again, String source, SignInFailure failure) {
    return of(visit, again, source, failure, failure.why());
  }

  private Response of(
      Visit visit, Optional<String> again, String source, SignInFailure failure, Text why) {
    SignInFailure.Kind kind = failure.kind();
    List<Text> sentences = new ArrayList<>(List.of(why));
    failure.what().ifPresent(sentences::add);
    List<Action> actions = new ArrayList<>();
    for (Button button : kind.buttons()) {
      action(button, visit, source, kind).ifPresent(actions::add);
    }
    Response response =
        errors.of(visit, again, kind.pageStatus(), kind.title(), sentences, actions);
    return kind.retryAfter()
        .map(seconds -> response.with("Retry-After", seconds.toString()))
        .orElse(response);
  }

  private Optional<Action> action(
      Button button, Visit visit, String source, SignInFailure.Kind kind) {
    String start = visit.address("/login/" + source);
    return switch (button) {
      case BACK ->
          returns
              .error(visit, kind.error())
              .map(uri -> new Action(Words.BACK, uri.toASCIIString()));
      case OTHER_WAYS -> otherWays(visit, 0);
      case OTHER_SOURCES -> otherWays(visit, 1);
      case TRY_AGAIN -> Optional.of(new Action(Words.TRY_AGAIN, start));
      case SIGN_IN_AGAIN -> Optional.of(new Action(Words.SIGN_IN_ANEW, start));
    };
  }

  /** To the page with all sources, where there is any. */
  Optional<Action> otherWays(Visit visit) {
    return otherWays(visit, 0);
  }

  private Optional<Action> otherWays(Visit visit, int moreThan) {
    return Choice.of(sources, visit).usable().size() > moreThan
        ? Optional.of(
            new Action(
                Words.OTHER_WAYS,
                visit.path() + "/login?" + Page.with(visit.query(), "choose", "all")))
        : Optional.empty();
  }
}
