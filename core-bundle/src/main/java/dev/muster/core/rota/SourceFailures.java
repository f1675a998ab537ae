package dev.muster.core.rota;

import dev.muster.core.hook.RotaSourceHooks.Answer.Missing;
import dev.muster.core.throttle.PerMinute;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why sources do not answer. What a source threw is logged without its messages, and a rota
 * without its schedule: either may have a secret.
 */
final class SourceFailures {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFailures.class);

  /** Of tenants and sources, in a minute. */
  private static final int MOST_PREVIEWS = 100;

  private final PerMinute previews;

  SourceFailures(InstantSource clock) {
    this.previews = new PerMinute(1, MOST_PREVIEWS, clock);
  }

  /** A rota's source fails in a way in which it has not since it answered last. */
  void log(String tenant, String rota, String source, Missing<?> answer) {
    LOG.warn(
        "The source {} of the rota {} of the tenant {} {}",
        source,
        rota,
        tenant,
        what(answer),
        answer.cause().orElse(null));
  }

  /** A source fails for somebody who tries out a rota: what they see refers to the log. */
  void logPreview(String tenant, String source, Missing<?> answer) {
    boolean isToldMore =
        switch (answer.fault()) {
          case FAILED, LATE, BUSY -> true;
          case ABSENT, UNANSWERED, OTHER_TIME -> false;
        };
    if (isToldMore && previews.allows(String.join(" ", tenant, source))) {
      LOG.warn(
          "For somebody of the tenant {} who looks at a rota, the source {} {}",
          tenant,
          source,
          what(answer),
          answer.cause().orElse(null));
    }
  }

  private static String what(Missing<?> answer) {
    return switch (answer.fault()) {
      case ABSENT -> "is not there: no plugin that runs offers it";
      case UNANSWERED -> "has no answer: " + answer.why().en();
      case FAILED -> "failed";
      case LATE -> "did not answer in time";
      case BUSY -> "has too much to do";
      case OTHER_TIME -> "does not say who is on duty now";
    };
  }
}
