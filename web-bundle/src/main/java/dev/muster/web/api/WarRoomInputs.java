package dev.muster.web.api;

import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.Text;
import dev.muster.web.api.WarRoomView.FactsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent about war rooms. A value that is missing or wrong is refused when the body ends. */
final class WarRoomInputs {
  private static final Status[] WHILE_OPEN = {Status.STARTED, Status.DIAGNOSING, Status.RECOVERED};

  private static final Text EITHER =
      new Text("Give either text or markdown.", "text 和 markdown 须填写其一，且只能填写其一。");

  private WarRoomInputs() {}

  static Filter filter(Parameters query) {
    return new Filter(
        Inputs.word(query, "status", Status.values(), WarRoomView::word),
        Inputs.word(query, "severity", Severity.values(), Severity::name),
        query.filled("application"));
  }

  static NewWarRoom room(JsonObject body) {
    body.required("platforms");
    NewWarRoom room =
        new NewWarRoom(
            facts(body),
            body.texts("platforms").orElse(List.of()),
            body.text("template").filter(id -> !id.equals(WarRoomTemplate.DEFAULT)),
            PersonView.read(body, "owner"),
            PersonView.read(body, "recorder"),
            PersonView.readAll(body, "members").orElse(List.of()),
            body.texts("rotas").orElse(List.of()));
    body.end();
    return room;
  }

  private static Facts facts(JsonObject body) {
    body.required("severity");
    return new Facts(
        body.requiredText("title"),
        Inputs.word(body, "severity", Severity.values(), Severity::name).orElse(Severity.P4),
        body.text("summary"),
        body.texts("applications").orElse(List.of()),
        body.texts("regions").orElse(List.of()));
  }

  static Settings changed(JsonObject patch, Settings present) {
    return patch.appliedTo(
        FactsView.of(present.facts()),
        body ->
            new Settings(
                facts(body),
                person(body, "owner", present.owner()),
                person(body, "recorder", present.recorder())));
  }

  private static Optional<PersonRef> person(
      JsonObject body, String name, Optional<PersonRef> present) {
    return body.has(name) ? PersonView.read(body, name) : present;
  }

  static List<PersonRef> members(JsonObject body) {
    body.required("members");
    List<PersonRef> members = PersonView.readAll(body, "members").orElse(List.of());
    body.end();
    return members;
  }

  static NewMessage message(JsonObject body) {
    Optional<String> text = body.text("text");
    Optional<String> markdown = body.text("markdown");
    List<String> mentions = body.texts("mention").orElse(List.of());
    if (text.isPresent() == markdown.isPresent()) {
      body.problem("text", text.isPresent() ? "choice" : "required", EITHER);
    }
    body.end();
    return new NewMessage(text.or(() -> markdown).orElse(""), markdown.isPresent(), mentions);
  }

  static NewNotice notice(JsonObject body) {
    body.required("kind");
    List<String> members = new ArrayList<>();
    List<PersonRef> people = new ArrayList<>();
    for (JsonObject each : body.objectsOrTexts("to", "member").orElse(List.of())) {
      Optional<String> member = each.text("member");
      if (member.isPresent()) {
        members.add(member.get());
      } else {
        PersonView.read(each).ifPresent(people::add);
      }
    }
    NewNotice notice =
        new NewNotice(
            Inputs.word(body, "kind", NoticeKind.values(), WarRoomView::word)
                .orElse(NoticeKind.PROGRESS),
            body.text("text"),
            members,
            people);
    body.end();
    return notice;
  }

  static Status status(JsonObject body) {
    body.required("status");
    Status status =
        Inputs.word(body, "status", WHILE_OPEN, WarRoomView::word).orElse(Status.STARTED);
    body.end();
    return status;
  }

  /** How a room is to be closed, and how much later. */
  record Closing(NewClosing how, Duration delay) {}

  static Closing closing(JsonObject body) {
    body.required("policy");
    NewClosing closing =
        new NewClosing(
            Inputs.word(body, "policy", Policy.values(), WarRoomView::word).orElse(Policy.KEEP),
            body.object("policies")
                .map(it -> Inputs.wordsByName(it, Policy.values(), WarRoomView::word))
                .orElse(Map.of()),
            body.text("reason"),
            body.flag("force").orElse(false),
            body.text("farewell"));
    Duration delay = Duration.ofSeconds(body.number("delaySeconds").orElse(0));
    body.end();
    return new Closing(closing, delay);
  }
}
