package dev.muster.core.alert.format;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The product's own formats. */
final class OwnFormats {
  private static final String JSON = "application/json";

  /** In the order in which they are shown. */
  static final List<dev.muster.spi.alert.AlertFormat> ALL =
      List.of(
          json(
              AlertFormat.ALERTMANAGER,
              request -> groups(request, body -> AlertmanagerBody.read("Alertmanager", body))),
          json(
              AlertFormat.GRAFANA,
              request -> groups(request, body -> AlertmanagerBody.read("Grafana Alerting", body))),
          json(AlertFormat.PAGERDUTY, OwnFormats::event),
          new Own(
              AlertFormat.CLOUDEVENTS.id(),
              Set.of(JSON, "application/cloudevents+json", "application/cloudevents-batch+json"),
              OwnFormats::cloudEvents),
          json(AlertFormat.JSON, OwnFormats::alerts));

  private OwnFormats() {}

  private record Own(String id, Set<String> mediaTypes, Function<AlertRequest, AlertMessage> reader)
      implements dev.muster.spi.alert.AlertFormat {
    @Override
    public AlertMessage read(AlertRequest request) {
      return reader.apply(request);
    }
  }

  private static dev.muster.spi.alert.AlertFormat json(
      AlertFormat format, Function<AlertRequest, AlertMessage> reader) {
    return new Own(format.id(), Set.of(JSON), reader);
  }

  private static AlertMessage groups(AlertRequest request, Body.Content<List<AlertGroup>> reader) {
    return AlertMessage.of(Body.read(request.body(), reader));
  }

  private static AlertMessage event(AlertRequest request) {
    PagerDutyBody.Read event = Body.read(request.body(), PagerDutyBody::read);
    return AlertMessage.of(event.groups()).withKey(event.key());
  }

  private static AlertMessage cloudEvents(AlertRequest request) {
    boolean binary =
        request.mediaType().equals(JSON) && request.header("ce-specversion").isPresent();
    return groups(
        request,
        binary ? body -> CloudEventsBody.binary(request, body) : CloudEventsBody::structured);
  }

  private static AlertMessage alerts(AlertRequest request) {
    JsonBody.Read alerts = Body.read(request.body(), JsonBody::read);
    Optional<String> key = alerts.key();
    AlertMessage message = AlertMessage.of(alerts.groups());
    return key.map(message::withKey).orElse(message);
  }
}
