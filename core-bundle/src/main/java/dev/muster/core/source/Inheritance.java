package dev.muster.core.source;

import dev.muster.spi.Field;
import dev.muster.spi.PlatformDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a source takes from the tenant's mobile app: a credential that it leaves out, as long as
 * what it gives itself names the same app. A secret never goes with the ids of another app.
 *
 * @param credentials the source's fields that the mobile app has too
 * @param required those of them that an app is not bound without
 */
record Inheritance(Set<String> credentials, Set<String> required) {
  static Inheritance of(PlatformDescriptor descriptor) {
    Set<String> ofSource = names(descriptor.sourceFields());
    List<Field> shared =
        descriptor.bindingFields().stream()
            .filter(field -> ofSource.contains(field.name()))
            .toList();
    return new Inheritance(names(shared), names(shared.stream().filter(Field::required).toList()));
  }

  private static Set<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether what a source says of its app holds for the tenant's mobile app too. */
  boolean isSameApp(Map<String, String> own, Map<String, String> app) {
    return credentials.stream()
        .allMatch(name -> !own.containsKey(name) || own.get(name).equals(app.get(name)));
  }

  /** Whether a source has no need of the mobile app. */
  boolean isComplete(Set<String> own) {
    return own.containsAll(required);
  }

  /** What is missing. */
  Set<String> missing(Set<String> own) {
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(own);
    return missing;
  }
}
