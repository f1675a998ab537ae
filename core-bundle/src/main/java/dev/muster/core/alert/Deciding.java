package dev.muster.core.alert;

import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.alert.format.AlertFormats;
import dev.muster.core.roomrule.Reading;
import dev.muster.core.roomrule.StoredWarRoomRules;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskQueue;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is there to decide by, and where decisions go. */
@Component(service = Deciding.class)
public final class Deciding {
  /** Behind every time. */
  private static final String BEYOND = "~";

  private static final int CANDIDATES = 5;

  final Repository<AlertRecord> alerts;
  final Repository<ProblemRecord> problems;
  final Repository<BudgetRecord> budgets;
  private final StoredWarRoomRules rules;
  private final WarRoomSettings settings;
  private final Rooms rooms;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public Deciding(
      @Reference Storage storage,
      @Reference StoredWarRoomRules rules,
      @Reference WarRoomSettings settings,
      @Reference Rooms rooms,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.alerts = storage.repository(AlertRecord.SCHEMA);
    this.problems = storage.repository(ProblemRecord.SCHEMA);
    this.budgets = storage.repository(BudgetRecord.SCHEMA);
    this.rules = rules;
    this.settings = settings;
    this.rooms = rooms;
    this.queue = queue;
    this.clock = clock;
  }

  Values settings(String tenant) {
    return settings.find(tenant).value();
  }

  List<WarRoomRule> rules(String tenant) {
    return rules.inOrder(tenant);
  }

  /** What would become of a problem that nobody has heard of. */
  Outcome outcome(
      String tenant, Values values, String title, List<Reading> firing, long different) {
    return rules.outcome(tenant, values, title, firing, different);
  }

  boolean isOpen(String tenant, String room) {
    return rooms.isOpen(tenant, room);
  }

  /** The problem that a sender calls so. */
  Optional<Stored<ProblemRecord>> called(String tenant, String intake, String key) {
    return problems.findBy(tenant, ProblemRecord.KEY, ProblemRecord.index(intake, key));
  }

  /** Problems whose alerts are grouped by the same. */
  List<Stored<ProblemRecord>> grouped(String tenant, String intake, String grouping) {
    return problems
        .query(
            tenant,
            new Query.Equal(ProblemRecord.GROUPING, ProblemRecord.index(intake, grouping)),
            false,
            CANDIDATES,
            Optional.empty())
        .items();
  }

  /** How many alerts of a problem came of late. */
  long came(String tenant, String problem, Instant now, Duration within) {
    return alerts.count(
        tenant,
        new Query.Range(
            AlertRecord.PROBLEM,
            Schema.join(problem, AlertBounds.sortable(now.minus(within))),
            Schema.join(problem, BEYOND)));
  }

  /** Whether any alert of a problem fires but for some. */
  boolean fires(String tenant, String problem, Set<String> but) {
    return alerts
        .query(
            tenant,
            new Query.Equal(AlertRecord.FIRING, problem),
            false,
            Math.min(Query.MAX_LIMIT, but.size() + 1),
            Optional.empty())
        .items()
        .stream()
        .anyMatch(alert -> !but.contains(alert.key().id()));
  }

  /** The alerts of a problem that fire, as many as a message has at most. */
  List<Stored<AlertRecord>> firing(String tenant, String problem) {
    return alerts.all(
        tenant, new Query.Equal(AlertRecord.FIRING, problem), AlertFormats.MOST_ALERTS);
  }

  /** What rooms alerts opened of late; of version 0 where they opened none yet. */
  Stored<BudgetRecord> budget(String tenant) {
    return budgets
        .find(tenant, BudgetRecord.ID)
        .orElseGet(
            () -> new Stored<>(budgets.key(tenant, BudgetRecord.ID), 0, BudgetRecord.UNUSED));
  }

  /** Stores the budget, whether it has changed or not: whoever decides meanwhile does it again. */
  void store(UnitOfWork work, String tenant, Stored<BudgetRecord> read, BudgetRecord after) {
    work.add(
        read.version() == 0
            ? budgets.create(tenant, BudgetRecord.ID, after)
            : budgets.replace(read, after));
  }

  /** A room that was to be opened is not: that costs nothing. */
  void giveBack(UnitOfWork work, String tenant) {
    Stored<BudgetRecord> read = budget(tenant);
    store(work, tenant, read, read.value().givenBack());
  }

  Instant now() {
    return clock.instant();
  }

  /** Something is to happen to a problem's room. */
  void act(UnitOfWork work, String tenant, RoomActions.Action action) {
    queue.add(work, new TaskQueue.New<>(RoomActions.TYPE, tenant, action.problem(), action));
  }

  /** The same at a time, once however often it is asked for. */
  void actAt(UnitOfWork work, String tenant, RoomActions.Action action, Instant at) {
    String id =
        String.join(
            ".",
            RoomActions.TYPE.name(),
            action.problem(),
            action.act().name(),
            Long.toString(at.toEpochMilli()));
    if (!queue.isKnown(id)) {
      queue.add(
          work, new TaskQueue.New<>(RoomActions.TYPE, tenant, action.problem(), action), id, at);
    }
  }

  /** A problem's alerts are to follow it. */
  void follow(UnitOfWork work, String tenant, String problem) {
    queue.addUnlessWaiting(
        work,
        new TaskQueue.New<>(AlertStates.TYPE, tenant, problem, new AlertStates.Followers(problem)));
  }

  /** Whatever waits for the budget is to be looked at. */
  void wake(UnitOfWork work, String tenant, Instant at) {
    queue.add(
        work,
        TaskQueue.New.of(WaitingProblems.TYPE, tenant, new WaitingProblems.Look(at)),
        "alert-budget." + tenant + "." + at.toEpochMilli() + "." + clock.millis(),
        at);
  }
}
