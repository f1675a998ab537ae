package com.example.muster.hooks;

import dev.muster.spi.AlertFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Reads what a small monitor sends as a form: {@code check=shop&state=down&message=…}. */
@Component
public final class UptimeAlerts implements AlertFormat {
  @Override
  public String name() {
    return "uptime";
  }

  @Override
  public Result read(Delivery delivery) {
    Map<String, String> form = form(new String(delivery.body(), StandardCharsets.UTF_8));
    String check = form.getOrDefault("check", "");
    if (!delivery.contentType().startsWith("application/x-www-form-urlencoded")
        || check.isBlank()
        || !form.containsKey("state")) {
      return new Result.Unreadable("A form with check and state was expected.");
    }
    boolean up = form.get("state").equals("up");
    Status status = up ? Status.RESOLVED : Status.FIRING;
    String title = check + (up ? " is up again" : " is down");
    Alert alert =
        new Alert(
            check,
            status,
            title,
            Optional.ofNullable(form.get("message")),
            Optional.of("critical"),
            Map.of("check", check),
            Optional.empty(), // the monitor does not say since when
            Optional.empty(),
            List.of());
    return new Result.Alerts(List.of(new Problem(List.of(check), status, title, List.of(alert))));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return form;
  }
}
