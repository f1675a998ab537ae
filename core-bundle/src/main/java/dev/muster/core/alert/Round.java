package dev.muster.core.alert;

import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.digest.Sha256;
import dev.muster.core.roomrule.Reading;
import dev.muster.core.roomrule.Subject;
import dev.muster.core.store.Stored;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one commit makes of pieces. Of one thread. */
final class Round {
  private final Deciding deciding;
  private final ChangeSet work;
  private final String tenant;
  private final Instant now;
  private final Values settings;
  private final Openings openings;
  private final Map<String, LiveProblem> problems = new LinkedHashMap<>();
  private long came;
  private long joined;

  Round(Deciding deciding, ChangeSet work, String tenant, Instant now) {
    this.deciding = deciding;
    this.work = work;
    this.tenant = tenant;
    this.now = now;
    this.settings = deciding.settings(tenant);
    this.openings = new Openings(deciding, work, tenant, settings, now);
  }

  /** How many alerts were routed. */
  long came() {
    return came;
  }

  /** How many of them belonged to a problem that was known. */
  long joined() {
    return joined;
  }

  /** Routes a part of what was sent. */
  void route(PieceRecord piece, PieceRecord.Part part) {
    AlertGroup group = part.group();
    Optional<LiveProblem> known = find(piece, group);
    boolean fires = fires(group);
    if (known.isEmpty() && !fires) {
      // the end of what nobody heard of
      return;
    }
    came += group.alerts().size();
    joined += known.isPresent() ? group.alerts().size() : 0;
    LiveProblem problem = known.orElseGet(() -> made(piece, group));
    List<Reading> firing = new ArrayList<>();
    boolean heeded = false;
    for (AlertItem item : group.alerts()) {
      boolean over = isOver(group, item);
      Reading reading = Reading.of(settings, item.labels());
      if (problem.alert(piece, item, over, reading.severity())) {
        heeded = true;
        if (!over) {
          firing.add(reading);
        }
      }
    }
    if (heeded) {
      // what is decided is decided by all of a group, in however many parts it came
      List<Reading> said =
          part.last() && part.before() > 0 ? problem.allThatFire(settings) : firing;
      problem.heard(group, said, piece.receivedAt());
      if (part.last()) {
        settle(problem, group, said);
      }
    }
  }

  /** Whether what is said of a problem begins it, if nobody has heard of it. */
  static boolean fires(AlertGroup group) {
    return switch (group.ending()) {
      case RESOLVED -> false;
      case FIRING -> true;
      case WITH_ITS_ALERTS -> !group.alerts().stream().allMatch(AlertItem::resolved);
    };
  }

  /** Whether what is said of an alert ends it. */
  static boolean isOver(AlertGroup group, AlertItem item) {
    return item.resolved() || group.ending() == Ending.RESOLVED;
  }

  private void settle(LiveProblem problem, AlertGroup group, List<Reading> firing) {
    boolean over =
        switch (group.ending()) {
          case RESOLVED -> true;
          case FIRING -> false;
          case WITH_ITS_ALERTS -> firing.isEmpty() && !problem.anyFires();
        };
    if (over) {
      problem.ends();
    } else if (!firing.isEmpty() || group.ending() == Ending.FIRING) {
      problem.goesOn(firing, openings);
    }
  }

  private Optional<LiveProblem> find(PieceRecord piece, AlertGroup group) {
    for (LiveProblem live : problems.values()) {
      if (live.isCalled(piece.intake(), group.key())) {
        return Optional.of(live);
      }
    }
    return deciding
        .called(tenant, piece.intake(), group.key())
        .map(this::live)
        .or(() -> renamed(piece, group));
  }

  /** A problem that its sender calls otherwise since its configuration was changed. */
  private Optional<LiveProblem> renamed(PieceRecord piece, AlertGroup group) {
    if (group.grouping().isEmpty()) {
      return Optional.empty();
    }
    List<LiveProblem> candidates = new ArrayList<>();
    problems.values().stream()
        .filter(live -> live.isGrouped(piece.intake(), group.grouping().get()))
        .forEach(candidates::add);
    deciding.grouped(tenant, piece.intake(), group.grouping().get()).stream()
        .filter(stored -> !problems.containsKey(stored.key().id()))
        .map(this::live)
        .forEach(candidates::add);
    // two routes may group by the same and have nothing to do with each other
    Optional<LiveProblem> same =
        candidates.stream().filter(live -> group.alerts().stream().anyMatch(live::has)).findFirst();
    same.ifPresent(live -> live.isAlsoCalled(group.key()));
    return same;
  }

  private LiveProblem live(Stored<ProblemRecord> stored) {
    return problems.computeIfAbsent(
        stored.key().id(),
        id -> new LiveProblem(deciding, work, tenant, id, Optional.of(stored), stored.value()));
  }

  private LiveProblem made(PieceRecord piece, AlertGroup group) {
    String id = id(piece.intake(), group.key());
    List<Reading> readings =
        group.alerts().stream()
            .filter(item -> !item.resolved())
            .map(item -> Reading.of(settings, item.labels()))
            .toList();
    ProblemRecord problem =
        new ProblemRecord(
            piece.intake(),
            List.of(group.key()),
            group.grouping(),
            Subject.of(group.title(), group.summary(), readings),
            false,
            0,
            now,
            now,
            ProblemRecord.Decision.UNMATCHED.in(State.RESOLVED),
            Optional.empty(),
            false);
    LiveProblem live = new LiveProblem(deciding, work, tenant, id, Optional.empty(), problem);
    problems.put(id, live);
    return live;
  }

  /** The tenant is where the document lies. */
  private String id(String intake, String key) {
    byte[] digest = Sha256.of(tenant + "\n" + intake + "\n" + key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /**
   * Adds what came of it to the commit.
   *
   * @return how many alerts and problems are new
   */
  int store() {
    int fresh = problems.values().stream().mapToInt(LiveProblem::store).sum();
    openings.store();
    return fresh;
  }
}
