package dev.muster.api;

import dev.muster.api.Plugins.Plugin;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Changes of the plugins of this node; each is an audit event. */
@ProviderType
public interface PluginChanges {
  /**
   * Installs a jar, or updates the plugin of that name; what worked before goes on if it is
   * refused.
   *
   * @param caller on whose behalf
   * @param jar the bundle; read to its end
   * @return the plugin
   * @throws ProblemException {@code PLUGIN_UPLOAD_OFF} if the setting {@code plugins.upload} is not
   *     on, {@code PLUGIN_REFUSED} with the cause, {@code UNAVAILABLE} if the plugin folder cannot
   *     be written to
   */
  Plugin install(Caller caller, InputStream jar);

  /**
   * Stops a plugin until it is started again, over restarts too; waits for the calls that run.
   *
   * @param caller on whose behalf
   * @param symbolicName the plugin's name
   * @return the plugin
   * @throws ProblemException {@code NOT_FOUND}
   */
  Plugin stop(Caller caller, String symbolicName);

  /**
   * Starts a plugin that was stopped, or tries one again that was refused.
   *
   * @param caller on whose behalf
   * @param symbolicName the plugin's name
   * @return the plugin
   * @throws ProblemException {@code NOT_FOUND}, {@code PLUGIN_REFUSED} with the cause
   */
  Plugin start(Caller caller, String symbolicName);

  /**
   * Takes a plugin away with its files; waits for the calls that run on it.
   *
   * @param caller on whose behalf
   * @param symbolicName the plugin's name
   * @throws ProblemException {@code NOT_FOUND}, {@code UNAVAILABLE} if the plugin folder cannot be
   *     written to
   */
  void delete(Caller caller, String symbolicName);
}
