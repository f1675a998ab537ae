package dev.muster.core.source;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.mobileapp.FormInput;
import dev.muster.spi.Field;
import dev.muster.spi.PlatformDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a source may be, apart from its credentials. */
final class SourceRules {
  private static final Set<MatchField> TRUSTABLE = Set.of(MatchField.EMAIL, MatchField.PHONE);

  private SourceRules() {}

  static FormInput check(PlatformDescriptor descriptor, Draft draft, FieldErrors errors) {
    checkWithoutPlatform(draft, errors);
    draft.methods().stream()
        .filter(method -> !descriptor.signInMethods().contains(method))
        .sorted()
        .forEach(
            method ->
                errors.add(
                    "methods", "not-offered", "The platform does not offer " + method.id() + "."));
    return fields(descriptor, draft, errors);
  }

  /** What can be told of a source while its platform's bundle is gone. */
  static void checkWithoutPlatform(Draft draft, FieldErrors errors) {
    errors.checkName("displayName", draft.displayName());
    if (draft.methods().isEmpty()) {
      errors.add("methods", "required", "Give at least one way in.");
    }
    association(draft.association(), errors);
  }

  private static void association(Association association, FieldErrors errors) {
    if (association.mode() == Mode.MATCH && association.matchBy().isEmpty()) {
      errors.add("association.matchBy", "required", "Give at least one field to match by.");
    }
    if (new HashSet<>(association.matchBy()).size() != association.matchBy().size()) {
      errors.add("association.matchBy", "duplicate", "Name each field once.");
    }
    if (!TRUSTABLE.containsAll(association.trust())) {
      errors.add("association.trust", "choice", "Only email and phone can be trusted.");
    }
  }

  private static FormInput fields(PlatformDescriptor descriptor, Draft draft, FieldErrors errors) {
    Map<String, String> all = new HashMap<>(draft.fields());
    Set<String> secretNames = new HashSet<>();
    descriptor.sourceFields().stream()
        .filter(Field::secret)
        .map(Field::name)
        .forEach(secretNames::add);
    draft
        .secrets()
        .forEach(
            (name, value) -> {
              if (secretNames.contains(name)) {
                all.put(name, value);
              } else {
                errors.add("fields." + name, "unknown-field", "The platform has no such field.");
              }
            });
    FormInput input = FormInput.read(descriptor.sourceFields(), all, "fields.", errors);
    Set<String> credentials = Inheritance.of(descriptor).credentials();
    for (Field field : descriptor.sourceFields()) {
      if (field.required()
          && !field.secret()
          && !credentials.contains(field.name())
          && all.getOrDefault(field.name(), "").isBlank()) {
        errors.add("fields." + field.name(), "required", "It is required.");
      }
    }
    return input;
  }
}
