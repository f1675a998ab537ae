package dev.muster.core.alert;

import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.alert.ProblemRecord.Decision;
import dev.muster.core.alert.RoomActions.Act;
import dev.muster.core.alert.RoomActions.Action;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.roomrule.Delays;
import dev.muster.core.roomrule.Reading;
import dev.muster.core.roomrule.Subject;
import dev.muster.core.roomrule.ThenRecord;
import dev.muster.core.store.Stored;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A problem while a commit is made that changes it. Of one thread. */
final class LiveProblem {
  private static final int MOST_NAMES = 100;

  private final Deciding deciding;
  private final ChangeSet work;
  private final String tenant;
  private final String id;
  private final Optional<Stored<ProblemRecord>> stored;
  private final Map<String, LiveAlert> alerts = new LinkedHashMap<>();
  private ProblemRecord problem;

  LiveProblem(
      Deciding deciding,
      ChangeSet work,
      String tenant,
      String id,
      Optional<Stored<ProblemRecord>> stored,
      ProblemRecord problem) {
    this.deciding = deciding;
    this.work = work;
    this.tenant = tenant;
    this.id = id;
    this.stored = stored;
    this.problem = problem;
  }

  private static final class LiveAlert {
    final Optional<Stored<AlertRecord>> stored;
    Optional<AlertRecord> now;

    LiveAlert(Optional<Stored<AlertRecord>> stored) {
      this.stored = stored;
      this.now = stored.map(Stored::value);
    }
  }

  boolean isCalled(String intake, String key) {
    return problem.intake().equals(intake) && problem.keys().contains(key);
  }

  boolean isGrouped(String intake, String grouping) {
    return problem.intake().equals(intake) && problem.grouping().equals(Optional.of(grouping));
  }

  void isAlsoCalled(String key) {
    problem = problem.alsoCalled(key);
  }

  private LiveAlert alert(String alert) {
    return alerts.computeIfAbsent(alert, key -> new LiveAlert(deciding.alerts.find(tenant, key)));
  }

  /** Whether an alert is known as one of it. */
  boolean has(AlertItem item) {
    return alert(AlertRecord.id(id, item.fingerprint())).now.isPresent();
  }

  /**
   * Takes in what is said of an alert.
   *
   * @return whether it counts; not if it is older than what is known
   */
  boolean alert(PieceRecord piece, AlertItem item, boolean over, Severity severity) {
    LiveAlert live = alert(AlertRecord.id(id, item.fingerprint()));
    Optional<AlertRecord> known = live.now;
    if (known.isPresent() && known.get().isNewerThan(item)) {
      return false;
    }
    if (over) {
      live.now = known.map(alert -> alert.in(alert.state(), false));
    } else if (known.isPresent() && known.get().firing()) {
      live.now = Optional.of(known.get().again(piece, item, severity, known.get().state()));
    } else {
      live.now = Optional.of(AlertRecord.of(id, piece, item, severity, problem.state()));
    }
    return true;
  }

  /** What is said of the problem counts from now on. */
  void heard(AlertGroup group, List<Reading> firing, Instant at) {
    Subject said = Subject.of(group.title(), ReadOn.summary(group), firing);
    Subject known = problem.subject();
    Subject now = firing.isEmpty() ? known : problem.firing() ? both(known, said) : said;
    boolean precise = problem.lastAt().plus(AlertBounds.PRECISION).isAfter(at);
    problem = problem.about(now, precise ? problem.lastAt() : at);
  }

  private static Subject both(Subject known, Subject said) {
    return new Subject(
        known.name(),
        known.summary().or(said::summary),
        known.severity().compareTo(said.severity()) <= 0 ? known.severity() : said.severity(),
        union(known.applications(), said.applications()),
        union(known.regions(), said.regions()),
        known.labels());
  }

  private static List<String> union(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().limit(MOST_NAMES).toList();
  }

  /** Whether any of its alerts fires, as far as this commit knows. */
  boolean anyFires() {
    return alerts.values().stream().anyMatch(it -> it.now.filter(AlertRecord::firing).isPresent())
        || deciding.fires(tenant, id, alerts.keySet());
  }

  /** All of its alerts that fire, those that earlier commits stored among them. */
  List<Reading> allThatFire(Values settings) {
    Stream<AlertRecord> before =
        stored.isEmpty()
            ? Stream.empty()
            : deciding.firing(tenant, id).stream()
                .filter(alert -> !alerts.containsKey(alert.key().id()))
                .map(Stored::value);
    Stream<AlertRecord> here =
        alerts.values().stream().flatMap(it -> it.now.stream()).filter(AlertRecord::firing);
    return Stream.concat(before, here).map(it -> Reading.of(settings, it.labels())).toList();
  }

  /** It is over. */
  void ends() {
    if (!problem.firing()) {
      return;
    }
    problem = problem.firing(false);
    switch (problem.state()) {
      case ROUTED -> act(Act.RECOVER);
      case WAITING, TRIAGE -> problem = problem.decided(problem.decision().in(State.RESOLVED));
      default -> {
        // nobody opens a room for it
      }
    }
  }

  /** It fires, for the first time, still or again. */
  void goesOn(List<Reading> firing, Openings openings) {
    boolean again = !problem.firing();
    boolean routed = problem.state() == State.ROUTED;
    boolean worse = isWorse();
    boolean lost =
        routed
            && !firing.isEmpty()
            && problem.room().filter(room -> !deciding.isOpen(tenant, room)).isPresent();
    if (again && routed && !lost) {
      problem = problem.firing(true);
      act(Act.FIRE_AGAIN);
      if (worse) {
        act(Act.RAISE);
      }
    } else if (again || lost) {
      // whoever closed its room while it went on has another one by the next alert
      problem = problem.anew(openings.now());
      decide(firing, openings);
    } else if (problem.state() == State.UNMATCHED
        || (problem.state() == State.WAITING && !problem.decision().forBudget())) {
      decide(firing, openings);
    } else if (routed && worse) {
      act(Act.RAISE);
    }
  }

  /** Than it was while it fired before, and than what its room was opened for. */
  private boolean isWorse() {
    Severity now = problem.subject().severity();
    Optional<Severity> before =
        stored
            .map(Stored::value)
            .filter(ProblemRecord::firing)
            .map(was -> was.subject().severity());
    Optional<Severity> opened = problem.decision().opening().map(Facts::severity);
    return Stream.concat(before.stream(), opened.stream())
        .min(Comparator.naturalOrder())
        .filter(was -> now.compareTo(was) < 0)
        .isPresent();
  }

  private void decide(List<Reading> firing, Openings openings) {
    Optional<WarRoomRule> first = Reading.firstFor(deciding.rules(tenant), firing);
    if (first.isEmpty()) {
      problem = problem.decided(Decision.UNMATCHED);
      return;
    }
    WarRoomRule rule = first.get();
    Decision decision =
        new Decision(
            State.TRIAGE,
            Optional.of(rule.id()),
            Optional.of(ThenRecord.of(rule.settings().then())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);
    long came = came(rule, openings.now());
    int wanted = rule.settings().threshold().alerts();
    if (came < wanted) {
      problem = problem.decided(decision.waitingFor(Delays.threshold(came, wanted), false));
    } else if (rule.settings().then().triage()) {
      problem = problem.decided(decision);
    } else {
      open(decision, openings);
    }
  }

  /** Opens a room, or waits until there may be another one. */
  void open(Decision decision, Openings openings) {
    if (openings.left() > 0) {
      openings.take();
      problem = problem.decided(decision.opening(problem.subject().facts(openings.settings())));
      act(Act.OPEN);
    } else {
      problem = problem.decided(decision.waitingFor(Delays.BUDGET, true));
      openings.park();
    }
  }

  /** Those of this commit are not stored yet. */
  private long came(WarRoomRule rule, Instant now) {
    int wanted = rule.settings().threshold().alerts();
    if (wanted <= 1) {
      return 1;
    }
    Instant from = now.minus(rule.settings().threshold().within());
    long fresh =
        alerts.values().stream()
            .filter(
                it -> it.stored.filter(old -> !old.value().receivedAt().isBefore(from)).isEmpty())
            .filter(it -> it.now.filter(said -> !said.receivedAt().isBefore(from)).isPresent())
            .count();
    return fresh
        + (stored.isPresent()
            ? deciding.came(tenant, id, now, rule.settings().threshold().within())
            : 0);
  }

  private void act(Act act) {
    deciding.act(work, tenant, new Action(id, problem.episode(), act));
  }

  /**
   * Adds it to the commit with its alerts, as far as they have changed.
   *
   * @return how many of them are new, itself included
   */
  int store() {
    long fresh =
        alerts.values().stream().filter(it -> it.stored.isEmpty() && it.now.isPresent()).count();
    alerts.forEach(
        (alert, live) -> {
          Optional<AlertRecord> after = live.now.map(it -> it.in(problem.state(), it.firing()));
          if (after.isPresent() && !after.equals(live.stored.map(Stored::value))) {
            work.add(
                live.stored.isPresent()
                    ? deciding.alerts.replace(live.stored.get(), after.get())
                    : deciding.alerts.create(tenant, alert, after.get()));
          }
        });
    if (stored.isEmpty()) {
      work.add(deciding.problems.create(tenant, id, problem));
      return (int) fresh + 1;
    }
    ProblemRecord before = stored.get().value();
    if (!before.equals(problem)) {
      work.add(deciding.problems.replace(stored.get(), problem));
      if (before.state() != problem.state() || (before.firing() && !problem.firing())) {
        deciding.follow(work, tenant, id);
      }
    }
    return (int) fresh;
  }
}
