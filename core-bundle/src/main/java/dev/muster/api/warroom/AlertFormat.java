package dev.muster.api.warroom;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a monitoring system writes alerts. Bundles add more; which can be sent says {@link
 * AlertReceiver#formats}.
 *
 * @param id what addresses and the API call it: kebab-case, stable
 */
public record AlertFormat(String id) {
  /** Before the formats, which are checked by it. */
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  /** The webhook of Prometheus Alertmanager, version 4. */
  public static final AlertFormat ALERTMANAGER = new AlertFormat("alertmanager");

  /** The webhook contact point of Grafana Alerting. */
  public static final AlertFormat GRAFANA = new AlertFormat("grafana");

  /** PagerDuty's Events API, version 2. */
  public static final AlertFormat PAGERDUTY = new AlertFormat("pagerduty");

  /** CloudEvents 1.0 over HTTP: binary, structured and batched. */
  public static final AlertFormat CLOUDEVENTS = new AlertFormat("cloudevents");

  /** Our own. */
  public static final AlertFormat JSON = new AlertFormat("json");

  /** The product's own, in the order in which they are shown; nobody else's have their ids. */
  public static final List<AlertFormat> OWN =
      List.of(ALERTMANAGER, GRAFANA, PAGERDUTY, CLOUDEVENTS, JSON);

  /** Checks. */
  public AlertFormat {
    if (!isId(id)) {
      throw new IllegalArgumentException("A format's id is " + FORM);
    }
  }

  /**
   * Whether a text has the form of an id.
   *
   * @param text however odd
   * @return true if so
   */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }
}
