package dev.muster.spi.hook;

import java.util.Map;

/** An administrator added, changed or removed a plugin. */
public sealed interface PluginEvent extends DomainEvent {
  /**
   * A plugin was uploaded and runs.
   *
   * @param plugin the plugin's symbolic name
   * @param version its version
   */
  record PluginInstalled(String plugin, String version) implements PluginEvent {
    @Override
    public EventAction action() {
      return EventAction.PLUGIN_INSTALLED;
    }

    @Override
    public String subject() {
      return Subjects.plugin(plugin);
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("version", version);
    }
  }

  /**
   * A plugin that was uploaded was refused.
   *
   * @param cause why, in kebab case
   */
  record PluginRefused(String cause) implements PluginEvent {
    @Override
    public EventAction action() {
      return EventAction.PLUGIN_REFUSED;
    }

    @Override
    public String subject() {
      return "plugin";
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("cause", cause);
    }
  }

  /**
   * An administrator started, stopped or deleted a plugin.
   *
   * @param plugin the plugin's symbolic name
   * @param change what happened to it
   */
  record PluginChanged(String plugin, PluginChange change) implements PluginEvent {
    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public String subject() {
      return Subjects.plugin(plugin);
    }
  }

  /** What administrators do to plugins. */
  enum PluginChange {
    /** It runs again. */
    STARTED(EventAction.PLUGIN_STARTED),
    /** It does not run until it is started. */
    STOPPED(EventAction.PLUGIN_STOPPED),
    /** It is gone. */
    DELETED(EventAction.PLUGIN_DELETED);

    private final EventAction action;

    PluginChange(EventAction action) {
      this.action = action;
    }
  }
}
