package dev.muster.api;

import dev.muster.spi.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something cannot be done, and whoever asked can be told why: in a clear sentence, in each
 * language of the product, without a secret. The message is the English one, for logs.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Text TAKEN = new Text("It is taken.", "已被使用。");

  /** What kind of problem. */
  private final ProblemCode code;

  /** Why. */
  private final transient Text detail;

  /** What is wrong with which field. */
  private final transient List<FieldProblem> errors;

  /** What would break. */
  private final transient List<Dependant> dependants;

  /** Who was faster. */
  private final transient Optional<LastChange> lastChange;

  /** How long to wait, in milliseconds; 0 if waiting does not help. */
  private final long retryAfterMillis;

  /**
   * Makes one.
   *
   * @param code what kind of problem
   * @param detail a sentence for a person
   */
  public ProblemException(ProblemCode code, Text detail) {
    this(code, detail, List.of(), Optional.empty());
  }

  /**
   * Makes one.
   *
   * @param code what kind of problem
   * @param detail a sentence for a person
   * @param errors what is wrong with which field
   * @param retryAfter how long to wait before asking again, where waiting helps
   */
  public ProblemException(
      ProblemCode code, Text detail, List<FieldProblem> errors, Optional<Duration> retryAfter) {
    this(code, detail, errors, List.of(), Optional.empty(), retryAfter);
  }

  private ProblemException(
      ProblemCode code,
      Text detail,
      List<FieldProblem> errors,
      List<Dependant> dependants,
      Optional<LastChange> lastChange,
      Optional<Duration> retryAfter) {
    super(detail.en(), null, false, false);
    this.code = code;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.dependants = List.copyOf(dependants);
    this.lastChange = lastChange;
    this.retryAfterMillis = retryAfter.map(Duration::toMillis).orElse(0L);
  }

  /**
   * Input that cannot be accepted.
   *
   * @param errors what is wrong with which field, at least one
   * @return the exception
   */
  public static ProblemException invalid(List<FieldProblem> errors) {
    FieldProblem first = errors.get(0);
    String field = first.field();
    Text detail =
        new Text(
            about(field, ": ", first.message().en()), about(field, "：", first.message().zhCn()));
    return new ProblemException(ProblemCode.INVALID_VALUE, detail, errors, Optional.empty());
  }

  private static String about(String field, String colon, String message) {
    return field.isEmpty() || message.startsWith(field) ? message : field + colon + message;
  }

  /**
   * Input that cannot be accepted.
   *
   * @param field the field's name, with a dot between levels
   * @param code kebab-case, stable
   * @param message a sentence for a person, which never repeats a secret
   * @return the exception
   */
  public static ProblemException invalid(String field, String code, Text message) {
    return invalid(List.of(new FieldProblem(field, code, message)));
  }

  /**
   * A value that only one may have, and another has.
   *
   * @param field the value's field
   * @param detail a sentence for a person
   * @return the exception, {@code ALREADY_EXISTS}
   */
  public static ProblemException taken(String field, Text detail) {
    return new ProblemException(
        ProblemCode.ALREADY_EXISTS,
        detail,
        List.of(new FieldProblem(field, "already-exists", TAKEN)),
        Optional.empty());
  }

  /**
   * Something that is not there, or not for the caller to see.
   *
   * @param what what was asked for
   * @return the exception
   */
  public static ProblemException notFound(Resource what) {
    return new ProblemException(ProblemCode.NOT_FOUND, what.missing());
  }

  /**
   * Something that others need.
   *
   * @param detail a sentence for a person
   * @param dependants what would break, at least one
   * @return the exception, {@code IN_USE}
   */
  public static ProblemException inUse(Text detail, List<Dependant> dependants) {
    return new ProblemException(
        ProblemCode.IN_USE, detail, List.of(), dependants, Optional.empty(), Optional.empty());
  }

  /**
   * A platform of which the tenant has bound an app already. Whoever may bind one may read it.
   *
   * @param detail a sentence for a person
   * @param lastChange who has bound it, or changed it since
   * @return the exception, {@code ALREADY_BOUND}
   */
  public static ProblemException alreadyBound(Text detail, LastChange lastChange) {
    return new ProblemException(
        ProblemCode.ALREADY_BOUND,
        detail,
        List.of(),
        List.of(),
        Optional.of(lastChange),
        Optional.empty());
  }

  /**
   * What kind of problem.
   *
   * @return the code
   */
  public ProblemCode code() {
    return code;
  }

  /**
   * Why.
   *
   * @return a sentence for a person
   */
  public Text detail() {
    return detail;
  }

  /**
   * What is wrong with which field.
   *
   * @return one entry per fault; empty if it is not about fields
   */
  public List<FieldProblem> errors() {
    return errors;
  }

  /**
   * What would break, with {@code IN_USE}.
   *
   * @return one entry each; empty where that is not what it is about
   */
  public List<Dependant> dependants() {
    return dependants;
  }

  /**
   * Who was faster, with {@code ALREADY_BOUND}.
   *
   * @return who and when; empty where that is not what it is about
   */
  public Optional<LastChange> lastChange() {
    return lastChange;
  }

  /**
   * How long to wait before asking again.
   *
   * @return the time, or empty if waiting does not help
   */
  public Optional<Duration> retryAfter() {
    return retryAfterMillis == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(retryAfterMillis));
  }

  /**
   * What is wrong with a field.
   *
   * @param field its name, with a dot between levels
   * @param code kebab-case, stable
   * @param message a sentence for a person, which never repeats a secret
   */
  public record FieldProblem(String field, String code, Text message) {}

  /**
   * What needs something.
   *
   * @param type what it is, such as {@code identity-source}
   * @param id its id
   * @param displayName what people call it
   */
  public record Dependant(String type, String id, String displayName) {}

  /**
   * How something came to be as it is.
   *
   * @param changedBy who made or changed it last, as the actor of an audit event; empty where an
   *     earlier version stored it
   * @param updatedAt when
   */
  public record LastChange(Optional<String> changedBy, Instant updatedAt) {}
}
