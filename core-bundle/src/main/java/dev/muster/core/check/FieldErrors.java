package dev.muster.core.check;

import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is wrong with input, so that whoever corrects it sees everything at once. */
public final class FieldErrors {
  /** Of a value that is absent. */
  public static final Text REQUIRED = new Text("It is required.", "必填。");

  /** Of a value with control characters in it. */
  public static final Text NOT_PRINTABLE =
      new Text(
          "Leave out control characters and what turns the direction of writing.",
          "请去掉控制字符和改变文字方向的字符。");

  /** Of a name with characters in it that nobody sees. */
  private static final Text NOT_VISIBLE =
      new Text(
          "Leave out characters that cannot be seen, such as zero-width spaces.",
          "请去掉看不见的字符，例如零宽空格。");

  private static final int MAX_NAME = 100;

  /** Nobody corrects more at a time, and an answer is no larger than what was sent. */
  private static final int MOST = 50;

  private final List<FieldProblem> errors = new ArrayList<>();

  /** None yet. */
  public FieldErrors() {}

  /** Adds one, unless there are very many; the message never repeats a secret. */
  public FieldErrors add(String field, String code, Text message) {
    if (errors.size() < MOST) {
      errors.add(new FieldProblem(field, code, message));
    }
    return this;
  }

  /**
   * A name for people: 1 to 100 characters, all of them {@link Texts#isPrintable printable} and
   * {@link Texts#isVisible to be seen}.
   */
  public void checkName(String field, String value) {
    if (value.isBlank() || Texts.length(value) > MAX_NAME) {
      add(field, "length", new Text("Give 1 to 100 characters.", "请填写 1 至 100 个字符。"));
    } else {
      checkVisible(field, value);
    }
  }

  /** What people read as a name, however long it may be: printable, and to be seen. */
  public void checkVisible(String field, String value) {
    if (!Texts.isPrintable(value)) {
      add(field, "not-printable", NOT_PRINTABLE);
    } else if (!Texts.isVisible(value)) {
      add(field, "not-printable", NOT_VISIBLE);
    }
  }

  /** Nothing that breaks logs, pages and exports; see {@link Texts#isPrintable}. */
  public void checkPrintable(String field, String value) {
    if (!Texts.isPrintable(value)) {
      add(field, "not-printable", NOT_PRINTABLE);
    }
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /** What was added first. */
  public Optional<FieldProblem> first() {
    return errors.stream().findFirst();
  }

  /** Refuses the input if anything was added. */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}
