package dev.muster.core.plugin;

import java.util.List;
import org.osgi.framework.Bundle;

/**
 * A plugin that has proven itself.
 *
 * @param jar what it was installed from
 * @param bundle what runs
 * @param services the interfaces of the SPI that it offers
 * @param platforms the ids of the platforms that it speaks to
 */
record RunningPlugin(PluginJar jar, Bundle bundle, List<String> services, List<String> platforms) {
  RunningPlugin {
    services = List.copyOf(services);
    platforms = List.copyOf(platforms);
  }
}
