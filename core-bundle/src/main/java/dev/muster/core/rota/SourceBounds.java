package dev.muster.core.rota;

import dev.muster.core.hook.RotaSourceHooks;
import dev.muster.spi.storage.Document;
import java.time.Duration;

/** What bounds how sources are read, and what is kept of them, in one place. */
final class SourceBounds {
  /** How far an answer that is kept looks back and ahead. */
  static final Duration BEHIND = Duration.ofHours(1);

  /** A day more than is looked at, so that the next 14 days stay covered between two readings. */
  static final Duration AHEAD = Duration.ofDays(15);

  /** The most people of all stretches of an answer that is kept. */
  static final int MOST_KEPT = 2_000;

  /** What they may have as they are stored: stretches and the rest of the document fit beside. */
  static final long MOST_BYTES = Document.MAX_BODY - 512 * 1024;

  /** The same of an answer that is shown and not kept. */
  static final int MOST_SHOWN = Schedule.MOST_NAMED;

  /** Whoever asks again sooner gets what was answered. */
  static final Duration FRESH = Duration.ofSeconds(30);

  /** What is shown of a time without asking again: rotas are read more often than that. */
  static final Duration RECENT = SourceReadings.EVERY.plus(Duration.ofMinutes(1));

  /**
   * With less time a source is not asked, for one that is slow would seem to have failed: all of
   * its time, and some for the commit.
   */
  static final Duration LEAST = RotaSourceHooks.TIME.plusSeconds(2);

  /** Of somebody who waits for a plan. */
  static final Duration WAITED = Duration.ofSeconds(5);

  /** Between two questions to a source that people of one tenant cause. */
  static final Duration PAUSE = Duration.ofSeconds(3);

  /** The most questions to a source that people cause at a time: most of its threads stay free. */
  static final int OF_PEOPLE = 2;

  private SourceBounds() {}
}
