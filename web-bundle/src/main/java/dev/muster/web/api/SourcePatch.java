package dev.muster.web.api;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.spi.SignInMethod;
import dev.muster.web.http.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request says of an identity source; what it does not say stays.
 *
 * @param fields values of fields, secret ones among them; an empty one is taken away
 */
record SourcePatch(
    Optional<String> displayName,
    Optional<Set<SignInMethod>> methods,
    Map<String, String> fields,
    boolean fieldsGone,
    Optional<Boolean> loginOnly,
    boolean loginOnlyGone,
    AssociationPatch association,
    Optional<Boolean> enabled,
    boolean enabledGone) {
  static SourcePatch read(JsonObject body) {
    return new SourcePatch(
        body.text("displayName"),
        Inputs.words(body, "methods", SignInMethod.values(), SignInMethod::id),
        body.object("fields").map(JsonObject::textsByName).orElseGet(Map::of),
        body.isNull("fields"),
        body.flag("loginOnly"),
        body.isNull("loginOnly"),
        body.object("association")
            .map(AssociationPatch::read)
            .orElseGet(() -> AssociationPatch.absent(body.isNull("association"))),
        body.flag("enabled"),
        body.isNull("enabled"));
  }

  Draft apply(Draft draft, Set<String> secretNames) {
    Map<String, String> plain = new HashMap<>(fieldsGone ? Map.of() : draft.fields());
    Map<String, String> secrets = new HashMap<>(draft.secrets());
    fields.forEach(
        (name, value) -> {
          if (secretNames.contains(name)) {
            secrets.put(name, value);
          } else if (value.isBlank()) {
            plain.remove(name);
          } else {
            plain.put(name, value);
          }
        });
    return new Draft(
        displayName.orElse(draft.displayName()),
        methods.orElse(draft.methods()),
        plain,
        secrets,
        loginOnly.orElse(!loginOnlyGone && draft.loginOnly()),
        association.apply(draft.association()),
        enabled.orElse(enabledGone || draft.enabled()));
  }

  /** What a request says of the association. */
  record AssociationPatch(
      boolean gone,
      Optional<Mode> mode,
      Optional<Set<MatchField>> matchBy,
      boolean matchByGone,
      Optional<Set<MatchField>> trust,
      boolean trustGone) {
    static AssociationPatch absent(boolean gone) {
      return new AssociationPatch(
          gone, Optional.empty(), Optional.empty(), false, Optional.empty(), false);
    }

    static AssociationPatch read(JsonObject body) {
      body.refuseNull("mode");
      return new AssociationPatch(
          false,
          Inputs.word(body, "mode", Mode.values(), mode -> mode.name().toLowerCase(Locale.ROOT)),
          Inputs.words(body, "matchBy", MatchField.values(), MatchField::id),
          body.isNull("matchBy"),
          Inputs.words(body, "trust", MatchField.values(), MatchField::id),
          body.isNull("trust"));
    }

    Association apply(Association present) {
      Association base = gone ? Association.OFF : present;
      return new Association(
          mode.orElse(base.mode()),
          matchBy.map(List::copyOf).orElse(matchByGone ? List.of() : base.matchBy()),
          trust.orElse(trustGone ? Set.of() : base.trust()));
    }
  }
}
