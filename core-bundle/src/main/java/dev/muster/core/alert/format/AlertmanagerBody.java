package dev.muster.core.alert.format;

import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The webhook of Prometheus Alertmanager, version 4, and that of Grafana Alerting, which keeps its
 * skeleton. Members that it does not know are read over; newer versions add some.
 */
final class AlertmanagerBody {
  private final String sender;
  private final List<AlertItem> alerts = new ArrayList<>();
  private Map<String, String> groupLabels = Map.of();
  private Map<String, String> commonLabels = Map.of();
  private Map<String, String> commonAnnotations = Map.of();
  private String status = "";
  private String groupKey = "";
  private String receiver = "";
  private boolean hasAlerts;
  private int more;

  private AlertmanagerBody(String sender) {
    this.sender = sender;
  }

  /** Reads the value that is next. */
  static List<AlertGroup> read(String sender, Body body) throws IOException {
    AlertmanagerBody read = new AlertmanagerBody(sender);
    if (!body.isObject()) {
      throw read.unknown("it is not an object", "不是对象");
    }
    body.object("The body", name -> read.member(body, name));
    return List.of(read.group());
  }

  private void member(Body body, String name) throws IOException {
    switch (name) {
      case "status" -> status = body.text().orElse("");
      case "groupKey" -> groupKey = body.text().orElse("");
      case "receiver" -> receiver = body.text().orElse("");
      case "groupLabels" -> groupLabels = body.labels(name);
      case "commonLabels" -> commonLabels = body.labels(name);
      case "commonAnnotations" -> commonAnnotations = body.labels(name);
      case "truncatedAlerts" -> more += body.count();
      case "alerts" -> {
        hasAlerts = true;
        body.array(name, () -> alert(body));
      }
      default -> body.skip();
    }
  }

  private void alert(Body body) throws IOException {
    if (alerts.size() >= Bounds.ALERTS) {
      more++;
      body.skip();
      return;
    }
    if (!body.isObject()) {
      throw unknown("an alert is not an object", "告警不是对象");
    }
    Parts parts = new Parts();
    body.object("alerts", name -> parts.member(body, name));
    if (parts.labels.isEmpty()) {
      throw unknown("an alert has no labels", "告警没有标签");
    }
    alerts.add(parts.item());
  }

  /** An alert that is being read. */
  private static final class Parts {
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private String status = "";
    private String fingerprint = "";
    private String startsAt = "";
    private String url = "";

    void member(Body body, String name) throws IOException {
      switch (name) {
        case "status" -> status = body.text().orElse("");
        case "labels" -> labels = body.labels(name);
        case "annotations" -> annotations = body.labels(name);
        case "startsAt" -> startsAt = body.text().orElse("");
        case "generatorURL" -> url = body.text().orElse("");
        case "fingerprint" -> fingerprint = body.line(Bounds.KEY).orElse("");
        default -> body.skip();
      }
    }

    AlertItem item() {
      AlertItem item =
          AlertItem.of(
                  fingerprint.isEmpty()
                      ? Said.digest("labels", labels).substring(0, 16)
                      : fingerprint,
                  title(annotations, labels).orElse("Alert"))
              .withLabels(labels);
      return Items.over(
          Items.from(Items.summary(item, summary(annotations)), Said.time(startsAt), Said.url(url)),
          Said.over(status).orElse(false));
    }
  }

  private static Optional<String> title(
      Map<String, String> annotations, Map<String, String> labels) {
    return Optional.ofNullable(annotations.get("summary"))
        .or(() -> Optional.ofNullable(annotations.get("title")))
        .flatMap(text -> Said.line(text, Bounds.TITLE))
        .or(() -> Optional.ofNullable(labels.get("alertname")))
        .flatMap(text -> Said.line(text, Bounds.TITLE));
  }

  private static Optional<String> summary(Map<String, String> annotations) {
    return Optional.ofNullable(annotations.get("description"))
        .or(() -> Optional.ofNullable(annotations.get("message")))
        .flatMap(text -> Said.line(text, Bounds.SUMMARY));
  }

  private AlertGroup group() {
    Optional<Boolean> over = Said.over(status);
    if (!hasAlerts) {
      throw unknown("the member alerts is missing", "缺少字段 alerts");
    }
    if (over.isEmpty()) {
      throw unknown(
          "the member status is neither firing nor resolved", "字段 status 既不是 firing 也不是 resolved");
    }
    if (groupKey.isEmpty() && groupLabels.isEmpty()) {
      throw unknown(
          "the members groupKey and groupLabels are missing", "缺少字段 groupKey 和 groupLabels");
    }
    if (alerts.isEmpty()) {
      throw unknown("it has no alerts", "没有告警");
    }
    AlertGroup group =
        AlertGroup.of(
                groupKey.isEmpty()
                    ? Said.digest("group-labels", groupLabels)
                    : Said.digest("group-key", groupKey),
                over.get() ? Ending.RESOLVED : Ending.FIRING,
                groupTitle(),
                alerts)
            .withMore(more);
    AlertGroup summed = groupSummary().map(group::withSummary).orElse(group);
    return groupLabels.isEmpty() ? summed : summed.groupedBy(grouping());
  }

  private String grouping() {
    Map<String, String> labels = new LinkedHashMap<>(groupLabels);
    // no label is named so
    labels.put("", receiver);
    return Said.digest("grouping", labels);
  }

  private String groupTitle() {
    Map<String, String> labels = new LinkedHashMap<>(groupLabels);
    labels.putAll(commonLabels);
    return title(commonAnnotations, Map.of())
        .or(this::titleOfAll)
        .or(() -> title(Map.of(), labels))
        .orElseGet(() -> alerts.get(0).title());
  }

  /** What all alerts are called, if that is the same. */
  private Optional<String> titleOfAll() {
    String first = alerts.get(0).title();
    return alerts.stream().allMatch(alert -> alert.title().equals(first))
        ? Optional.of(first)
        : Optional.empty();
  }

  /** Where the alerts are called differently, the name of the first says more than their label. */
  private Optional<String> groupSummary() {
    Optional<String> said = summary(commonAnnotations).or(() -> alerts.get(0).summary());
    String first = alerts.get(0).title();
    return first.equals(groupTitle())
        ? said
        : Optional.of(said.map(text -> first + "\n\n" + text).orElse(first));
  }

  private RuntimeException unknown(String en, String zhCn) {
    return Body.refused(
        "This is no message of "
            + sender
            + " as it comes without a payload template: "
            + en
            + ". Send what you write yourself to the address of the format json.",
        "这不是 " + sender + " 的标准消息（即未使用自定义模板时的消息）：" + zhCn + "。自定义的内容请发送到 json 格式的地址。");
  }
}
