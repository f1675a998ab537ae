package dev.muster.web.outcome;

import dev.muster.api.SignInTries;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why somebody who tries an identity source would not come in, as a sign-in would tell them.
 *
 * @param code the stable name of the reason, in kebab case
 * @param sentences why, and what to do about it
 */
public record TryProblem(String code, List<Text> sentences) {
  /** The person went back at the platform. */
  public static final Text DECLINED =
      new Text("The sign-in was cancelled. Nothing has happened.", "登录已取消，没有进行任何操作。");

  /** Copies. */
  public TryProblem {
    sentences = List.copyOf(sentences);
  }

  /**
   * Finds the row of the table.
   *
   * @param problem what came of the try
   * @return what the person would be told
   */
  public static TryProblem of(SignInTries.Problem problem) {
    if (problem.declined()) {
      return new TryProblem("declined", List.of(DECLINED));
    }
    SignInFailure failure =
        problem
            .refusal()
            .map(SignInFailure::of)
            .or(() -> problem.fault().map(SignInFailure::of))
            .orElse(SignInFailure.INVALID);
    List<Text> sentences = new ArrayList<>();
    sentences.add(problem.sentence().orElse(failure.why()));
    failure.what().ifPresent(sentences::add);
    return new TryProblem(failure.name().toLowerCase(Locale.ROOT).replace('_', '-'), sentences);
  }
}
