package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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
    Optional<Text> group)
    implements Field {
  FieldRecord {
    choices = List.copyOf(choices);
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
        Optional.empty());
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
        group);
  }

  @Override
  public Field asIdentifying() {
    return new FieldRecord(
        name, type, label, help, helpUrl, secret, required, true, inherited, pattern, choices,
        group);
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
        group);
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
        group);
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
        group);
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
        Optional.of(heading));
  }
}
