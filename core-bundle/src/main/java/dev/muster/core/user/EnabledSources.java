package dev.muster.core.user;

/** Which identity sources people can come in by. */
@FunctionalInterface
public interface EnabledSources {
  /** Whether a source is there and enabled. */
  boolean isEnabled(String tenant, String source);
}
