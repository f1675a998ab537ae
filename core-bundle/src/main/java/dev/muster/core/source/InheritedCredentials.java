package dev.muster.core.source;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.mobileapp.FormInput;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a source has the credentials that it needs: of its own, or the mobile app's. */
final class InheritedCredentials {
  private final Repository<MobileAppRecord> apps;

  InheritedCredentials(Storage storage) {
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
  }

  /** Refuses a source that could not sign anybody in for want of credentials. */
  void complete(
      String tenant,
      PlatformDescriptor descriptor,
      Map<String, String> plain,
      Set<String> secretNames,
      FieldErrors errors) {
    Inheritance inheritance = Inheritance.of(descriptor);
    Set<String> own = new HashSet<>(plain.keySet());
    own.addAll(secretNames);
    if (!errors.isEmpty() || inheritance.isComplete(own)) {
      return;
    }
    Optional<MobileAppRecord> app = apps.find(tenant, descriptor.id()).map(Stored::value);
    String message =
        app.isEmpty()
            ? "The tenant has bound no mobile app of this platform to take it from: give it here."
            : inheritance.isSameApp(plain, app.get().fields())
                ? "The tenant's mobile app does not have it either: give it here."
                : "The tenant's mobile app is not the one that this source names: give it here.";
    inheritance
        .missing(plain, own, app)
        .forEach(name -> errors.add("fields." + name, "required", message));
  }

  /** A source whose app was unbound under it may still be renamed or disabled. */
  static boolean matter(
      SourceRecord before, Settings settings, FormInput input, Set<String> secretNames) {
    return !input.plain().equals(before.fields())
        || !secretNames.equals(before.secrets().keySet())
        || (settings.enabled() && !before.settings().enabled());
  }
}
