package dev.muster.api;

import dev.muster.spi.Text;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles that were dropped in: platforms and whatever else implements the SPI. */
@ProviderType
public interface Plugins {
  /**
   * All of them, also those that were refused.
   *
   * @return plugins in the order of symbolic names
   * @throws ProblemException {@code UNAVAILABLE} while the plugin folder cannot be read: part of a
   *     list would be taken for all of it
   */
  List<Plugin> list();

  /**
   * One of them.
   *
   * @param symbolicName its name, however odd
   * @return the plugin, or empty if nobody knows it
   */
  Optional<Plugin> find(String symbolicName);

  /** How a plugin is. */
  enum State {
    /** It runs. */
    ACTIVE,
    /** An administrator has stopped it. */
    STOPPED,
    /** None of its jars is one that can run. */
    REFUSED
  }

  /**
   * A plugin.
   *
   * @param symbolicName the bundle's name; the file's, where its jar cannot be read
   * @param version of what runs, or of what would; empty where no jar can be read
   * @param state how it is
   * @param files its jars in the plugin folder
   * @param services the interfaces of the SPI that it offers at the moment
   * @param platforms the ids of the platforms that it speaks to
   * @param problems why a file of it does not run, or not wholly; what worked before goes on
   */
  record Plugin(
      String symbolicName,
      Optional<String> version,
      State state,
      List<String> files,
      List<String> services,
      List<String> platforms,
      List<PluginProblem> problems) {
    /** Copies. */
    public Plugin {
      files = List.copyOf(files);
      services = List.copyOf(services);
      platforms = List.copyOf(platforms);
      problems = List.copyOf(problems);
    }
  }

  /**
   * What is wrong with a jar.
   *
   * @param file its name
   * @param version of the bundle in it, where it can be read
   * @param code what kind of reason: kebab-case, stable
   * @param message the cause, a sentence for a person
   */
  record PluginProblem(String file, Optional<String> version, String code, Text message) {}
}
