package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.chat.MemberResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds those who were invited to a chat, in the largest batches there are. */
final class ChatPeople {
  private static final int PAGES = 1_000;

  /** As many as are looked for between two looks at the time. */
  private static final int LOOKED_FOR = 500;

  private static final Text UNSURE =
      new Text(
          "The platform does not say whether the person joined. Look into the chat, or try again.",
          "平台未说明该成员是否已加入，请到群聊中确认，或重试。");

  private final PeopleSearch search;

  ChatPeople(PeopleSearch search) {
    this.search = search;
  }

  /**
   * Finds out who everybody is.
   *
   * @return false if there is more to it than a run has time for, or others came in by it
   */
  boolean resolve(ChatRun run, Ledger ledger, Deadline deadline) throws Fault {
    List<Person> singly = new ArrayList<>();
    List<Person> departments = new ArrayList<>();
    for (Person person : ledger.people()) {
      if (!person.removed() && isUnresolved(ledger.of(person))) {
        (person.ref().kind() == RefRecord.Kind.DEPARTMENT ? departments : singly).add(person);
      }
    }
    for (int at = 0; at < singly.size(); at += LOOKED_FOR) {
      if (ChatRun.isLate(deadline)) {
        return false;
      }
      try {
        List<Person> some = singly.subList(at, Math.min(singly.size(), at + LOOKED_FOR));
        search.search(run, ledger, some, deadline);
      } finally {
        if (ledger.isChanged()) {
          run.store(ledger);
        }
      }
    }
    if (singly.stream().anyMatch(it -> isUnresolved(ledger.of(it)))) {
      return false;
    }
    if (departments.isEmpty()) {
      return true;
    }
    DepartmentPeople.invite(run, ledger, departments.get(0), deadline);
    return false;
  }

  private static boolean isUnresolved(Optional<Entry> entry) {
    return entry.isEmpty() || (!entry.get().settled() && entry.get().userId().isEmpty());
  }

  /** Does the next thing; true if there may be more. */
  boolean step(ChatRun run, Deadline deadline) throws Fault {
    if (run.chat.invitations() == run.room.invitations() && !run.chat.again()) {
      return false;
    }
    Ledger ledger = run.ledger();
    begin(run, ledger);
    if (!resolve(run, ledger, deadline)) {
      return true;
    }
    Map<String, List<Person>> waiting = waiting(ledger);
    for (List<String> batch : batches(run, waiting)) {
      if (ChatRun.isLate(deadline)) {
        return true;
      }
      add(run, ledger, waiting, batch, deadline);
    }
    if (!waiting(ledger).isEmpty()) {
      return true;
    }
    if (!ChatLeaving.remove(run, ledger, deadline)) {
      return true;
    }
    lookAgain(run, ledger, deadline);
    // somebody may have asked for another try meanwhile
    run.change(it -> it.again() ? it : it.invited(run.room.invitations()));
    return true;
  }

  /** What is to be done anew. */
  static void begin(ChatRun run, Ledger ledger) {
    for (Person person : ledger.people()) {
      Optional<Entry> entry = ledger.of(person).filter(it -> !person.removed());
      if (entry.filter(it -> isAgain(run, it)).isPresent()) {
        ledger.put(person, entry.get().again());
      }
    }
    if (ledger.isChanged()) {
      run.store(ledger);
    }
    if (run.chat.again()) {
      // what failed is open by now
      run.change(it -> it.invited(0));
    }
  }

  private static boolean isAgain(ChatRun run, Entry entry) {
    return switch (entry.outcome()) {
      case JOINED -> entry.userId().isPresent() && entry.opening() != run.chat.openings();
      case REMOVED -> true;
      case NOT_FOUND, NOT_VISIBLE, LEFT_COMPANY, FAILED -> run.chat.again();
      case PENDING -> run.chat.again() && entry.settled();
    };
  }

  /** Whom to add, by their ids: of whoever was invited twice there are two. */
  private static Map<String, List<Person>> waiting(Ledger ledger) {
    Map<String, List<Person>> waiting = new LinkedHashMap<>();
    for (Person person : ledger.people()) {
      ledger
          .of(person)
          .filter(entry -> !person.removed() && !entry.settled())
          .flatMap(Entry::userId)
          .ifPresent(id -> waiting.computeIfAbsent(id, any -> new ArrayList<>(1)).add(person));
    }
    return waiting;
  }

  private static List<List<String>> batches(ChatRun run, Map<String, List<Person>> waiting) {
    List<String> all = List.copyOf(waiting.keySet());
    List<List<String>> batches = new ArrayList<>();
    int most = run.traits.mostAtOnce();
    for (int at = 0; at < all.size(); at += most) {
      batches.add(all.subList(at, Math.min(all.size(), at + most)));
    }
    return batches;
  }

  private static void add(
      ChatRun run,
      Ledger ledger,
      Map<String, List<Person>> waiting,
      List<String> batch,
      Deadline deadline)
      throws Fault {
    if (ChatRun.isLate(deadline)) {
      return;
    }
    List<MemberResult> results;
    try {
      results = run.ask((chats, by) -> chats.add(run.ref(), batch, by));
    } catch (Fault e) {
      if (e.gone() || e.retryable()) {
        throw e;
      }
      if (e.rejected() && batch.size() > 1) {
        int half = batch.size() / 2;
        add(run, ledger, waiting, batch.subList(0, half), deadline);
        add(run, ledger, waiting, batch.subList(half, batch.size()), deadline);
        return;
      }
      if (!e.unknown()) {
        Text why = e.problem().message();
        for (Person person : everybody(waiting, batch)) {
          ledger.put(
              person,
              entry(ledger, person)
                  .settled(Outcome.FAILED, Optional.of(why))
                  .saying(e.problem().platformCode()));
        }
        run.store(ledger);
        return;
      }
      results = batch.stream().map(id -> unknown(id, e)).toList();
    }
    settle(run, ledger, waiting, results, deadline);
    run.store(ledger);
  }

  private static MemberResult unknown(String id, Fault fault) {
    MemberResult bare = MemberResult.of(id, MemberResult.Outcome.UNKNOWN);
    return fault.problem().platformCode().map(bare::withPlatformCode).orElse(bare);
  }

  private static void settle(
      ChatRun run,
      Ledger ledger,
      Map<String, List<Person>> waiting,
      List<MemberResult> results,
      Deadline deadline)
      throws Fault {
    boolean isUnknown =
        results.stream().anyMatch(it -> it.outcome() == MemberResult.Outcome.UNKNOWN);
    Optional<Set<String>> in = isUnknown ? seen(run, deadline) : Optional.empty();
    for (MemberResult result : results) {
      for (Person person : everybody(waiting, List.of(result.userId()))) {
        Entry before = entry(ledger, person);
        if (!before.settled()) {
          Entry after = after(run, before, result, in);
          ledger.put(
              person,
              after.outcome() == Outcome.JOINED ? after : after.saying(result.platformCode()));
        }
      }
    }
  }

  /**
   * What became of somebody.
   *
   * @param in who is in the chat, or empty if that is not known
   */
  private static Entry after(
      ChatRun run, Entry before, MemberResult result, Optional<Set<String>> in) {
    return switch (result.outcome()) {
      case DONE -> before.joined(run.chat.openings());
      case NOT_FOUND -> before.notThere(Outcome.NOT_FOUND);
      case NOT_VISIBLE -> before.notThere(Outcome.NOT_VISIBLE);
      case LEFT_COMPANY -> before.settled(Outcome.LEFT_COMPANY, Optional.empty());
      case PENDING ->
          before.settled(
              Outcome.PENDING, Optional.of(new Text("Somebody has to agree first.", "需要他人先同意。")));
      case FULL ->
          before.settled(
              Outcome.FAILED, Optional.of(new Text("The chat takes no more people.", "群聊人数已达上限。")));
      case FAILED ->
          before.settled(
              Outcome.FAILED, Optional.of(new Text("The platform refused it.", "平台拒绝了该请求。")));
      case UNKNOWN -> {
        if (in.filter(it -> it.contains(result.userId())).isPresent()) {
          yield before.joined(run.chat.openings());
        }
        if (before.tries() + 1 < Bounds.ADDINGS) {
          yield before.unknown();
        }
        yield in.isPresent()
            ? before.settled(
                Outcome.FAILED,
                Optional.of(new Text("The platform did not add the person.", "平台未将该成员加入群聊。")))
            : before.settled(Outcome.PENDING, Optional.of(UNSURE));
      }
    };
  }

  /** Who is in the chat, or empty where the app may not read it. */
  private static Optional<Set<String>> seen(ChatRun run, Deadline deadline) throws Fault {
    try {
      return members(run, deadline);
    } catch (Fault e) {
      if (e.retryable() || e.gone()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The same, or empty if the platform does not say all of it in time. */
  private static Optional<Set<String>> members(ChatRun run, Deadline until) throws Fault {
    Set<String> in = new HashSet<>();
    Optional<String> after = Optional.empty();
    int pages = 0;
    do {
      if (++pages > PAGES || ChatRun.isLate(until)) {
        return Optional.empty();
      }
      Optional<String> from = after;
      Page<String> page = run.ask((chats, deadline) -> chats.members(run.ref(), from, deadline));
      in.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return Optional.of(in);
  }

  /** Of whom nobody could tell, or somebody had to agree first, some may be in the chat by now. */
  private static void lookAgain(ChatRun run, Ledger ledger, Deadline deadline) throws Fault {
    List<Person> pending =
        ledger.people().stream()
            .filter(it -> !it.removed() && ledger.of(it).filter(ChatPeople::isPending).isPresent())
            .toList();
    if (pending.isEmpty()) {
      return;
    }
    Set<String> in;
    try {
      in = members(run, deadline).orElseGet(Set::of);
    } catch (Fault e) {
      if (e.gone()) {
        throw e;
      }
      return;
    }
    for (Person person : pending) {
      if (in.contains(id(ledger, person))) {
        ledger.put(person, entry(ledger, person).joined(run.chat.openings()));
      }
    }
    if (ledger.isChanged()) {
      run.store(ledger);
    }
  }

  private static boolean isPending(Entry entry) {
    return entry.outcome() == Outcome.PENDING && entry.settled() && entry.userId().isPresent();
  }

  private static List<Person> everybody(Map<String, List<Person>> waiting, List<String> ids) {
    return ids.stream().flatMap(id -> waiting.getOrDefault(id, List.of()).stream()).toList();
  }

  static Entry entry(Ledger ledger, Person person) {
    return ledger.of(person).orElseThrow();
  }

  static String id(Ledger ledger, Person person) {
    return entry(ledger, person).userId().orElseThrow();
  }
}
