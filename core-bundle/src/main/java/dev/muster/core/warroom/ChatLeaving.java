package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.MemberResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Removes from a chat those who are in the room no more. */
final class ChatLeaving {
  private ChatLeaving() {}

  /** Removes whoever goes; false if there are more of them than a run has time for. */
  static boolean remove(ChatRun run, Ledger ledger, Deadline deadline) throws Fault {
    Set<String> stay = new HashSet<>();
    for (Person person : ledger.people()) {
      if (!person.removed()) {
        ledger.of(person).flatMap(Entry::userId).ifPresent(stay::add);
      }
    }
    List<Person> going = going(ledger);
    // those first with whom it did not fail before: of the others a run may try some alone
    going.sort(Comparator.comparing(it -> hasFailed(ledger, it)));
    Map<String, Person> leaving = new LinkedHashMap<>();
    for (Person person : going) {
      Entry entry = ChatPeople.entry(ledger, person);
      boolean isIn = entry.opening() == run.chat.openings() || entry.outcome() == Outcome.PENDING;
      if (isIn && entry.userId().filter(id -> !stay.contains(id)).isPresent()) {
        leaving.put(ChatPeople.id(ledger, person), person);
      } else {
        ledger.put(person, entry.settled(Outcome.REMOVED, Optional.empty()));
      }
    }
    try {
      keepOwner(run, ledger, leaving, stay);
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      // then the platform says of the owner what it says
    }
    List<Person> all = List.copyOf(leaving.values());
    int most = run.traits.mostAtOnce();
    boolean isOver = true;
    for (int at = 0; at < all.size(); at += most) {
      isOver &= remove(run, ledger, all.subList(at, Math.min(all.size(), at + most)), deadline);
    }
    if (ledger.isChanged()) {
      run.store(ledger);
    }
    return isOver;
  }

  private static List<Person> going(Ledger ledger) {
    List<Person> going = new ArrayList<>();
    for (Person person : ledger.people()) {
      if (person.removed()
          && ledger.of(person).filter(it -> it.outcome() != Outcome.REMOVED).isPresent()) {
        going.add(person);
      }
    }
    return going;
  }

  private static boolean hasFailed(Ledger ledger, Person person) {
    return ChatPeople.entry(ledger, person).outcome() == Outcome.FAILED;
  }

  /**
   * Removes a batch, each id of it once: what the platform refuses is refused for each, and the
   * chat itself is well; false if some are left for whom it was not tried yet.
   */
  private static boolean remove(ChatRun run, Ledger ledger, List<Person> batch, Deadline deadline)
      throws Fault {
    if (ChatRun.isLate(deadline)) {
      return hasFailed(ledger, batch.get(0));
    }
    List<String> ids = batch.stream().map(each -> ChatPeople.id(ledger, each)).toList();
    List<MemberResult> results;
    try {
      results = run.ask((chats, by) -> chats.remove(run.ref(), ids, by));
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      if (e.rejected() && batch.size() > 1) {
        int half = batch.size() / 2;
        boolean isOver = remove(run, ledger, batch.subList(0, half), deadline);
        return remove(run, ledger, batch.subList(half, batch.size()), deadline) && isOver;
      }
      results = ids.stream().map(id -> failed(id, e)).toList();
    }
    Map<String, MemberResult> byId = new HashMap<>();
    results.forEach(each -> byId.put(each.userId(), each));
    for (Person person : going(ledger)) {
      // who was invited twice goes once
      Entry entry = ChatPeople.entry(ledger, person);
      entry
          .userId()
          .flatMap(id -> Optional.ofNullable(byId.get(id)))
          .ifPresent(result -> ledger.put(person, left(entry, result)));
    }
    run.store(ledger);
    return true;
  }

  private static MemberResult failed(String id, Fault fault) {
    MemberResult bare = MemberResult.of(id, MemberResult.Outcome.FAILED);
    return fault.problem().platformCode().map(bare::withPlatformCode).orElse(bare);
  }

  private static Entry left(Entry before, MemberResult result) {
    return switch (result.outcome()) {
      case DONE, NOT_FOUND, LEFT_COMPANY -> before.settled(Outcome.REMOVED, Optional.empty());
      case NOT_VISIBLE, PENDING, FULL, FAILED, UNKNOWN ->
          before
              .settled(
                  Outcome.FAILED,
                  Optional.of(new Text("The platform did not remove the person.", "平台未能移除该成员。")))
              .saying(result.platformCode());
    };
  }

  /** Whoever owns a chat cannot be removed: somebody else owns it first, where that can be. */
  private static void keepOwner(
      ChatRun run, Ledger ledger, Map<String, Person> leaving, Set<String> stay) throws Fault {
    if (leaving.isEmpty()
        || !(run.traits.ownerRequired() || run.has(GroupChatFeature.CHANGE_OWNER))) {
      return;
    }
    Optional<String> owner =
        run.ask((chats, deadline) -> chats.read(run.ref(), deadline))
            .flatMap(GroupChatState::owner)
            .filter(leaving::containsKey);
    if (owner.isEmpty()) {
      return;
    }
    Optional<String> next =
        ledger.people().stream()
            .filter(it -> !it.removed())
            .flatMap(it -> ledger.of(it).stream())
            .filter(it -> it.outcome() == Outcome.JOINED)
            .flatMap(it -> it.userId().stream())
            .filter(stay::contains)
            .findFirst();
    if (next.isPresent() && run.has(GroupChatFeature.CHANGE_OWNER)) {
      GroupChatChange change = GroupChatChange.owner(next.get());
      run.ask(
          (chats, deadline) -> {
            chats.change(run.ref(), change, deadline);
            return true;
          });
      return;
    }
    Person person = Objects.requireNonNull(leaving.remove(owner.get()));
    ledger.put(
        person,
        ChatPeople.entry(ledger, person)
            .settled(
                Outcome.FAILED,
                Optional.of(
                    new Text("The person owns the chat and cannot be removed.", "该成员是群主，无法移除。"))));
  }
}
