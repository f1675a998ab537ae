package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Reconciliation;
import dev.muster.api.IdentitySource.Schedule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.IdentitySources.LastCheck;
import dev.muster.api.IdentitySources.Usage;
import dev.muster.spi.SignInMethod;
import dev.muster.web.api.PlatformUrls.UrlsView;
import dev.muster.web.api.Views.SecretView;
import dev.muster.web.http.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** An identity source as it is shown. */
record SourceView(
    String id,
    String platform,
    @JsonUnwrapped SettingsView settings,
    Map<String, SecretView> secrets,
    UrlsView urls,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    Optional<String> changedBy,
    Optional<String> changedByName,
    Optional<Instant> lastSignInAt,
    OptionalLong linkedUsers,
    Optional<CheckView> lastCheck) {
  static SourceView of(IdentitySource source, UrlsView urls, Usage usage, ActorNames actors) {
    return new SourceView(
        source.id(),
        source.platform(),
        SettingsView.of(source.settings()),
        Views.secrets(source.secrets(), actors),
        urls,
        source.createdAt(),
        source.updatedAt(),
        source.changedBy(),
        source.changedBy().flatMap(actors),
        usage.lastSignInAt(),
        usage.linkedUsers(),
        usage.lastCheck().map(CheckView::of));
  }

  /** What the last check found, in short. */
  record CheckView(Instant at, boolean ok, int wrong) {
    static CheckView of(LastCheck check) {
      return new CheckView(check.at(), check.wrong() == 0, check.wrong());
    }
  }

  /** What can be set of a source, as it is sent and shown. */
  record SettingsView(
      String displayName,
      List<String> methods,
      Map<String, String> fields,
      boolean loginOnly,
      AssociationView association,
      boolean enabled,
      int order,
      AdmissionView admission,
      ReconciliationView reconciliation,
      boolean codes) {
    static SettingsView of(Settings settings) {
      return new SettingsView(
          settings.displayName(),
          settings.methods().stream().sorted().map(SignInMethod::id).toList(),
          new TreeMap<>(settings.fields()),
          settings.loginOnly(),
          AssociationView.of(settings.association()),
          settings.enabled(),
          settings.order(),
          AdmissionView.of(settings.admission()),
          ReconciliationView.of(settings.reconciliation()),
          settings.codes());
    }

    static Settings read(JsonObject body) {
      body.required("methods");
      return new Settings(
          body.requiredText("displayName"),
          Inputs.words(body, "methods", SignInMethod.values(), SignInMethod::id).orElse(Set.of()),
          body.object("fields").map(JsonObject::textsByName).orElse(Map.of()),
          body.flag("loginOnly").orElse(false),
          body.object("association").map(AssociationView::read).orElse(Association.OFF),
          body.flag("enabled").orElse(true),
          body.number("order").orElse(0),
          body.object("admission").map(AdmissionView::read).orElse(AdmissionRule.EVERYBODY),
          body.object("reconciliation").map(ReconciliationView::read).orElse(Reconciliation.OFF),
          body.flag("codes").orElse(false));
    }
  }

  /** Whom of the company it lets in. */
  record AdmissionView(List<UnitView> allow, List<UnitView> deny) {
    static AdmissionView of(AdmissionRule rule) {
      return new AdmissionView(UnitView.all(rule.allow()), UnitView.all(rule.deny()));
    }

    static AdmissionRule read(JsonObject body) {
      return new AdmissionRule(units(body, "allow"), units(body, "deny"));
    }

    private static List<Unit> units(JsonObject body, String name) {
      return body.objects(name).orElse(List.of()).stream().map(UnitView::read).toList();
    }
  }

  /** A department or a group. */
  record UnitView(String kind, String id) {
    static List<UnitView> all(List<Unit> units) {
      return units.stream().map(unit -> new UnitView(word(unit.kind()), unit.id())).toList();
    }

    static Unit read(JsonObject body) {
      body.required("kind");
      body.refuseNull("kind");
      return new Unit(
          Inputs.word(body, "kind", UnitKind.values(), UnitView::word).orElse(UnitKind.DEPARTMENT),
          body.requiredText("id"));
    }

    private static String word(UnitKind kind) {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the address book is reconciled with the users. */
  record ReconciliationView(String schedule, boolean creates) {
    static ReconciliationView of(Reconciliation reconciliation) {
      return new ReconciliationView(word(reconciliation.schedule()), reconciliation.creates());
    }

    static Reconciliation read(JsonObject body) {
      body.refuseNull("schedule");
      return new Reconciliation(
          Inputs.word(body, "schedule", Schedule.values(), ReconciliationView::word)
              .orElse(Schedule.OFF),
          body.flag("creates").orElse(false));
    }

    private static String word(Schedule schedule) {
      return schedule.name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a first sign-in finds the person's account. */
  record AssociationView(String mode, List<String> matchBy, List<String> trust) {
    static AssociationView of(Association association) {
      return new AssociationView(
          word(association.mode()),
          association.matchBy().stream().map(MatchField::id).toList(),
          association.trust().stream().sorted().map(MatchField::id).toList());
    }

    static Association read(JsonObject body) {
      body.refuseNull("mode");
      return new Association(
          Inputs.word(body, "mode", Mode.values(), AssociationView::word).orElse(Mode.OFF),
          Inputs.words(body, "matchBy", MatchField.values(), MatchField::id)
              .map(List::copyOf)
              .orElse(List.of()),
          Inputs.words(body, "trust", MatchField.values(), MatchField::id).orElse(Set.of()));
    }

    private static String word(Mode mode) {
      return mode.name().toLowerCase(Locale.ROOT);
    }
  }
}
