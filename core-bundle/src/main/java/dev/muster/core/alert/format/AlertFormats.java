package dev.muster.core.alert.format;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what was sent, in whichever format. */
public final class AlertFormats {
  private static final String JSON = "application/json";
  private static final String EVENT = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  private AlertFormats() {}

  /**
   * What was sent.
   *
   * @param groups what it says of problems, in its order; none if nothing follows from it
   * @param key what a later message about the same names, where it was one alert of a format that
   *     has such a key
   */
  public record Messages(List<AlertGroup> groups, Optional<String> key) {
    /** Copies. */
    public Messages {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Reads what was sent.
   *
   * @param content what was sent
   * @return what it says, bounded
   * @throws ProblemException {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE};
   *     what reading the body throws
   */
  public static Messages read(Content content) {
    String type = mediaType(content);
    return switch (content.format()) {
      case ALERTMANAGER -> groups(content, body -> AlertmanagerBody.read("Alertmanager", body));
      case GRAFANA -> groups(content, body -> AlertmanagerBody.read("Grafana Alerting", body));
      case CLOUDEVENTS ->
          groups(
              content,
              type.equals(JSON) && content.headers().value("ce-specversion").isPresent()
                  ? body -> CloudEventsBody.binary(content.headers(), body)
                  : CloudEventsBody::structured);
      case PAGERDUTY -> {
        PagerDutyBody.Read event = Body.read(content.body(), PagerDutyBody::read);
        yield new Messages(event.groups(), Optional.of(event.key()));
      }
      case JSON -> {
        JsonBody.Read alerts = Body.read(content.body(), JsonBody::read);
        yield new Messages(alerts.groups(), alerts.key());
      }
    };
  }

  private static Messages groups(Content content, Body.Reader<List<AlertGroup>> reader) {
    return new Messages(Body.read(content.body(), reader), Optional.empty());
  }

  private static String mediaType(Content content) {
    String header = content.headers().value("content-type").orElse("");
    int semicolon = header.indexOf(';');
    String type =
        (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    boolean plain =
        content.headers().value("content-encoding").orElse("identity").equalsIgnoreCase("identity");
    boolean known =
        switch (content.format()) {
          case CLOUDEVENTS -> List.of(JSON, EVENT, BATCH).contains(type);
          default -> type.equals(JSON);
        };
    if (!known || !plain) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          new Text(
              "The body must be " + JSON + " in UTF-8, not compressed.",
              "请求体须为 UTF-8 编码的 " + JSON + "，且未经压缩。"));
    }
    return type;
  }
}
