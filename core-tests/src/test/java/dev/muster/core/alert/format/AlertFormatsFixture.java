package dev.muster.core.alert.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Bodies that are read by the formats that are built in. */
abstract class AlertFormatsFixture {
  static AlertMessage read(AlertFormat format, String json) {
    return read(format, json, Map.of("content-type", "application/json; charset=utf-8"));
  }

  static AlertMessage read(AlertFormat format, String json, Map<String, String> headers) {
    return new AlertFormats(new AlertFormatHooks(new CountedMetrics()))
        .read(
            new Content(
                format,
                name -> Optional.ofNullable(headers.get(name)),
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
  }

  static AlertGroup group(AlertFormat format, String json) {
    AlertMessage messages = read(format, json);
    assertThat(messages.groups()).hasSize(1);
    return messages.groups().get(0);
  }
}
