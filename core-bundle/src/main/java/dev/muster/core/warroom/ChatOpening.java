package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.core.warroom.ChatRecord.Attempt;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.NewGroupChat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens a chat, once: with whom is stored before the platform is asked, and while nobody can tell
 * what became of that, it is asked again with the same, or where its key does not last whether
 * there is one.
 */
final class ChatOpening {
  private final ChatPeople people;
  private final ChatTitles titles;

  ChatOpening(ChatPeople people, ChatTitles titles) {
    this.people = people;
    this.titles = titles;
  }

  /** Does the next thing; true if there may be more. */
  boolean step(ChatRun run, Deadline deadline) throws Fault {
    if (isUnknown(run)) {
      return settle(run);
    }
    if (run.chat.attempt().isPresent()) {
      return open(run, run.chat.attempt().get());
    }
    Ledger ledger = run.ledger();
    if (run.chat.again()) {
      ChatPeople.begin(run, ledger);
    }
    if (!people.resolve(run, ledger, deadline)) {
      return true;
    }
    Optional<Attempt> first = first(run, candidates(ledger));
    if (first.isEmpty()) {
      run.failedForInvited(tooFew(needed(run), ledger));
      return true;
    }
    return open(run, first.get());
  }

  /** Whether the platform may have opened one without saying so. */
  static boolean isUnknown(ChatRun run) {
    return run.chat.state() == ChatState.OPENING
        && run.chat.attempt().flatMap(Attempt::unknownSince).isPresent();
  }

  /** Does the next thing to know whether there is one; true if there may be more. */
  boolean settle(ChatRun run) throws Fault {
    Attempt unknown = run.chat.attempt().orElseThrow();
    return keyHolds(run, unknown) ? open(run, unknown) : lookFor(run, unknown);
  }

  private static boolean keyHolds(ChatRun run, Attempt attempt) {
    Instant since = attempt.unknownSince().orElseThrow();
    return run.traits
        .keyLife()
        .map(life -> run.now().isBefore(since.plus(life).minus(Bounds.KEY_MARGIN)))
        .orElse(true);
  }

  /** Its key may open a second one by now. */
  private boolean lookFor(ChatRun run, Attempt attempt) throws Fault {
    if (!run.has(GroupChatFeature.FIND)) {
      run.failed(
          new Problem(
              Fault.UNKNOWN_OPENING,
              new Text(
                  "The platform did not say whether it opened a chat, and cannot be asked any more. Look there before you try again.",
                  "平台未说明是否已建群，且已无法查询。重试前请先到平台上确认。"),
              Optional.empty()));
      return true;
    }
    String key = run.chat.key(run.tenant, attempt);
    Optional<GroupChatRef> found = run.ask((chats, deadline) -> chats.find(key, deadline));
    if (found.isPresent()) {
      String title = attempt.title().orElseGet(() -> titles.of(run));
      opened(run, attempt, found.get(), title);
    } else {
      // none was opened: the next one has a key of its own
      run.change(
          it ->
              same(it, attempt)
                  .trying(Attempt.of(it.openings() + 1, attempt.owner(), attempt.members())));
    }
    return true;
  }

  private static ChatRecord same(ChatRecord now, Attempt attempt) {
    if (now.attempt().filter(it -> it.number() == attempt.number()).isEmpty()) {
      throw new Overtaken();
    }
    return now;
  }

  private boolean open(ChatRun run, Attempt attempt) throws Fault {
    boolean isFirst = attempt.unknownSince().isEmpty();
    Attempt asked = isFirst ? attempt.asked(run.now(), titles.of(run)) : attempt;
    if (isFirst) {
      run.change(
          it -> {
            if (!it.attempt().equals(run.chat.attempt())) {
              throw new Overtaken();
            }
            return it.trying(asked);
          });
    }
    // the same as at first: the chat that a key opened bears it, whatever the room is called now
    String title = asked.title().orElseGet(() -> titles.of(run));
    NewGroupChat bare =
        NewGroupChat.of(run.chat.key(run.tenant, asked), title).withMembers(asked.members());
    NewGroupChat chat = asked.owner().map(bare::withOwner).orElse(bare);
    GroupChatRef ref;
    try {
      ref = run.ask((chats, deadline) -> chats.open(chat, deadline));
    } catch (Fault e) {
      if (e.rejected() && isFirst) {
        return withOthers(run, asked, e);
      }
      if (isFirst && !e.unknown()) {
        run.change(it -> same(it, asked).trying(asked.unasked()));
      }
      if (!e.retryable()) {
        run.failed(e.problem());
        return true;
      }
      throw e;
    }
    opened(run, asked, ref, title);
    return true;
  }

  private void opened(ChatRun run, Attempt attempt, GroupChatRef ref, String title) {
    GivenTitle given = GivenTitle.of(title, run.traits.titleCharacters(), run.now());
    Ledger ledger = run.ledger();
    Set<String> in = new HashSet<>(attempt.members());
    for (Person person : ledger.people()) {
      ledger
          .of(person)
          .filter(entry -> entry.userId().filter(in::contains).isPresent())
          .ifPresent(entry -> ledger.put(person, entry.joined(attempt.number())));
    }
    run.store(
        ledger,
        work -> {
          run.change(work, it -> same(it, attempt).opened(ref, given));
          run.record(work, "chat-opened", Map.of("chat", ref.chatId()));
        });
  }

  /** How many people there have to be. */
  private static int needed(ChatRun run) {
    return Math.max(run.traits.leastAtOpening(), run.traits.ownerRequired() ? 1 : 0);
  }

  /** With as many as can be in it from the start: that saves calls. */
  private static Optional<Attempt> first(ChatRun run, List<String> candidates) {
    return candidates.size() < needed(run)
        ? Optional.empty()
        : Optional.of(attempt(run, candidates, run.traits.mostAtOpening()));
  }

  private static Attempt attempt(ChatRun run, List<String> candidates, int most) {
    List<String> members = candidates.subList(0, Math.min(candidates.size(), most));
    return Attempt.of(
        run.chat.openings() + 1,
        run.traits.ownerRequired() ? members.stream().findFirst() : Optional.empty(),
        members);
  }

  /** The platform refused one of the people, or the title, and opened none. */
  private boolean withOthers(ChatRun run, Attempt refused, Fault fault) {
    int need = needed(run);
    Ledger ledger = run.ledger();
    List<String> candidates = candidates(ledger);
    int from =
        refused.members().size() > need || need == 0
            ? 0
            : candidates.indexOf(refused.members().get(0)) + 1;
    boolean isOver =
        refused.members().isEmpty() || from + need > candidates.size() || from >= Bounds.OPENINGS;
    if (!isOver) {
      tryWith(run, refused, candidates.subList(from, candidates.size()));
      return true;
    }
    RefusedPeople.Told told = RefusedPeople.ask(run, ledger, candidates, need);
    if (told.anyLost() && told.there().size() >= need) {
      tryWith(run, refused, told.there());
    } else if (told.anyLost() && candidates(ledger).size() < need) {
      // what is wrong is that too few are left, as where they were never found
      run.change(it -> same(it, refused).openingAgain(true));
    } else {
      run.commit(
          work -> {
            run.change(work, it -> same(it, refused).openingAgain(true).failed(fault.problem()));
            run.record(work, "chat-failed", Map.of("problem", fault.problem().code()));
          });
    }
    return true;
  }

  private static void tryWith(ChatRun run, Attempt refused, List<String> others) {
    Attempt next = attempt(run, others, needed(run));
    run.change(
        it ->
            same(it, refused)
                .trying(Attempt.of(refused.number() + 1, next.owner(), next.members())));
  }

  /** Who can be in the chat from the start, who leads the room first. */
  private static List<String> candidates(Ledger ledger) {
    Set<String> ids = new LinkedHashSet<>();
    List<Person> people = new ArrayList<>(ledger.people());
    people.sort(java.util.Comparator.comparing(person -> person.role() != Role.OWNER));
    for (Person person : people) {
      ledger
          .of(person)
          .filter(entry -> !person.removed() && isHere(entry))
          .flatMap(Entry::userId)
          .ifPresent(ids::add);
    }
    return List.copyOf(ids);
  }

  private static boolean isHere(Entry entry) {
    return switch (entry.outcome()) {
      case JOINED, PENDING, REMOVED -> true;
      case NOT_FOUND, NOT_VISIBLE, LEFT_COMPANY, FAILED -> false;
    };
  }

  private static Problem tooFew(int need, Ledger ledger) {
    // who could not be looked for may be there: the cause is another one then
    Optional<Text> why =
        ledger.people().stream()
            .filter(person -> !person.removed())
            .flatMap(person -> ledger.of(person).stream())
            .filter(entry -> entry.outcome() == Outcome.FAILED)
            .flatMap(entry -> entry.detail().stream())
            .findFirst();
    Text text =
        why.map(
                it ->
                    new Text(
                        "Too few people for a chat could be looked up. " + it.en(),
                        "能查找到的成员不足以建群。" + it.zhCn()))
            .orElseGet(() -> tooFew(need));
    return new Problem(Fault.TOO_FEW, text, Optional.empty());
  }

  private static Text tooFew(int need) {
    return need == 1
        ? new Text(
            "The platform opens a chat with at least one person, and nobody who was invited was"
                + " found there. Invite others.",
            "该平台建群至少需要 1 人，受邀成员均未在平台上找到，请邀请其他人。")
        : new Text(
            "The platform opens a chat with at least "
                + need
                + " people, and fewer of those who were invited were found there. Invite others.",
            "该平台建群至少需要 " + need + " 人，受邀成员中在平台上找到的不足此数，请邀请其他人。");
  }
}
