package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invites the people of a department, with those of the departments below it. */
final class DepartmentPeople {
  private static final int PAGES = 1_000;

  private static final Text TOO_LARGE =
      new Text(
          "The department has too many people or departments for a war room. Invite a smaller one.",
          "该部门的成员或下级部门过多，请邀请更小的部门。");

  private static final Text SLOW = new Text("The address book is read slowly.", "读取通讯录较慢。");

  private static final Text TOO_SLOW =
      new Text(
          "The address book is too slow for a department of this size. Invite a smaller one.",
          "读取通讯录过慢，无法邀请如此规模的部门，请邀请更小的部门。");

  private static final Text UNSEEN = new Text("The app sees no such department.", "应用可见范围内没有该部门。");

  private DepartmentPeople() {}

  /** Makes members of its people, in one commit with what became of it. */
  static void invite(ChatRun run, Ledger ledger, Person department, Deadline deadline)
      throws Fault {
    Map<String, Optional<String>> people;
    try {
      people = people(run, department.ref().value(), deadline);
    } catch (Fault e) {
      if (e.problem().code().equals(Fault.SLOW_PEOPLE)) {
        late(run, ledger, department, e);
        return;
      }
      if (e.retryable()) {
        throw e;
      }
      Outcome outcome = e.gone() ? Outcome.NOT_FOUND : Outcome.FAILED;
      Text why = e.gone() ? UNSEEN : e.problem().message();
      ledger.put(
          department,
          Entry.lost(outcome, "department", Optional.of(why)).saying(e.problem().platformCode()));
      run.store(ledger);
      return;
    }
    run.store(
        ledger,
        work -> {
          int left = join(work, run, department, people);
          ledger.put(
              department,
              left == 0
                  ? Entry.lost(Outcome.JOINED, "department", Optional.of(count(people.size())))
                  : Entry.lost(
                      Outcome.FAILED, "department", Optional.of(full(left, people.size()))));
        });
  }

  /** Has them be members, as far as there is room; how many are left out. */
  private static int join(
      ChangeSet work, ChatRun run, Person department, Map<String, Optional<String>> people) {
    Stored<RoomRecord> read = run.store.require(run.tenant, run.id);
    RoomRecord room = read.value();
    Map<RefRecord, Person> known = new HashMap<>();
    run.store.everybody(run.tenant, run.id, room).forEach(each -> known.put(each.ref(), each));
    if (Optional.ofNullable(known.get(department.ref())).filter(it -> !it.removed()).isEmpty()) {
      // it was removed meanwhile
      return 0;
    }
    Optional<String> via = Optional.of(department.id());
    Map<String, Person> changed = new LinkedHashMap<>();
    List<Person> more = new ArrayList<>();
    int free = Invitations.free(room, known.values());
    int left = 0;
    for (String id : people.keySet()) {
      RefRecord ref = RefRecord.person(run.platform, id);
      Person person = known.get(ref);
      if (person != null && !person.removed()) {
        if (person.byDutyAlone()) {
          changed.put(person.id(), person.by(via));
        }
      } else if (free == 0) {
        left++;
      } else {
        free--;
        if (person == null) {
          more.add(
              Person.named(run.store.newId(), ref, Role.MEMBER, run.now())
                  .by(via)
                  .named(people.getOrDefault(id, Optional.empty())));
        } else {
          changed.put(person.id(), person.removed(false).by(via));
        }
      }
    }
    Invitations invitations = run.invitations();
    invitations.change(work, run.tenant, run.id, changed);
    work.add(
        run.store.rooms.replace(
            read, invitations.inviting(work, run.tenant, run.id, room, more, changed)));
    room.platforms().forEach(platform -> run.store.wake(work, run.tenant, run.id, platform));
    return left;
  }

  /** Each run reads it from its beginning, and nobody else comes in meanwhile. */
  private static void late(ChatRun run, Ledger ledger, Person department, Fault fault)
      throws Fault {
    int tries = ledger.of(department).map(Entry::tries).orElse(0) + 1;
    boolean isOver = tries >= Bounds.READINGS;
    ledger.put(
        department,
        isOver
            ? Entry.lost(Outcome.FAILED, "department", Optional.of(TOO_SLOW))
            : Entry.unfound("department", tries));
    run.store(ledger);
    if (!isOver) {
      throw fault;
    }
  }

  private static Text full(int left, int people) {
    return new Text(
        "The war room is full: " + left + " of its " + people + " people were left out.",
        "作战室人数已满，该部门 " + people + " 人中有 " + left + " 人未加入。");
  }

  private static Text count(int people) {
    return new Text("It has " + people + " people.", "共 " + people + " 人。");
  }

  /** What those are called who are in it, by their ids. */
  private static Map<String, Optional<String>> people(
      ChatRun run, String department, Deadline deadline) throws Fault {
    Set<String> departments = below(run, department, deadline);
    Map<String, Optional<String>> people = new LinkedHashMap<>();
    for (String each : departments) {
      Optional<String> after = Optional.empty();
      do {
        requireTime(deadline);
        Optional<String> from = after;
        Page<Directory.Person> page =
            run.calls()
                .askPeople(
                    run.tenant,
                    run.platform,
                    (directory, until) -> directory.people(each, from, until));
        page.items().stream()
            .filter(DepartmentPeople::isHere)
            .forEach(person -> people.put(person.userId(), person.name()));
        after = page.next();
        if (people.size() > Bounds.PEOPLE) {
          throw Fault.lasting("too-large", TOO_LARGE);
        }
      } while (after.isPresent());
    }
    return people;
  }

  private static boolean isHere(Directory.Person person) {
    return person.status() != Directory.Status.LEFT && person.status() != Directory.Status.DISABLED;
  }

  private static Set<String> below(ChatRun run, String department, Deadline deadline) throws Fault {
    Map<String, List<String>> children = new HashMap<>();
    Optional<String> after = Optional.empty();
    int pages = 0;
    do {
      requireTime(deadline);
      Optional<String> from = after;
      Page<Department> page =
          run.calls()
              .askPeople(
                  run.tenant,
                  run.platform,
                  (directory, until) -> directory.departments(from, until));
      for (Department each : page.items()) {
        each.parentId()
            .ifPresent(
                parent ->
                    children.computeIfAbsent(parent, any -> new ArrayList<>()).add(each.id()));
      }
      after = page.next();
    } while (after.isPresent() && ++pages < PAGES);
    Set<String> all = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(department));
    while (!next.isEmpty()) {
      String one = next.remove();
      if (all.add(one)) {
        next.addAll(children.getOrDefault(one, List.of()));
      }
      if (all.size() > Bounds.DEPARTMENTS) {
        throw Fault.lasting("too-large", TOO_LARGE);
      }
    }
    return all;
  }

  private static void requireTime(Deadline deadline) throws Fault {
    if (deadline.left().toSeconds() < 8) {
      throw Fault.passing(Fault.SLOW_PEOPLE, SLOW);
    }
  }
}
