package dev.muster.core.alert.format;

import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our own format: an alert, or a list of them. */
final class JsonBody {
  private final Together together = new Together();
  private String lastKey = "";

  private JsonBody() {}

  /** Reads the value that is next. */
  static Read read(Body body) throws IOException {
    JsonBody read = new JsonBody();
    boolean one = !body.isArray();
    if (one) {
      read.alert(body);
    } else {
      body.array("The body", () -> read.alert(body));
    }
    List<AlertGroup> groups = read.together.groups();
    if (groups.isEmpty()) {
      throw Body.refused("The list has no alerts.", "列表中没有告警。");
    }
    return new Read(groups, one ? Optional.of(read.lastKey) : Optional.empty());
  }

  /**
   * Alerts, read.
   *
   * @param groups what they say
   * @param key the key of the alert, if it is one
   */
  record Read(List<AlertGroup> groups, Optional<String> key) {}

  private void alert(Body body) throws IOException {
    if (!body.isObject()) {
      throw Body.refused("An alert must be an object.", "告警须为对象。");
    }
    Parts parts = new Parts();
    body.object("alert", name -> parts.member(body, name));
    if (parts.over.isEmpty()) {
      throw Body.refused(
          "The member status must be firing or resolved.", "字段 status 须为 firing 或 resolved。");
    }
    boolean over = parts.over.get();
    if (parts.title.isEmpty() && !(over && !parts.key.isEmpty())) {
      throw Body.refused(
          "The member title is missing; a resolved alert may give alertKey alone.",
          "缺少字段 title；已恢复的告警可以只填写 alertKey。");
    }
    lastKey = parts.key.isEmpty() ? Said.digest("alert", parts.identity()) : parts.key;
    String group = parts.group.isEmpty() ? lastKey : parts.group;
    together.add(
        Said.digest("alert-key", group), Ending.WITH_ITS_ALERTS, parts.item(lastKey, over));
  }

  /** An alert that is being read. */
  private static final class Parts {
    private final Map<String, String> labels = new LinkedHashMap<>();
    private String title = "";
    private String key = "";
    private String group = "";
    private Optional<Boolean> over = Optional.of(false);
    private Optional<String> summary = Optional.empty();
    private Optional<String> url = Optional.empty();
    private String startsAt = "";

    void member(Body body, String name) throws IOException {
      switch (name) {
        case "title" -> title = body.line(Bounds.TITLE).orElse("");
        case "alertKey" -> key = body.line(Bounds.KEY).orElse("");
        case "group" -> group = body.line(Bounds.KEY).orElse("");
        case "status" -> over = body.text().flatMap(Said::over);
        case "summary" -> summary = body.line(Bounds.SUMMARY);
        case "url" -> url = body.text().flatMap(Said::url);
        case "startsAt" -> startsAt = body.text().orElse("");
        case "severity", "application", "region" ->
            body.line(Bounds.LABEL_VALUE).ifPresent(value -> labels.put(name, value));
        case "labels" -> body.labels(name).forEach(this::label);
        default -> body.skip();
      }
    }

    private void label(String name, String value) {
      if (labels.size() < Bounds.LABELS) {
        labels.putIfAbsent(name, value);
      }
    }

    AlertItem item(String fingerprint, boolean resolved) {
      AlertItem item =
          AlertItem.of(fingerprint, title.isEmpty() ? fingerprint : title).withLabels(labels);
      return Items.over(
          Items.from(Items.summary(item, summary), Said.time(startsAt), url), resolved);
    }

    /** What tells it by, where it has no key: a change of the severity is the same alert. */
    Map<String, String> identity() {
      Map<String, String> identity = new LinkedHashMap<>(labels);
      identity.remove("severity");
      identity.put("", title);
      return identity;
    }
  }
}
