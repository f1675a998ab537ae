package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** One input of a form. Immutable; methods that return a field make changed copies. */
@ProviderType
public sealed interface Field permits FieldRecord {
  /**
   * A line of text that is not secret and may be left out.
   *
   * @param name camelCase, stable: the API's name of it
   * @param label what people call it
   * @param help where the value is found, naming the page of the platform's own console
   * @return the field
   */
  static Field text(String name, Text label, Text help) {
    return FieldRecord.of(name, Type.STRING, label, help, false, List.of());
  }

  /**
   * A secret that may be left out: stored encrypted and never sent back.
   *
   * @param name camelCase, stable: the API's name of it
   * @param label what people call it
   * @param help where the value is found, naming the page of the platform's own console
   * @return the field
   */
  static Field secret(String name, Text label, Text help) {
    return FieldRecord.of(name, Type.STRING, label, help, true, List.of());
  }

  /**
   * A switch, off unless set.
   *
   * @param name camelCase, stable: the API's name of it
   * @param label what people call it
   * @param help what it does
   * @return the field
   */
  static Field toggle(String name, Text label, Text help) {
    return FieldRecord.of(name, Type.BOOLEAN, label, help, false, List.of());
  }

  /**
   * A choice among few.
   *
   * @param name camelCase, stable: the API's name of it
   * @param label what people call it
   * @param help what it means
   * @param choices at least one
   * @return the field
   * @throws IllegalArgumentException if there is no choice
   */
  static Field choice(String name, Text label, Text help, List<Choice> choices) {
    return FieldRecord.of(name, Type.CHOICE, label, help, false, choices);
  }

  /** {@return the API's name of it} */
  String name();

  /** {@return what is entered} */
  Type type();

  /** {@return what people call it} */
  Text label();

  /** {@return where the value is found, or what it means} */
  Text help();

  /** {@return the page where the value is found, where it has an address} */
  Optional<URI> helpUrl();

  /** {@return whether it is stored encrypted and never sent back} */
  boolean secret();

  /** {@return whether the form is refused without it} */
  boolean required();

  /** {@return whether it says which app is bound, so that it cannot be changed later} */
  boolean identifying();

  /** {@return whether an identity source may take it from the mobile app} */
  boolean inherited();

  /** {@return a regular expression that the whole value matches} */
  Optional<String> pattern();

  /** {@return what to choose from with {@link Type#CHOICE}, else empty} */
  List<Choice> choices();

  /** {@return the heading under which it stands, or empty for the main part of the form} */
  Optional<Text> group();

  /** {@return the ways in that it is for, or empty if it is for all; see {@link #onlyFor}} */
  Set<SignInMethod> methods();

  /**
   * The same, refused when left out.
   *
   * @return a changed copy
   */
  Field asRequired();

  /**
   * The same, telling one app from another, so not changeable once set.
   *
   * @return a changed copy
   * @throws IllegalArgumentException if it is secret
   */
  Field asIdentifying();

  /**
   * The same in the form of an identity source, which takes the value of the tenant's mobile app
   * when it is left out, as long as every {@link #asIdentifying} value that the source gives itself
   * is that of the mobile app. The mobile app's form has a field of that name.
   *
   * @return a changed copy
   */
  Field asInherited();

  /**
   * The same, validated against a pattern.
   *
   * @param pattern a regular expression that the whole value matches, of a form that both Java and
   *     JavaScript read
   * @return a changed copy
   */
  Field matching(String pattern);

  /**
   * The same, with the page where the value stands.
   *
   * @param page its address
   * @return a changed copy
   */
  Field foundAt(URI page);

  /**
   * The same, under a heading.
   *
   * @param heading the heading
   * @return a changed copy
   */
  Field under(Text heading);

  /**
   * The same in the form of an identity source, for some ways in alone: where people come in by
   * none of them, nobody is asked for it and nobody misses it.
   *
   * @param methods the ways in, some of {@link SignInAbility#methods}
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  Field onlyFor(Set<SignInMethod> methods);

  /** What is entered. */
  enum Type {
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
  record Choice(String value, Text label) {}
}
