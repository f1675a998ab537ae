package dev.muster.core.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts refusals. */
public final class Problems {
  private Problems() {}

  public static void assertProblem(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> Assertions.assertThat(e.code()).isEqualTo(code));
  }

  public static void assertInvalid(String field, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              Assertions.assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE);
              Assertions.assertThat(e.errors())
                  .extracting(
                      ProblemException.FieldProblem::field, ProblemException.FieldProblem::code)
                  .contains(Assertions.tuple(field, code));
            });
  }
}
