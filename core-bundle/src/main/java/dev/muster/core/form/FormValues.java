package dev.muster.core.form;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a form holds.
 *
 * @param plain the values that are not secret, by field
 * @param secrets the fields of the secrets that there are
 */
public record FormValues(Map<String, String> plain, Set<String> secrets) {
  /** Copies. */
  public FormValues {
    plain = Map.copyOf(plain);
    secrets = Set.copyOf(secrets);
  }

  /** The fields that have a value. */
  Set<String> names() {
    Set<String> names = new HashSet<>(plain.keySet());
    names.addAll(secrets);
    return names;
  }
}
