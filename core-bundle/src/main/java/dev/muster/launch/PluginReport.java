package dev.muster.launch;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** What became of the jars in {@code plugins.dir}. */
@ConsumerType
public interface PluginReport {
  /**
   * Every plugin, once all of them have been looked at.
   *
   * @return plugins in the order of their names; empty while they are being installed
   */
  Optional<List<Plugin>> report();

  /**
   * A plugin.
   *
   * @param name its symbolic name
   * @param version of what runs; empty where nothing does
   * @param problems jars that are refused, a sentence each
   * @param superseded jars that a newer one of the same plugin leaves without work, a sentence each
   */
  record Plugin(
      String name, Optional<String> version, List<String> problems, List<String> superseded) {
    /** Copies. */
    public Plugin {
      problems = List.copyOf(problems);
      superseded = List.copyOf(superseded);
    }
  }
}
