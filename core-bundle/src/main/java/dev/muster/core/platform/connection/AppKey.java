package dev.muster.core.platform.connection;

import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which app of which tenant: what two connections have in common that share tokens and rate limits.
 *
 * @param platform the platform's id
 * @param text everything that tells apps apart, unambiguously
 */
record AppKey(String platform, String text) {
  static AppKey of(Binding binding, PlatformDescriptor descriptor) {
    Set<String> names =
        Stream.concat(descriptor.bindingFields().stream(), descriptor.sourceFields().stream())
            .filter(Field::identifying)
            .map(Field::name)
            .collect(Collectors.toCollection(TreeSet::new));
    if (names.isEmpty()) {
      names.addAll(binding.fields().keySet());
    }
    return by(binding, names);
  }

  /** Whatever has the same values in these fields is the same. */
  static AppKey by(Binding binding, Set<String> names) {
    StringBuilder text = new StringBuilder();
    append(text, binding.tenant());
    append(text, binding.platform());
    for (String name : new TreeSet<>(names)) {
      append(text, name);
      append(text, binding.fields().getOrDefault(name, ""));
    }
    return new AppKey(binding.platform(), text.toString());
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
