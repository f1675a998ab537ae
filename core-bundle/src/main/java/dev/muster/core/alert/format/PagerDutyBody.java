package dev.muster.core.alert.format;

import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PagerDuty's Events API, version 2. The routing key is a secret of its sender's and is read over.
 */
final class PagerDutyBody {
  private String action = "";
  private String key = "";
  private String summary = "";
  private Optional<String> url = Optional.empty();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private Map<String, String> details = Map.of();
  private String timestamp = "";

  private PagerDutyBody() {}

  /** Reads the value that is next. */
  static Read read(Body body) throws IOException {
    PagerDutyBody read = new PagerDutyBody();
    if (!body.isObject()) {
      throw unknown("it is not an object", "不是对象");
    }
    body.object("The body", name -> read.member(body, name));
    return read.event();
  }

  /**
   * An event, read.
   *
   * @param groups what it says of a problem; none if somebody only acknowledges one
   * @param key what a later event about the same names
   */
  record Read(List<AlertGroup> groups, String key) {}

  private void member(Body body, String name) throws IOException {
    switch (name) {
      case "event_action" -> action = body.text().orElse("");
      case "dedup_key" -> key = body.line(Bounds.KEY).orElse("");
      case "client_url" -> url = body.text().flatMap(Said::url);
      case "payload" -> body.object(name, inner -> payload(body, inner));
      default -> body.skip();
    }
  }

  private void payload(Body body, String name) throws IOException {
    switch (name) {
      case "summary" -> summary = body.line(Bounds.TITLE).orElse("");
      case "timestamp" -> timestamp = body.text().orElse("");
      case "severity", "source", "component", "group", "class" ->
          body.line(Bounds.LABEL_VALUE).ifPresent(value -> labels.put(name, value));
      case "custom_details" -> {
        if (body.isObject()) {
          details = body.labels(name);
        } else {
          body.skip();
        }
      }
      default -> body.skip();
    }
  }

  private Read event() {
    boolean over = action.equals("resolve");
    if (!over && !action.equals("trigger") && !action.equals("acknowledge")) {
      throw unknown(
          "the member event_action is none of trigger, acknowledge and resolve",
          "成员 event_action 不是 trigger、acknowledge 或 resolve");
    }
    if (key.isEmpty() && !action.equals("trigger")) {
      throw unknown("the member dedup_key is missing", "缺少字段 dedup_key");
    }
    if (action.equals("acknowledge")) {
      return new Read(List.of(), key);
    }
    if (!over && summary.isEmpty()) {
      throw unknown("the member payload.summary is missing", "缺少字段 payload.summary");
    }
    // a sender that gives no key gets the same one for the same event: it may send it twice
    String name =
        key.isEmpty()
            ? Said.digest(
                "event",
                summary,
                labels.getOrDefault("source", ""),
                labels.getOrDefault("component", ""),
                labels.getOrDefault("group", ""),
                labels.getOrDefault("class", ""))
            : key;
    Map<String, String> all = new LinkedHashMap<>(labels);
    details.forEach(
        (label, value) -> {
          if (all.size() < Bounds.LABELS) {
            all.putIfAbsent(label, value);
          }
        });
    String title = summary.isEmpty() ? name : summary;
    AlertItem alert =
        Items.over(
            Items.from(AlertItem.of(name, title).withLabels(all), Said.time(timestamp), url), over);
    return new Read(
        List.of(
            AlertGroup.of(
                Said.digest("dedup-key", name),
                over ? Ending.RESOLVED : Ending.FIRING,
                title,
                List.of(alert))),
        name);
  }

  private static RuntimeException unknown(String en, String zhCn) {
    return Body.refused(
        "This is no event of PagerDuty's Events API version 2: " + en + ".",
        "这不是 PagerDuty Events API v2 的事件：" + zhCn + "。");
  }
}
