package dev.muster.api.warroom;

import java.util.Arrays;
import java.util.Optional;

/** How a monitoring system writes alerts. */
public enum AlertFormat {
  /** The webhook of Prometheus Alertmanager, version 4. */
  ALERTMANAGER("alertmanager"),
  /** The webhook contact point of Grafana Alerting. */
  GRAFANA("grafana"),
  /** PagerDuty's Events API, version 2. */
  PAGERDUTY("pagerduty"),
  /** CloudEvents 1.0 over HTTP: binary, structured and batched. */
  CLOUDEVENTS("cloudevents"),
  /** Our own. */
  JSON("json");

  private final String id;

  AlertFormat(String id) {
    this.id = id;
  }

  /**
   * What addresses and the API call it.
   *
   * @return kebab-case, stable
   */
  public String id() {
    return id;
  }

  /**
   * The format of an id.
   *
   * @param id however odd
   * @return the format, or empty if there is none
   */
  public static Optional<AlertFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }
}
