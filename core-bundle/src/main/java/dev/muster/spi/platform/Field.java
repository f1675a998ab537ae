package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One input of a form.
 *
 * @param name camelCase, stable: the API's name of it
 * @param type what is entered
 * @param label what people call it
 * @param help where the value is found, naming the page of the platform's own console
 * @param helpUrl that page, where it has an address
 * @param secret whether it is stored encrypted and never sent back
 * @param required whether the form is refused without it
 * @param identifying whether it says which app is bound, so that it cannot be changed later
 * @param pattern a regular expression that the whole value matches, of a form that both Java and
 *     JavaScript read
 * @param choices what to choose from with {@link Type#CHOICE}, else empty
 * @param group the heading under which it stands, or empty for the main part of the form
 */
public record Field(
    String name,
    Type type,
    Text label,
    Text help,
    Optional<URI> helpUrl,
    boolean secret,
    boolean required,
    boolean identifying,
    Optional<String> pattern,
    List<Choice> choices,
    Optional<Text> group) {
  /** Validates and copies. */
  public Field {
    choices = List.copyOf(choices);
    if ((type == Type.CHOICE) == choices.isEmpty()) {
      throw new IllegalArgumentException("Field " + name + ": choices go with the type CHOICE");
    }
    if (secret && identifying) {
      throw new IllegalArgumentException("Field " + name + ": a secret does not identify an app");
    }
  }

  /** What is entered. */
  public enum Type {
    /** A line of text. */
    STRING,
    /** A switch, {@code true} or {@code false}. */
    BOOLEAN,
    /** One of {@link Field#choices()}. */
    CHOICE
  }

  /**
   * Something to choose.
   *
   * @param value what is stored
   * @param label what people read
   */
  public record Choice(String value, Text label) {}

  /**
   * A line of text that is not secret and may be left out.
   *
   * @param name its name
   * @param label what people call it
   * @param help where the value is found
   * @return the field
   */
  public static Field text(String name, Text label, Text help) {
    return new Field(
        name,
        Type.STRING,
        label,
        help,
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /**
   * A secret that may be left out.
   *
   * @param name its name
   * @param label what people call it
   * @param help where the value is found
   * @return the field
   */
  public static Field secret(String name, Text label, Text help) {
    Field f = text(name, label, help);
    return new Field(
        f.name, f.type, label, help, f.helpUrl, true, false, false, f.pattern, f.choices, f.group);
  }

  /**
   * A switch, off unless set.
   *
   * @param name its name
   * @param label what people call it
   * @param help what it does
   * @return the field
   */
  public static Field toggle(String name, Text label, Text help) {
    Field f = text(name, label, help);
    return new Field(
        f.name,
        Type.BOOLEAN,
        label,
        help,
        f.helpUrl,
        false,
        false,
        false,
        f.pattern,
        f.choices,
        f.group);
  }

  /**
   * A choice among few.
   *
   * @param name its name
   * @param label what people call it
   * @param help what it means
   * @param choices at least one
   * @return the field
   */
  public static Field choice(String name, Text label, Text help, List<Choice> choices) {
    Field f = text(name, label, help);
    return new Field(
        f.name,
        Type.CHOICE,
        label,
        help,
        f.helpUrl,
        false,
        false,
        false,
        f.pattern,
        choices,
        f.group);
  }

  /**
   * The same, refused when left out.
   *
   * @return a changed copy
   */
  public Field asRequired() {
    return new Field(
        name, type, label, help, helpUrl, secret, true, identifying, pattern, choices, group);
  }

  /**
   * The same, not changeable once set.
   *
   * @return a changed copy
   */
  public Field asIdentifying() {
    return new Field(
        name, type, label, help, helpUrl, secret, required, true, pattern, choices, group);
  }

  /**
   * The same, held against a pattern.
   *
   * @param pattern a regular expression that the whole value matches
   * @return a changed copy
   */
  public Field matching(String pattern) {
    return new Field(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        Optional.of(pattern),
        choices,
        group);
  }

  /**
   * The same, with the page where the value stands.
   *
   * @param page its address
   * @return a changed copy
   */
  public Field foundAt(URI page) {
    return new Field(
        name,
        type,
        label,
        help,
        Optional.of(page),
        secret,
        required,
        identifying,
        pattern,
        choices,
        group);
  }

  /**
   * The same, under a heading.
   *
   * @param heading the heading
   * @return a changed copy
   */
  public Field under(Text heading) {
    return new Field(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        pattern,
        choices,
        Optional.of(heading));
  }
}
