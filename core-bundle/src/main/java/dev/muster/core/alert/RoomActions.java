package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.NewWarRoom.Origin;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.roomrule.ThenRecord;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Text;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Does to rooms what was decided about problems, one after another for each problem. A room is
 * opened with a key that follows from the problem and its episode: however often it is tried, there
 * is one.
 */
@Component(service = {TaskHandler.class, RoomActions.class})
public final class RoomActions implements TaskHandler<RoomActions.Action> {
  static final TaskType<Action> TYPE =
      TaskType.of("alert-war-room", Action.class, Pace.REMOTE, TaskType.Retry.PATIENT);

  private final Repository<ProblemRecord> problems;
  private final Rooms rooms;
  private final Deciding deciding;

  /** Made by Declarative Services. */
  @Activate
  public RoomActions(
      @Reference Storage storage, @Reference Rooms rooms, @Reference Deciding deciding) {
    this.problems = storage.repository(ProblemRecord.SCHEMA);
    this.rooms = rooms;
    this.deciding = deciding;
  }

  /** What is to be done; the names are stored. */
  enum Act {
    OPEN,
    RECOVER,
    FIRE_AGAIN,
    RAISE,
    TELL
  }

  /**
   * The task's payload.
   *
   * @param problem the problem's id
   * @param episode which episode of it
   * @param act what is to be done
   */
  record Action(String problem, int episode, Act act) {}

  @Override
  public TaskType<Action> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Action> task) {
    Action action = task.payload();
    Optional<ProblemRecord> found =
        problems
            .find(task.tenant(), action.problem())
            .map(Stored::value)
            .filter(problem -> problem.episode() == action.episode())
            .filter(problem -> problem.state() == State.ROUTED);
    if (found.isEmpty()) {
      return Result.done();
    }
    ProblemRecord problem = found.get();
    try {
      return switch (action.act()) {
        case OPEN -> opened(task.tenant(), action, problem);
        case RAISE -> raised(task, problem);
        case RECOVER, FIRE_AGAIN -> turned(task, problem);
        case TELL -> told(task, problem);
      };
    } catch (ProblemException e) {
      if (e.code() == ProblemCode.UNAVAILABLE || e.code() == ProblemCode.PLATFORM_UNAVAILABLE) {
        return new Result.Retry(e.detail().en());
      }
      return refused(task.tenant(), action, problem, why(e));
    }
  }

  /** Whoever reads of an alert has filled in no field. */
  private static Text why(ProblemException e) {
    return e.errors().stream().findFirst().map(FieldProblem::message).orElse(e.detail());
  }

  private Result refused(String tenant, Action action, ProblemRecord problem, Text why) {
    if (problem.room().isPresent()) {
      // it was closed or deleted meanwhile
      return Result.done();
    }
    return new Result.Done(
        work ->
            unopened(
                work,
                tenant,
                action,
                it ->
                    it.room().isPresent() ? it : it.decided(it.decision().waitingFor(why, false))));
  }

  /** Its room is not opened, if there is a change: then the budget is as it was. */
  private void unopened(
      ChangeSet work, String tenant, Action action, UnaryOperator<ProblemRecord> change) {
    if (change(work, tenant, action, change)) {
      deciding.giveBack(work, tenant);
    }
  }

  private Result opened(String tenant, Action action, ProblemRecord problem) {
    if (problem.room().isPresent()) {
      // opened by hand
      problem
          .room()
          .filter(room -> isWorseThanItsRoom(problem))
          .ifPresent(room -> rooms.raise(tenant, room, problem.subject().severity(), false));
      return Result.done();
    }
    if (!problem.firing() && !problem.decision().byHand()) {
      // over before anybody was called
      return new Result.Done(
          work ->
              unopened(
                  work,
                  tenant,
                  action,
                  it ->
                      it.firing() || it.room().isPresent()
                          ? it
                          : it.decided(it.decision().in(State.RESOLVED))));
    }
    String room = open(Caller.SYSTEM, tenant, action.problem(), problem);
    return new Result.Done(
        work -> {
          boolean unused =
              change(work, tenant, action, it -> it.decided(it.decision().withRoom(room)));
          problems
              .find(tenant, action.problem())
              .map(Stored::value)
              .filter(now -> now.episode() == action.episode() && isWorseThanItsRoom(now))
              .ifPresent(
                  now ->
                      deciding.act(
                          work, tenant, new Action(action.problem(), action.episode(), Act.RAISE)));
        });
  }

  /** It grew worse while its room was being opened. */
  private static boolean isWorseThanItsRoom(ProblemRecord problem) {
    return problem.firing()
        && problem
            .decision()
            .opening()
            .filter(it -> problem.subject().severity().compareTo(it.severity()) < 0)
            .isPresent();
  }

  /** Opens the room of a problem, or finds it. */
  String open(Caller caller, String tenant, String id, ProblemRecord problem) {
    Then then = problem.decision().then().map(ThenRecord::then).orElseThrow();
    Facts facts = problem.decision().opening().orElseThrow();
    return rooms.open(
        caller,
        tenant,
        new NewWarRoom(
            facts,
            then.platforms(),
            then.template(),
            then.owner(),
            then.recorder(),
            then.members(),
            then.rotas(),
            Optional.of(new Origin(id, problem.intake(), problem.decision().rule()))),
        ProblemRecord.openingKey(id, problem.episode()));
  }

  /** The room's status follows at once: a closing that is planned does not wait. */
  private Result turned(Run<Action> task, ProblemRecord problem) {
    boolean over = task.payload().act() == Act.RECOVER;
    if (problem.firing() == over) {
      // the contrary follows, or came already
      return Result.done();
    }
    if (problem.room().isEmpty()) {
      return over
          ? new Result.Retry("The war room is not opened yet.")
          : opened(task.tenant(), task.payload(), problem);
    }
    String room = problem.room().get();
    boolean isNews =
        over ? rooms.recover(task.tenant(), room) : rooms.fireAgain(task.tenant(), room);
    if (!isNews && task.attempts() == 0) {
      // somebody said so by hand
      return changed(task.tenant(), task.payload(), it -> it.told(it.toldAt(), over));
    }
    return told(task, problem);
  }

  /** Tells a room's chats how its problem stands, unless that is what they heard last. */
  private Result told(Run<Action> task, ProblemRecord problem) {
    boolean over = !problem.firing();
    if (problem.room().isEmpty() || problem.toldOver() == over) {
      return Result.done();
    }
    Instant now = deciding.now();
    Action action = task.payload();
    Optional<Instant> later =
        problem
            .toldAt()
            .map(at -> at.plus(AlertBounds.TOLD_EVERY))
            .filter(now.plus(TaskType.EARLY)::isBefore);
    if (later.isPresent()) {
      // it comes and goes: how it stands by then counts
      Action telling = new Action(action.problem(), action.episode(), Act.TELL);
      return new Result.Done(work -> deciding.actAt(work, task.tenant(), telling, later.get()));
    }
    rooms.tell(task.tenant(), problem.room().get(), over);
    return changed(task.tenant(), action, it -> it.told(Optional.of(now), over));
  }

  private Result changed(String tenant, Action action, UnaryOperator<ProblemRecord> change) {
    return new Result.Done(
        work -> {
          boolean unused = change(work, tenant, action, change);
        });
  }

  /** How bad it is by now counts, whatever it was when this was asked for. */
  private Result raised(Run<Action> task, ProblemRecord problem) {
    if (!problem.firing()) {
      return Result.done();
    }
    if (problem.room().isEmpty()) {
      return new Result.Retry("The war room is not opened yet.");
    }
    rooms.raise(
        task.tenant(), problem.room().get(), problem.subject().severity(), task.attempts() > 0);
    return Result.done();
  }

  /** Changes a problem that is still what the action was about; false if it stays as it is. */
  private boolean change(
      UnitOfWork work, String tenant, Action action, UnaryOperator<ProblemRecord> change) {
    Optional<Stored<ProblemRecord>> read =
        problems
            .find(tenant, action.problem())
            .filter(stored -> stored.value().episode() == action.episode());
    if (read.isEmpty()) {
      return false;
    }
    ProblemRecord before = read.get().value();
    ProblemRecord after = change.apply(before);
    if (after.equals(before)) {
      return false;
    }
    work.add(problems.replace(read.get(), after));
    if (after.state() != before.state()) {
      deciding.follow(work, tenant, action.problem());
    }
    return true;
  }
}
