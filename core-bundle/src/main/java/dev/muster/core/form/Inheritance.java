package dev.muster.core.form;

import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a source takes from the tenant's mobile app: a credential that it leaves out, as long as
 * what it gives itself names the same app. A secret never goes with the ids of another app; a value
 * that says nothing of which app it is, such as a switch, may differ.
 *
 * @param credentials the source's fields that are marked as inherited and that the mobile app has
 * @param identifying those of them that say which app it is
 * @param required those of them that nobody signs in without
 */
public record Inheritance(Set<String> credentials, Set<String> identifying, Set<String> required) {
  /** What a platform's descriptor says of it. */
  public static Inheritance of(PlatformDescriptor descriptor) {
    Set<String> shared = names(descriptor.sourceFields(), Field::inherited);
    shared.retainAll(names(descriptor.bindingFields(), field -> true));
    return new Inheritance(
        shared,
        sharedThatAre(descriptor, shared, Field::identifying),
        sharedThatAre(descriptor, shared, Field::required));
  }

  /** In either form: they are two lists of one platform's, and one may say less. */
  private static Set<String> sharedThatAre(
      PlatformDescriptor descriptor, Set<String> shared, Predicate<Field> what) {
    Set<String> names = names(descriptor.sourceFields(), what);
    names.addAll(names(descriptor.bindingFields(), what));
    names.retainAll(shared);
    return names;
  }

  private static Set<String> names(List<Field> fields, Predicate<Field> what) {
    return fields.stream()
        .filter(what)
        .map(Field::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether what a source says of its app holds for the tenant's mobile app too. */
  public boolean isSameApp(Map<String, String> own, Map<String, String> app) {
    return identifying.stream()
        .allMatch(name -> !own.containsKey(name) || own.get(name).equals(app.get(name)));
  }

  /** Whether a source has no need of the mobile app. */
  public boolean isComplete(FormValues own) {
    return own.names().containsAll(required);
  }

  /**
   * What a source lacks to sign anybody in.
   *
   * @param own what it holds itself
   * @param app the tenant's mobile app, where one is bound
   */
  public Set<String> missing(FormValues own, Optional<FormValues> app) {
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(own.names());
    app.filter(bound -> isSameApp(own.plain(), bound.plain()))
        .ifPresent(bound -> missing.removeAll(bound.names()));
    return missing;
  }
}
