package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record FieldRecord(
    String name,
    Type type,
    Text label,
    Text help,
    Optional<URI> helpUrl,
    boolean secret,
    boolean required,
    boolean identifying,
    boolean inherited,
    Optional<String> pattern,
    List<Choice> choices,
    Optional<Text> group,
    Set<SignInMethod> methods)
    implements Field {
  /** Copies; what an earlier version stored is for every way in. */
  FieldRecord {
    choices = List.copyOf(choices);
    methods = methods == null ? Set.of() : Set.copyOf(methods);
    if ((type == Type.CHOICE) == choices.isEmpty()) {
      throw new IllegalArgumentException("Field " + name + ": choices go with the type CHOICE");
    }
    if (secret && identifying) {
      throw new IllegalArgumentException("Field " + name + ": a secret does not identify an app");
    }
  }

  static Field of(
      String name, Type type, Text label, Text help, boolean secret, List<Choice> choices) {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        Optional.empty(),
        secret,
        false,
        false,
        false,
        Optional.empty(),
        choices,
        Optional.empty(),
        Set.of());
  }

  @Override
  public Field asRequired() {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        true,
        identifying,
        inherited,
        pattern,
        choices,
        group,
        methods);
  }

  @Override
  public Field asIdentifying() {
    return new FieldRecord(
        name, type, label, help, helpUrl, secret, required, true, inherited, pattern, choices,
        group, methods);
  }

  @Override
  public Field asInherited() {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        true,
        pattern,
        choices,
        group,
        methods);
  }

  @Override
  public Field matching(String pattern) {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        inherited,
        Optional.of(pattern),
        choices,
        group,
        methods);
  }

  @Override
  public Field foundAt(URI page) {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        Optional.of(page),
        secret,
        required,
        identifying,
        inherited,
        pattern,
        choices,
        group,
        methods);
  }

  @Override
  public Field under(Text heading) {
    return new FieldRecord(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        inherited,
        pattern,
        choices,
        Optional.of(heading),
        methods);
  }

  @Override
  public Field onlyFor(Set<SignInMethod> methods) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("Field " + name + " is for no way in");
    }
    return new FieldRecord(
        name,
        type,
        label,
        help,
        helpUrl,
        secret,
        required,
        identifying,
        inherited,
        pattern,
        choices,
        group,
        methods);
  }
}
