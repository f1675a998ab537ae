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
  private final RedirectTargets targets;
  private final ErrorPages errors;

  FailurePages(IdentitySources sources, RedirectTargets targets, ErrorPages errors) {
    this.sources = sources;
    this.targets = targets;
    this.errors = errors;
  }

  /** What became of a sign-in: it came once, and is not asked for again in another language. */
  Response of(SignInRequest signIn, String source, NotSignedIn otherwise) {
    return of(signIn, Optional.empty(), source, otherwise.failure(), otherwise.why());
  }

  /**
   * A failure of the table.
   *
   * @param signIn who sees it
   * @param again the query of the same page, where it may be asked for in the other language
   * @param source by which source they wanted to sign in
   * @param failure what it is
   */
  Response of(SignInRequest signIn, Optional<String> again, String source, SignInFailure failure) {
    return of(signIn, again, source, failure, failure.why());
  }

  private Response of(
      SignInRequest signIn,
      Optional<String> again,
      String source,
      SignInFailure failure,
      Text why) {
    SignInFailure.Kind kind = failure.kind();
    List<Text> sentences = new ArrayList<>(List.of(why));
    failure.what().ifPresent(sentences::add);
    List<Action> actions = new ArrayList<>();
    for (Button button : kind.buttons()) {
      action(button, signIn, source, kind).ifPresent(actions::add);
    }
    Response response =
        errors.of(signIn, again, kind.pageStatus(), kind.title(), sentences, actions);
    return kind.retryAfter()
        .map(seconds -> response.with("Retry-After", seconds.toString()))
        .orElse(response);
  }

  private Optional<Action> action(
      Button button, SignInRequest signIn, String source, SignInFailure.Kind kind) {
    String start = signIn.address("/login/" + source);
    return switch (button) {
      case BACK ->
          targets
              .back(signIn, kind.error())
              .map(uri -> new Action(Messages.BACK, uri.toASCIIString()));
      case OTHER_WAYS -> otherWays(signIn, 0);
      case OTHER_SOURCES -> otherSources(signIn);
      case TRY_AGAIN -> Optional.of(new Action(Messages.TRY_AGAIN, start));
      case SIGN_IN_AGAIN -> Optional.of(new Action(Messages.SIGN_IN_ANEW, start));
    };
  }

  /** To the page with all sources, where there is any. */
  Optional<Action> otherWays(SignInRequest signIn) {
    return otherWays(signIn, 0);
  }

  /** To the same page, where there is more than one source. */
  Optional<Action> otherSources(SignInRequest signIn) {
    return otherWays(signIn, 1);
  }

  private Optional<Action> otherWays(SignInRequest signIn, int moreThan) {
    return Choice.of(sources, signIn).usable().size() > moreThan
        ? Optional.of(
            new Action(
                Messages.OTHER_WAYS,
                signIn.path() + "/login?" + Page.with(signIn.query(), "choose", "all")))
        : Optional.empty();
  }
}
