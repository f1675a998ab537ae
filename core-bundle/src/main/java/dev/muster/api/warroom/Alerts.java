package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.spi.Page;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The alerts that came in, of the last 30 days. */
@ProviderType
public interface Alerts {
  /**
   * Lists alerts, the newest first.
   *
   * @param tenant the tenant's id
   * @param state only those in this state, or empty for all
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws dev.muster.api.ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Alert> list(String tenant, Optional<Alert.State> state, int limit, Optional<String> after);

  /**
   * Lists the alerts of a problem, the newest first.
   *
   * @param tenant the tenant's id
   * @param group the problem's id, however odd
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws dev.muster.api.ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Alert> ofGroup(String tenant, String group, int limit, Optional<String> after);

  /**
   * Reads an alert.
   *
   * @param tenant the tenant's id
   * @param id the alert's id, however odd
   * @return the alert, or empty if there is none
   */
  Optional<Alert> find(String tenant, String id);

  /**
   * Opens a room for what an alert belongs to, whatever the budget. Where there is one already, it
   * is that, unless it was closed while the problem goes on.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the alert's id
   * @return the alert, with its room
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}; {@code INVALID_VALUE} if no rule is
   *     for it, or its rule does not make a room
   */
  Alert open(Caller caller, String tenant, String id);

  /**
   * Decides that what an alert belongs to needs no room, until it fires anew.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the alert's id
   * @return the alert
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}; {@code INVALID_VALUE} if it has a
   *     room
   */
  Alert dismiss(Caller caller, String tenant, String id);

  /**
   * What would become of what a sender might send, were it to come in now as the first that is
   * heard of its problems. It is read as an intake would read it; nothing is stored.
   *
   * @param tenant the tenant's id
   * @param content what might be sent
   * @return what would become of it
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant, or nobody reads the format),
   *     {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}; {@code UNAVAILABLE}
   *     if the format of a bundle does not answer in time
   */
  Tried tryOut(String tenant, Content content);

  /**
   * What would become of what might be sent.
   *
   * @param problems of each problem in it, in their order, at most 20; none if nothing follows from
   *     it
   * @param more how many problems were left out
   */
  record Tried(List<TriedProblem> problems, int more) {
    /** Copies. */
    public Tried {
      problems = List.copyOf(problems);
    }
  }

  /**
   * What would become of a problem.
   *
   * @param outcome what would become of it
   * @param alerts its alerts, in their order, at most 20
   * @param more how many alerts were left out
   */
  record TriedProblem(WarRoomRules.Outcome outcome, List<TriedAlert> alerts, int more) {
    /** Copies. */
    public TriedProblem {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert as it was read.
   *
   * @param title a line
   * @param severity how bad it is
   * @param firing false if it is over
   */
  record TriedAlert(String title, Severity severity, boolean firing) {}
}
