package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.api.warroom.Alerts;
import dev.muster.api.warroom.Alerts.Tried;
import dev.muster.api.warroom.Alerts.TriedAlert;
import dev.muster.api.warroom.Alerts.TriedProblem;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A body as a sender sends it to an intake, and what would become of it. */
record TriedBody(AlertFormat format, String contentType, String body) {
  /**
   * Reads what is to be tried.
   *
   * @param members of the request; read to their end
   * @param receiver knows the formats
   * @throws ProblemException {@code INVALID_VALUE}
   */
  static TriedBody read(JsonObject members, AlertReceiver receiver) {
    String id = members.requiredText("format");
    Optional<String> contentType = members.text("contentType");
    String body = members.requiredText("body");
    Set<String> types = AlertFormat.isId(id) ? receiver.mediaTypes(id) : Set.of();
    if (types.isEmpty() && members.has("format")) {
      members.problem("format", "unknown", new Text("Nothing reads this format.", "没有程序读取该格式。"));
    }
    members.end();
    return new TriedBody(new AlertFormat(id), contentType.orElseGet(() -> usual(types)), body);
  }

  private static String usual(Set<String> types) {
    return types.contains(Response.JSON) ? Response.JSON : new TreeSet<>(types).first();
  }

  /** What would become of it. What an intake would refuse is wrong with the body. */
  TriedView tried(Alerts alerts, String tenant, Language language) {
    Map<String, String> headers = Map.of("content-type", contentType);
    Content content =
        new Content(
            format,
            name -> Optional.ofNullable(headers.get(name)),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    try {
      return TriedView.of(alerts.tryOut(tenant, content), language);
    } catch (ProblemException e) {
      throw switch (e.code()) {
        case MALFORMED -> ProblemException.invalid("body", "malformed", e.detail());
        case TOO_LARGE -> ProblemException.invalid("body", "too-large", e.detail());
        case UNSUPPORTED_MEDIA_TYPE ->
            ProblemException.invalid("contentType", "unsupported", e.detail());
        default -> e;
      };
    }
  }

  /** What would become of each problem in it. */
  record TriedView(List<ProblemView> problems, int more) {
    static TriedView of(Tried tried, Language language) {
      return new TriedView(
          tried.problems().stream().map(it -> ProblemView.of(it, language)).toList(), tried.more());
    }
  }

  /** What would become of a problem. */
  record ProblemView(OutcomeView outcome, List<AlertView> alerts, int moreAlerts) {
    static ProblemView of(TriedProblem tried, Language language) {
      return new ProblemView(
          OutcomeView.of(tried.outcome(), language),
          tried.alerts().stream().map(AlertView::of).toList(),
          tried.more());
    }
  }

  /** An alert as it was read. */
  record AlertView(String title, String severity, String status) {
    static AlertView of(TriedAlert alert) {
      return new AlertView(
          alert.title(), alert.severity().name(), alert.firing() ? "firing" : "resolved");
    }
  }

  @Override
  public String toString() {
    return "TriedBody[" + format.id() + "]";
  }
}
