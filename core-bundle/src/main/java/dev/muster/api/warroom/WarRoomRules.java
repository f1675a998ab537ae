package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** What makes war rooms of alerts. */
@ProviderType
public interface WarRoomRules {
  /**
   * Adds a rule.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param settings the rule
   * @return the rule
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  Versioned<WarRoomRule> create(Caller caller, String tenant, WarRoomRule.Settings settings);

  /**
   * Reads a rule.
   *
   * @param tenant the tenant's id
   * @param id the rule's id, however odd
   * @return the rule, or empty if there is none
   */
  Optional<Versioned<WarRoomRule>> find(String tenant, String id);

  /**
   * Lists a tenant's rules in the order in which they are looked at.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws dev.muster.api.ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<WarRoomRule>> list(String tenant, int limit, Optional<String> after);

  /**
   * Changes a rule. Rooms that it has opened stay as they are.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the rule's id
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the rule
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<WarRoomRule> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<WarRoomRule.Settings> change,
      OptionalLong expected);

  /**
   * Deletes a rule.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the rule's id
   * @param expected the version that the caller has read, if it matters
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);

  /**
   * What would become of an alert, were it to come in now. Nothing is stored.
   *
   * @param tenant the tenant's id
   * @param sample the alert
   * @return what would become of it
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  Outcome tryOut(String tenant, Sample sample);

  /**
   * An alert as it might come in.
   *
   * @param title a line
   * @param labels its labels, the severity among them
   */
  record Sample(String title, Map<String, String> labels) {
    /** Copies. */
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * What would become of an alert.
   *
   * @param rule the rule that is for it, or empty if none is
   * @param why why no room would be opened by itself and at the first alert, or empty if one would
   * @param title the room's title
   * @param severity how bad it is
   * @param applications which applications are affected
   * @param regions which regions are affected
   */
  record Outcome(
      Optional<WarRoomRule> rule,
      Optional<NotYet> why,
      String title,
      Severity severity,
      List<String> applications,
      List<String> regions) {
    /** Copies. */
    public Outcome {
      applications = List.copyOf(applications);
      regions = List.copyOf(regions);
    }

    /** Whether a room would be opened, by itself and at the first alert. */
    public boolean wouldOpen() {
      return why.isEmpty();
    }
  }

  /** Why an alert would not open a room at once; of several reasons the first. */
  enum NotYet {
    /** No rule is for it. */
    NONE,
    /** The rule asks for more alerts. */
    THRESHOLD,
    /** Somebody decides first. */
    TRIAGE,
    /** The settings allow no new room. */
    BUDGET
  }
}
