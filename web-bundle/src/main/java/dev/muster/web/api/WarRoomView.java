package dev.muster.web.api;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Planned;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Noticed;
import dev.muster.api.warroom.WarRooms.PersonDelivery;
import dev.muster.web.http.Language;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A war room as it is shown; with its members where it is the only one. */
record WarRoomView(
    String id,
    String title,
    String severity,
    Optional<String> summary,
    List<String> applications,
    List<String> regions,
    String status,
    Optional<String> template,
    Optional<PersonView> owner,
    Optional<String> ownerName,
    Optional<PersonView> recorder,
    List<String> rotas,
    List<ChatView> chats,
    Instant openedAt,
    String openedBy,
    Optional<String> openedByName,
    Optional<OriginView> origin,
    Optional<Instant> acknowledgedAt,
    Optional<Instant> recoveredAt,
    Optional<Instant> closedAt,
    Optional<Instant> closesAt,
    Optional<PlannedView> plannedClosing,
    Optional<EndView> closing,
    Optional<List<MemberView>> members) {
  static WarRoomView of(
      WarRoom room, Function<String, Optional<String>> actors, Language language) {
    return of(room, Optional.empty(), actors, language);
  }

  static WarRoomView of(
      Versioned<WarRoom> room,
      List<Member> members,
      Function<String, Optional<String>> actors,
      Language language) {
    return of(room.value(), Optional.of(MemberView.all(members, language)), actors, language);
  }

  private static WarRoomView of(
      WarRoom room,
      Optional<List<MemberView>> members,
      Function<String, Optional<String>> actors,
      Language language) {
    NewWarRoom.Facts facts = room.facts();
    return new WarRoomView(
        room.id(),
        facts.title(),
        facts.severity().name(),
        facts.summary(),
        facts.applications(),
        facts.regions(),
        word(room.status()),
        Optional.of(room.template().orElse(WarRoomTemplate.DEFAULT)),
        room.owner().map(PersonView::of),
        room.ownerName(),
        room.recorder().map(PersonView::of),
        room.rotas(),
        room.chats().stream().map(chat -> ChatView.of(chat, language)).toList(),
        room.times().openedAt(),
        room.openedBy(),
        actors.apply(room.openedBy()),
        room.origin().map(OriginView::of),
        room.times().acknowledgedAt(),
        room.times().recoveredAt(),
        room.times().closedAt(),
        room.planned().map(Planned::at),
        room.planned().map(planned -> PlannedView.of(planned, actors)),
        room.closing().map(closing -> EndView.of(closing, actors, language)),
        members);
  }

  /** Of which problem a room of alerts is. */
  record OriginView(String group, String intake, Optional<String> rule) {
    static OriginView of(NewWarRoom.Origin origin) {
      return new OriginView(origin.group(), origin.intake(), origin.rule());
    }
  }

  /** One of a few words as the API spells it. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What can be changed, but for people: who is named in a patch replaces who was there. */
  record FactsView(
      String title,
      String severity,
      Optional<String> summary,
      List<String> applications,
      List<String> regions) {
    static FactsView of(NewWarRoom.Facts facts) {
      return new FactsView(
          facts.title(),
          facts.severity().name(),
          facts.summary(),
          facts.applications(),
          facts.regions());
    }
  }

  /** A chat. */
  record ChatView(
      String platform,
      String state,
      Optional<String> chatId,
      Optional<URI> joinUrl,
      Optional<ProblemView> problem) {
    static ChatView of(Chat chat, Language language) {
      return new ChatView(
          chat.platform(),
          word(chat.state()),
          chat.chatId(),
          chat.joinLink(),
          chat.problem().map(problem -> ProblemView.of(problem, language)));
    }
  }

  /** What is wrong. */
  record ProblemView(String code, String message, Optional<String> platformCode) {
    static ProblemView of(Problem problem, Language language) {
      return new ProblemView(
          problem.code(), language.of(problem.message()), problem.platformCode());
    }
  }

  /** Somebody who was invited. */
  record MemberView(
      String id,
      PersonView ref,
      Optional<String> name,
      String role,
      Instant invitedAt,
      List<ResultView> results) {
    static MemberView of(Member member, Language language) {
      return new MemberView(
          member.id(),
          PersonView.of(member.ref()),
          member.name(),
          word(member.role()),
          member.invitedAt(),
          member.results().stream().map(result -> ResultView.of(result, language)).toList());
    }

    static List<MemberView> all(List<Member> members, Language language) {
      return members.stream().map(member -> of(member, language)).toList();
    }
  }

  /** What became of an invitation. */
  record ResultView(
      String platform,
      String result,
      Optional<String> triedBy,
      Optional<String> detail,
      Optional<String> platformCode,
      Optional<String> userId) {
    static ResultView of(Result result, Language language) {
      return new ResultView(
          result.platform(),
          word(result.outcome()),
          result.triedBy(),
          result.detail().map(language::of),
          result.platformCode(),
          result.userId());
    }
  }

  /** People, and what became of their invitations. */
  record MembersView(List<MemberView> members) {
    static MembersView of(List<Member> members, Language language) {
      return new MembersView(MemberView.all(members, language));
    }
  }

  /** How a room is to be closed later. */
  record PlannedView(
      String policy,
      Map<String, String> policies,
      Optional<String> reason,
      Optional<String> farewell,
      boolean force,
      String by,
      Optional<String> byName) {
    static PlannedView of(Planned planned, Function<String, Optional<String>> actors) {
      Map<String, String> policies = new TreeMap<>();
      planned.how().policies().forEach((platform, it) -> policies.put(platform, word(it)));
      return new PlannedView(
          word(planned.how().policy()),
          policies,
          planned.how().reason(),
          planned.how().farewell(),
          planned.how().force(),
          planned.by(),
          actors.apply(planned.by()));
    }
  }

  /** How a room was closed. */
  record EndView(
      String policy,
      Optional<String> reason,
      String by,
      Optional<String> byName,
      List<ChatEndView> chats) {
    static EndView of(
        Closing closing, Function<String, Optional<String>> actors, Language language) {
      return new EndView(
          word(closing.policy()),
          closing.reason(),
          closing.by(),
          actors.apply(closing.by()),
          ChatEndView.all(closing.chats(), language));
    }
  }

  /** What a platform did with a chat. */
  record ChatEndView(
      String platform,
      String policy,
      String done,
      boolean complete,
      Optional<String> detail,
      Optional<FarewellView> farewell) {
    static List<ChatEndView> all(List<ClosedChat> chats, Language language) {
      return chats.stream()
          .map(
              chat ->
                  new ChatEndView(
                      chat.platform(),
                      word(chat.policy()),
                      word(chat.done()),
                      chat.complete(),
                      chat.detail().map(language::of),
                      chat.farewell().map(it -> FarewellView.of(it, language))))
          .toList();
    }
  }

  /** What became of what was said before a chat was closed. */
  record FarewellView(boolean ok, String state, Optional<ProblemView> problem) {
    static FarewellView of(Delivery delivery, Language language) {
      return new FarewellView(
          delivery.sent(),
          word(delivery.state()),
          delivery.problem().map(it -> ProblemView.of(it, language)));
    }
  }

  /** What came of closing, or when it is to be. */
  record ClosedView(String status, Optional<Instant> closesAt, List<ChatEndView> chats) {
    static ClosedView of(Closing closing, Language language) {
      return new ClosedView(
          word(WarRoom.Status.CLOSED),
          Optional.empty(),
          ChatEndView.all(closing.chats(), language));
    }

    static ClosedView of(WarRoom later) {
      return new ClosedView(word(later.status()), later.planned().map(Planned::at), List.of());
    }
  }

  /** What became of a message. */
  record DeliveriesView(List<DeliveryView> results, Optional<List<PersonDeliveryView>> people) {
    static DeliveriesView of(List<Delivery> deliveries, Language language) {
      return new DeliveriesView(DeliveryView.all(deliveries, language), Optional.empty());
    }

    static DeliveriesView of(Noticed noticed, Language language) {
      return new DeliveriesView(
          DeliveryView.all(noticed.chats(), language),
          Optional.of(noticed.people())
              .filter(people -> !people.isEmpty())
              .map(
                  people ->
                      people.stream().map(it -> PersonDeliveryView.of(it, language)).toList()));
    }
  }

  /** What became of a message on one platform. */
  record DeliveryView(String platform, boolean ok, String state, Optional<ProblemView> problem) {
    static List<DeliveryView> all(List<Delivery> deliveries, Language language) {
      return deliveries.stream()
          .map(
              it ->
                  new DeliveryView(
                      it.platform(),
                      it.sent(),
                      word(it.state()),
                      it.problem().map(problem -> ProblemView.of(problem, language))))
          .toList();
    }
  }

  /** What became of a message to one person. */
  record PersonDeliveryView(
      PersonView ref, String platform, boolean ok, String state, Optional<ProblemView> problem) {
    static PersonDeliveryView of(PersonDelivery it, Language language) {
      return new PersonDeliveryView(
          PersonView.of(it.ref()),
          it.delivery().platform(),
          it.delivery().sent(),
          word(it.delivery().state()),
          it.delivery().problem().map(problem -> ProblemView.of(problem, language)));
    }
  }

  /** Something that happened. */
  record EntryView(
      String id,
      Instant at,
      String kind,
      String actor,
      Optional<String> actorName,
      Optional<String> platform,
      Optional<String> text,
      Map<String, String> detail) {
    static EntryView of(TimelineEntry entry, Function<String, Optional<String>> actors) {
      return new EntryView(
          entry.id(),
          entry.at(),
          entry.kind(),
          entry.actor(),
          actors.apply(entry.actor()),
          entry.platform(),
          entry.text(),
          new TreeMap<>(entry.detail()));
    }
  }
}
