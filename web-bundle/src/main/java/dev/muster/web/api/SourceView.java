package dev.muster.web.api;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.spi.SignInMethod;
import dev.muster.web.api.Views.SecretView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An identity source as it is shown. */
record SourceView(
    String id,
    String displayName,
    String platform,
    List<String> methods,
    Map<String, String> fields,
    Map<String, SecretView> secrets,
    boolean loginOnly,
    AssociationView association,
    boolean enabled) {
  static SourceView of(IdentitySource source) {
    return new SourceView(
        source.id(),
        source.displayName(),
        source.platform(),
        source.methods().stream().sorted().map(SignInMethod::id).toList(),
        new TreeMap<>(source.fields()),
        Views.secrets(source.secrets()),
        source.loginOnly(),
        new AssociationView(
            source.association().mode().name().toLowerCase(Locale.ROOT),
            source.association().matchBy().stream().map(MatchField::id).toList(),
            source.association().trust().stream().sorted().map(MatchField::id).toList()),
        source.enabled());
  }

  /** How a first sign-in finds the person's account. */
  record AssociationView(String mode, List<String> matchBy, List<String> trust) {}
}
