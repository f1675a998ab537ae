package dev.muster.core.settings;

/** A setting is wrong: the message names the key, what it is and what would be right. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String key, String found, String remedy) {
    super("The setting " + key + " " + found + ": " + remedy + ".");
  }
}
