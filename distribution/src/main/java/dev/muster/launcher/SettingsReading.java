package dev.muster.launcher;

import java.util.List;

/** What reading the settings came to. */
sealed interface SettingsReading {

  /**
   * Fit to start with.
   *
   * @param warnings keys that nothing here knows, probably misspelt
   */
  record Valid(Settings settings, List<Problem> warnings) implements SettingsReading {
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /** Not fit to start with; at least one problem. */
  record Invalid(List<Problem> problems) implements SettingsReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
