package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.api.warroom.WarRooms.TimelineEntry;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A war room as it is shown; who is in it where it is the only one. */
record WarRoomView(
    String id,
    @JsonUnwrapped SettingsView settings,
    String status,
    Optional<String> template,
    List<String> rotas,
    List<ChatView> chats,
    Instant openedAt,
    String openedBy,
    Optional<Instant> acknowledgedAt,
    Optional<Instant> recoveredAt,
    Optional<Instant> closedAt,
    Optional<ClosingView> closing,
    Optional<List<MemberView>> members) {
  static WarRoomView of(WarRoom room, Optional<List<Member>> members, Language language) {
    return new WarRoomView(
        room.id(),
        SettingsView.of(new Settings(room.facts(), room.owner(), room.recorder())),
        word(room.status()),
        room.template(),
        room.rotas(),
        room.chats().stream().map(it -> ChatView.of(it, language)).toList(),
        room.times().openedAt(),
        room.openedBy(),
        room.times().acknowledgedAt(),
        room.times().recoveredAt(),
        room.times().closedAt(),
        room.closing().map(it -> ClosingView.of(it, language)),
        members.map(all -> all.stream().map(it -> MemberView.of(it, language)).toList()));
  }

  /** A value as the API spells it. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What can be changed of a room. */
  record SettingsView(
      String title,
      Severity severity,
      Optional<String> summary,
      List<String> applications,
      List<String> regions,
      Optional<PersonView> owner,
      Optional<PersonView> recorder) {
    static SettingsView of(Settings it) {
      return new SettingsView(
          it.facts().title(),
          it.facts().severity(),
          it.facts().summary(),
          it.facts().applications(),
          it.facts().regions(),
          it.owner().map(PersonView::of),
          it.recorder().map(PersonView::of));
    }

    static Settings read(JsonObject body) {
      String title = body.requiredText("title");
      body.required("severity");
      Severity severity =
          Inputs.word(body, "severity", Severity.values(), Severity::name).orElse(Severity.P4);
      return new Settings(
          new NewWarRoom.Facts(
              title,
              severity,
              body.text("summary"),
              body.texts("applications").orElse(List.of()),
              body.texts("regions").orElse(List.of())),
          PersonView.read(body, "owner"),
          PersonView.read(body, "recorder"));
    }
  }

  record ChatView(
      String platform,
      String state,
      Optional<String> chatId,
      Optional<URI> joinUrl,
      Optional<ProblemView> problem) {
    static ChatView of(WarRoom.Chat it, Language language) {
      return new ChatView(
          it.platform(),
          word(it.state()),
          it.chatId(),
          it.joinLink(),
          it.problem().map(problem -> ProblemView.of(problem, language)));
    }
  }

  record ProblemView(String code, String message, Optional<String> platformCode) {
    static ProblemView of(Problem it, Language language) {
      return new ProblemView(it.code(), language.of(it.message()), it.platformCode());
    }
  }

  record MemberView(
      String id,
      PersonView ref,
      Optional<String> name,
      String role,
      Instant invitedAt,
      List<ResultView> results) {
    static MemberView of(Member it, Language language) {
      return new MemberView(
          it.id(),
          PersonView.of(it.ref()),
          it.name(),
          word(it.role()),
          it.invitedAt(),
          it.results().stream().map(each -> ResultView.of(each, language)).toList());
    }
  }

  record ResultView(
      String platform, String result, Optional<String> triedBy, Optional<String> detail) {
    static ResultView of(WarRoom.Result it, Language language) {
      return new ResultView(
          it.platform(), word(it.outcome()), it.triedBy(), it.detail().map(language::of));
    }
  }

  record ClosingView(
      String policy, Optional<String> reason, String by, List<ClosedChatView> chats) {
    static ClosingView of(Closing it, Language language) {
      return new ClosingView(
          word(it.policy()), it.reason(), it.by(), ClosedChatView.of(it.chats(), language));
    }
  }

  record ClosedChatView(String platform, String done, boolean complete, Optional<String> detail) {
    static List<ClosedChatView> of(List<ClosedChat> chats, Language language) {
      return chats.stream()
          .map(
              it ->
                  new ClosedChatView(
                      it.platform(), word(it.done()), it.complete(), it.detail().map(language::of)))
          .toList();
    }
  }

  record DeliveryView(String platform, boolean ok, Optional<ProblemView> problem) {
    static DeliveryView of(Delivery it, Language language) {
      return new DeliveryView(
          it.platform(), it.sent(), it.problem().map(each -> ProblemView.of(each, language)));
    }
  }

  record EntryView(
      String id,
      Instant at,
      String kind,
      String actor,
      Optional<String> platform,
      Optional<String> text,
      Map<String, String> detail) {
    static EntryView of(TimelineEntry it) {
      return new EntryView(
          it.id(), it.at(), it.kind(), it.actor(), it.platform(), it.text(), it.detail());
    }
  }
}
