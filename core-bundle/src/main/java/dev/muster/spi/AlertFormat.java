package dev.muster.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads the alerts of one monitoring system. A hook: its name is the last part of the address that
 * the system sends to. Of two with the same name the one with the higher service ranking is asked.
 *
 * @apiNote Whoever sends has been recognised by the address before. A format that fails is logged
 *     and counted in {@code muster_hook_calls_total}, and the sender is asked to try again.
 */
@ConsumerType
public interface AlertFormat {
  /** The most problems and alerts of one delivery, together. */
  int MAX_ALERTS = 10_000;

  /**
   * What it is called in addresses.
   *
   * @implSpec The same at every call, without blocking.
   * @return {@code [a-z][a-z0-9-]{0,30}}, never changed: it stands in the settings of others
   */
  String name();

  /**
   * Reads what was sent.
   *
   * @implSpec Pure, called by many threads at once, ends within 5 s. The same bytes give the same
   *     alerts. What cannot be read is {@link Result.Unreadable}, never an exception.
   * @param delivery the request as it came, nothing of it trusted
   * @return what it tells
   */
  Result read(Delivery delivery);

  /**
   * A request as it came.
   *
   * @param contentType the header, or the empty string
   * @param headers values by name in lower case; no credentials
   * @param body the whole body, at most 10 MB
   */
  record Delivery(String contentType, Map<String, String> headers, byte[] body) {
    /** Copies the map. */
    public Delivery {
      headers = Map.copyOf(headers);
    }
  }

  /** What a delivery tells. */
  sealed interface Result {
    /**
     * Alerts.
     *
     * @param problems what belongs together, each; empty where there is nothing to do
     */
    record Alerts(List<Problem> problems) implements Result {
      /** Copies. */
      public Alerts {
        problems = List.copyOf(problems);
      }
    }

    /**
     * It is not of this format: the sender is told so, and does not send it again.
     *
     * @param why a sentence for whoever set the sender up; quotes nothing secret of it
     */
    record Unreadable(String why) implements Result {}
  }

  /**
   * Alerts of one cause, as their source groups them: they get one war room.
   *
   * @param keys what tells this problem from others of the same source, as long as it lasts; at
   *     least one. A problem that is known already by any of them is the same: give a second where
   *     the first changes with the source's settings. Of any length, for they are only compared.
   * @param status whether it goes on: {@code RESOLVED} only when all of it is over
   * @param title what it is called
   * @param alerts the alerts that this delivery tells of
   */
  record Problem(List<String> keys, Status status, String title, List<Alert> alerts) {
    /** Validates and copies. */
    public Problem {
      keys = List.copyOf(keys);
      alerts = List.copyOf(alerts);
      if (keys.isEmpty() || keys.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("A problem has a key");
      }
      if (title.isBlank()) {
        throw new IllegalArgumentException("A problem has a title");
      }
    }
  }

  /**
   * One alert.
   *
   * @param fingerprint tells it from others of the same problem; the same when it comes again
   * @param status whether it goes on
   * @param title what it is called
   * @param summary what more there is to say; plain text
   * @param severity in the source's own words, where it has one beside the labels
   * @param labels what the source says about it, by name
   * @param startsAt since when
   * @param endsAt until when, once it is over
   * @param links where to look
   */
  record Alert(
      String fingerprint,
      Status status,
      String title,
      Optional<String> summary,
      Optional<String> severity,
      Map<String, String> labels,
      Optional<Instant> startsAt,
      Optional<Instant> endsAt,
      List<Link> links) {
    /** Validates and copies. */
    public Alert {
      labels = Map.copyOf(labels);
      links = List.copyOf(links);
      if (fingerprint.isBlank() || title.isBlank()) {
        throw new IllegalArgumentException("An alert has a fingerprint and a title");
      }
    }
  }

  /** Whether something goes on. */
  enum Status {
    /** It goes on. */
    FIRING,
    /** It is over. */
    RESOLVED
  }

  /**
   * Where to look.
   *
   * @param text what is to be found there
   * @param uri an {@code http} or {@code https} address
   */
  record Link(String text, URI uri) {
    /** Validates. */
    public Link {
      if (text.isBlank() || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        throw new IllegalArgumentException("A link has a text and leads to the web");
      }
    }
  }
}
