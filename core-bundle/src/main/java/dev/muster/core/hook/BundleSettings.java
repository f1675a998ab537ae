package dev.muster.core.hook;

import dev.muster.core.settings.Settings;
import dev.muster.spi.hook.HookSettings;
import java.util.Optional;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One for each bundle that asks: it sees its own settings only. */
@Component(service = HookSettings.class, scope = ServiceScope.BUNDLE)
public final class BundleSettings implements HookSettings {
  private final String bundle;
  private final Settings settings;

  /** Made by Declarative Services. */
  @Activate
  public BundleSettings(ComponentContext context, @Reference Settings settings) {
    this.bundle = context.getUsingBundle().getSymbolicName();
    this.settings = settings;
  }

  @Override
  public Optional<String> setting(String key) {
    return settings.ofHook(bundle, key);
  }
}
