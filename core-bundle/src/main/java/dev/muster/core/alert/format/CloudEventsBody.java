package dev.muster.core.alert.format;

import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CloudEvents 1.0, by the HTTP protocol binding: binary (attributes in {@code ce-} headers, the
 * data as the body), structured and batched.
 */
final class CloudEventsBody {
  private final Together together = new Together();

  private CloudEventsBody() {}

  /** Reads the value that is next as an event, or as a list of them. */
  static List<AlertGroup> structured(Body body) throws IOException {
    CloudEventsBody read = new CloudEventsBody();
    if (body.isArray()) {
      body.array("The body", () -> read.event(body));
    } else {
      read.event(body);
    }
    return read.groups();
  }

  /** Reads the value that is next as the data of an event whose attributes are headers. */
  static List<AlertGroup> binary(AlertRequest request, Body body) throws IOException {
    CloudEventsBody read = new CloudEventsBody();
    Parts parts = new Parts();
    for (String name : List.of("id", "source", "specversion", "type", "subject", "time")) {
      request.header("ce-" + name).ifPresent(value -> parts.attribute(name, decoded(value)));
    }
    parts.data(body);
    read.add(parts);
    return read.groups();
  }

  /** Percent-encoded, as of section 3.1.3.2 of the binding. */
  private static String decoded(String value) {
    byte[] bytes = new byte[value.length() * 3];
    int size = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        bytes[size++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        for (byte each : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          bytes[size++] = each;
        }
      }
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private List<AlertGroup> groups() {
    List<AlertGroup> groups = together.groups();
    if (groups.isEmpty()) {
      throw Body.refused("The batch has no events.", "批次中没有事件。");
    }
    return groups;
  }

  private void event(Body body) throws IOException {
    if (!body.isObject()) {
      throw unknown("it is not an object", "不是对象");
    }
    Parts parts = new Parts();
    body.object("event", name -> parts.member(body, name));
    add(parts);
  }

  private void add(Parts parts) {
    for (String name : List.of("id", "source", "specversion", "type")) {
      if (parts.attributes.getOrDefault(name, "").isEmpty()) {
        throw unknown("the attribute " + name + " is missing", "缺少属性 " + name);
      }
    }
    if (!parts.attribute("specversion").equals("1.0")) {
      throw unknown("its specversion is not 1.0", "specversion 不是 1.0");
    }
    AlertItem alert = parts.item();
    together.add(
        Said.digest("event-subject", parts.attribute("source"), parts.about()),
        alert.resolved() ? Ending.RESOLVED : Ending.FIRING,
        alert);
  }

  /** An event that is being read. */
  private static final class Parts {
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Optional<String> title = Optional.empty();
    private Optional<String> summary = Optional.empty();
    private Optional<String> url = Optional.empty();
    private Optional<Boolean> status = Optional.empty();
    private String key = "";

    void member(Body body, String name) throws IOException {
      switch (name) {
        case "id", "source", "specversion", "type", "subject", "time" ->
            body.text().ifPresent(value -> attribute(name, value));
        case "data" -> data(body);
        default -> body.skip();
      }
    }

    void attribute(String name, String value) {
      Said.line(value, Bounds.LABEL_VALUE).ifPresent(line -> attributes.put(name, line));
    }

    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }

    void data(Body body) throws IOException {
      if (body.isObject()) {
        body.object("data", name -> datum(body, name));
      } else {
        body.skip();
      }
    }

    private void datum(Body body, String name) throws IOException {
      switch (name) {
        case "title" -> title = body.line(Bounds.TITLE);
        case "summary", "description", "message" ->
            summary = body.line(Bounds.SUMMARY).or(() -> summary);
        case "status" -> status = body.text().flatMap(Said::over);
        case "alertKey" -> key = body.line(Bounds.KEY).orElse("");
        case "url" -> url = body.text().flatMap(Said::url);
        case "severity", "application", "region" ->
            body.line(Bounds.LABEL_VALUE).ifPresent(value -> labels.put(name, value));
        case "labels" -> {
          if (body.isObject()) {
            body.labels(name).forEach(this::label);
          } else {
            body.skip();
          }
        }
        default -> body.skip();
      }
    }

    private void label(String name, String value) {
      if (labels.size() < Bounds.LABELS) {
        labels.putIfAbsent(name, value);
      }
    }

    private String lastWord() {
      String type = attribute("type");
      return type.substring(type.lastIndexOf('.') + 1);
    }

    private boolean over() {
      return status.or(() -> Said.over(lastWord())).orElse(false);
    }

    /** What of its source it is about: two events about one thing are one problem. */
    String about() {
      if (!key.isEmpty()) {
        return "key " + key;
      }
      if (!attribute("subject").isEmpty()) {
        return "subject " + attribute("subject");
      }
      String type = attribute("type");
      boolean endsInAWord = Said.over(lastWord()).isPresent() && type.indexOf('.') >= 0;
      return "type " + (endsInAWord ? type.substring(0, type.lastIndexOf('.')) : type);
    }

    AlertItem item() {
      for (String name : List.of("source", "type", "subject")) {
        if (!attribute(name).isEmpty()) {
          label(name, attribute(name));
        }
      }
      String line =
          title
              .or(() -> Optional.of(attribute("subject")).filter(text -> !text.isEmpty()))
              .orElse(attribute("type"));
      AlertItem item =
          AlertItem.of(
                  Said.line(attribute("id"), Bounds.KEY).orElse(""),
                  Said.line(line, Bounds.TITLE).orElse("Event"))
              .withLabels(labels);
      return Items.over(
          Items.from(Items.summary(item, summary), Said.time(attribute("time")), url), over());
    }
  }

  private static RuntimeException unknown(String en, String zhCn) {
    return Body.refused(
        "This is no event as of CloudEvents 1.0: " + en + ".",
        "这不是 CloudEvents 1.0 的事件：" + zhCn + "。");
  }
}
