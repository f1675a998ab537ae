package dev.muster.core.source;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.form.FormValues;
import dev.muster.core.form.Inheritance;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Text;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.Optional;

/** Whether a source has the credentials that it needs: of its own, or the mobile app's. */
final class InheritedCredentials {
  private final Repository<MobileAppRecord> apps;

  InheritedCredentials(Storage storage) {
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
  }

  /** Refuses a source that could not sign anybody in for want of credentials. */
  void complete(String tenant, PlatformDescriptor descriptor, FormValues own, FieldErrors errors) {
    Inheritance inheritance = Inheritance.of(descriptor);
    if (!errors.isEmpty() || inheritance.isComplete(own)) {
      return;
    }
    Optional<FormValues> app =
        apps.find(tenant, descriptor.id()).map(Stored::value).map(MobileAppRecord::values);
    Text message =
        app.isEmpty()
            ? new Text(
                "The tenant has bound no mobile app of this platform to take it from: give it here.",
                "该租户尚未绑定此平台的移动应用，无法从中获取：请在此填写。")
            : inheritance.isSameApp(own.plain(), app.get().plain())
                ? new Text(
                    "The tenant's mobile app does not have it either: give it here.",
                    "该租户的移动应用中也没有此项：请在此填写。")
                : new Text(
                    "The tenant's mobile app is not the one that this source names: give it here.",
                    "该租户的移动应用与此身份源指定的应用不同：请在此填写。");
    inheritance
        .missing(own, app)
        .forEach(name -> errors.add("fields." + name, "required", message));
  }

  /** A source whose app was unbound under it may still be renamed or disabled. */
  static boolean matter(SourceRecord before, Settings settings, FormValues after) {
    return !after.equals(before.values()) || (settings.enabled() && !before.settings().enabled());
  }
}
