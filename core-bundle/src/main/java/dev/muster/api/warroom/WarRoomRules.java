package dev.muster.api.warroom;

import dev.muster.spi.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What makes war rooms of alerts. Rules are listed in the order in which they are looked at. Rooms
 * that a rule has opened stay as they are when it is changed.
 */
@ProviderType
public interface WarRoomRules extends Resources<WarRoomRule, WarRoomRule.Settings> {
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
   * @param why why no room would be opened by itself and at once, or empty if one would
   * @param problem what the alert would say of it while it waits; empty where it would not wait, or
   *     for somebody alone
   * @param title the room's title
   * @param severity how bad it is
   * @param applications which applications are affected
   * @param regions which regions are affected
   */
  record Outcome(
      Optional<WarRoomRule> rule,
      Optional<NotYet> why,
      Optional<Text> problem,
      String title,
      Severity severity,
      List<String> applications,
      List<String> regions) {
    /** Copies. */
    public Outcome {
      applications = List.copyOf(applications);
      regions = List.copyOf(regions);
    }

    /** Whether a room would be opened, by itself and at once. */
    public boolean wouldOpen() {
      return why.isEmpty();
    }
  }

  /** Why an alert would not open a room at once; of several reasons the first. */
  enum NotYet {
    /** It says that its problem is over. */
    RESOLVED,
    /** No rule is for it. */
    NONE,
    /** The rule asks for more alerts. */
    THRESHOLD,
    /** Somebody decides first. */
    TRIAGE,
    /** The settings allow no new room. */
    BUDGET,
    /** The tenant has not bound a platform of the rule. */
    NOT_BOUND
  }
}
