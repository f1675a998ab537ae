package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** How a tenant's alerts become war rooms. */
@ProviderType
public interface WarRoomSettings {
  /**
   * Reads the settings.
   *
   * @param tenant the tenant's id
   * @return the settings; the usual ones where nobody set any
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant)
   */
  Versioned<Values> find(String tenant);

  /**
   * Changes the settings.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the settings
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE},
   *     {@code STALE}
   */
  Versioned<Values> change(
      Caller caller, String tenant, UnaryOperator<Values> change, OptionalLong expected);

  /**
   * The settings.
   *
   * @param maxNewRooms how many rooms alerts may open
   * @param per in what time
   * @param titleTemplate a room's title, with <code>{{title}}</code>, <code>{{severity}}</code>,
   *     <code>{{applications}}</code>, <code>{{regions}}</code> and <code>{{label.NAME}}</code>
   * @param severityFrom the labels that may name the severity, the first that is there decides
   * @param severities what the values of those labels mean, in lower case
   * @param applicationsFrom the labels that name the application
   * @param regionsFrom the labels that name the region
   */
  record Values(
      int maxNewRooms,
      Duration per,
      String titleTemplate,
      List<String> severityFrom,
      Map<String, Severity> severities,
      List<String> applicationsFrom,
      List<String> regionsFrom) {
    /** What holds where nobody set anything. */
    public static final Values USUAL =
        new Values(
            30,
            Duration.ofHours(1),
            "{{title}}",
            List.of("severity", "priority", "level"),
            Map.of(
                "critical", Severity.P1,
                "error", Severity.P2,
                "warning", Severity.P3,
                "info", Severity.P4),
            List.of("application", "app", "service"),
            List.of("region", "zone"));

    /** Copies. */
    public Values {
      severityFrom = List.copyOf(severityFrom);
      severities = Map.copyOf(severities);
      applicationsFrom = List.copyOf(applicationsFrom);
      regionsFrom = List.copyOf(regionsFrom);
    }
  }
}
