package dev.muster.core.form;

import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What was entered into a form, validated against its fields.
 *
 * @param plain values of fields that are not secret
 * @param secrets values of secret fields
 * @param removed fields that were left blank, to be taken away
 */
public record FormInput(
    Map<String, String> plain, Map<String, Secret> secrets, Set<String> removed) {
  /** The most characters of a value. */
  public static final int MAX_VALUE = 2000;

  /** Copies. */
  public FormInput {
    plain = Map.copyOf(plain);
    secrets = Map.copyOf(secrets);
    removed = Set.copyOf(removed);
  }

  /**
   * Reads a form. Blanks around a value are left out: they come from copying.
   *
   * @param fields the form
   * @param values what was entered
   * @param prefix what stands before a field's name in a message, such as {@code fields.}
   * @param errors takes what is wrong
   */
  public static FormInput read(
      List<Field> fields, Map<String, String> values, String prefix, FieldErrors errors) {
    Map<String, String> plain = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    Set<String> removed = new TreeSet<>();
    new TreeMap<>(values)
        .forEach(
            (name, raw) -> {
              String value = raw.strip();
              var field = fields.stream().filter(each -> each.name().equals(name)).findFirst();
              if (field.isEmpty()) {
                errors.add(prefix + name, "unknown-field", noSuchField(fields));
              } else if (value.isEmpty()) {
                removed.add(name);
              } else if (fits(field.get(), value, prefix, errors)) {
                if (field.get().secret()) {
                  secrets.put(name, Secret.of(value));
                } else {
                  plain.put(name, value);
                }
              }
            });
    return new FormInput(plain, secrets, removed);
  }

  /**
   * Reads a form that was filled in before. A value that is not changed is not looked at: a
   * bundle's newer version may have other rules than the one that let it in.
   *
   * @param fields the form
   * @param before the values that are not secret as they were
   * @param values the same after the change, and secret ones that are to be set or removed
   * @param prefix what stands before a field's name in a message, such as {@code fields.}
   * @param errors takes what is wrong
   * @return the form, in whose plain values those that stay are too
   */
  public static FormInput change(
      List<Field> fields,
      Map<String, String> before,
      Map<String, String> values,
      String prefix,
      FieldErrors errors) {
    Map<String, String> plain = new TreeMap<>(values);
    plain.entrySet().retainAll(before.entrySet());
    Map<String, String> changed = new TreeMap<>(values);
    changed.keySet().removeAll(plain.keySet());
    FormInput input = read(fields, changed, prefix, errors);
    plain.putAll(input.plain());
    return new FormInput(plain, input.secrets(), input.removed());
  }

  private static Text noSuchField(List<Field> fields) {
    String names = String.join(", ", fields.stream().map(Field::name).toList());
    return fields.isEmpty()
        ? new Text("There is no such field, and no other.", "没有该字段，也没有其他字段。")
        : new Text("There is no such field; give " + names + ".", "没有该字段，可填写的字段：" + names + "。");
  }

  private static boolean fits(Field field, String value, String prefix, FieldErrors errors) {
    String name = prefix + field.name();
    if (value.length() > MAX_VALUE) {
      errors.add(
          name,
          "length",
          new Text("Give at most " + MAX_VALUE + " characters.", "最多 " + MAX_VALUE + " 个字符。"));
    } else if (!Texts.isPrintable(value)) {
      errors.add(name, "not-printable", FieldErrors.NOT_PRINTABLE);
    } else if (field.type() == Field.Type.BOOLEAN
        && !value.equals("true")
        && !value.equals("false")) {
      errors.add(name, "format", new Text("Give true or false.", "请填写 true 或 false。"));
    } else if (field.type() == Field.Type.CHOICE
        && field.choices().stream().noneMatch(each -> each.value().equals(value))) {
      String values = String.join(", ", field.choices().stream().map(Field.Choice::value).toList());
      errors.add(
          name, "choice", new Text("Give one of " + values + ".", "请填写以下之一：" + values + "。"));
    } else if (!matches(field, value)) {
      errors.add(name, "format", field.help());
    } else {
      return true;
    }
    return false;
  }

  private static boolean matches(Field field, String value) {
    try {
      return field.pattern().isEmpty() || Pattern.matches(field.pattern().get(), value);
    } catch (PatternSyntaxException e) {
      // the provider's mistake; the platform itself has the last word
      return true;
    }
  }

  /** What the form holds with this entered into it, where it held some secrets before. */
  public FormValues after(Set<String> secretsBefore) {
    Set<String> names = new TreeSet<>(secretsBefore);
    names.removeAll(removed);
    names.addAll(secrets.keySet());
    return new FormValues(plain, names);
  }

  @Override
  public String toString() {
    return "FormInput[" + plain.keySet() + secrets.keySet() + "]";
  }
}
