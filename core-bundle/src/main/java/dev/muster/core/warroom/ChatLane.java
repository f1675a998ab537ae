package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.change.Changes;
import dev.muster.core.roomtemplate.Templates;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.JoiningTaskHandler;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.user.Accounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a room's chat on one platform what is stored of the room: compares, and does the next thing
 * that is missing, until nothing is. Each step is stored before the next; one that a crash has cut
 * off is done again, or found done.
 */
@Component(service = TaskHandler.class)
public final class ChatLane implements JoiningTaskHandler<ChatLane.Of> {
  /** Tried for as long as the room wants it; how long that is each step says. */
  static final TaskType<Of> TYPE =
      TaskType.of(
          "war-room-chat",
          Of.class,
          Pace.CHAT,
          new TaskType.Retry(Duration.ofSeconds(2), Duration.ofMinutes(2), Integer.MAX_VALUE));

  private static final Logger LOG = LoggerFactory.getLogger(ChatLane.class);

  /** Others have chats too. */
  private static final Duration ONE_RUN = Duration.ofSeconds(5);

  private final ChatRun.Parts parts;
  private final ChatPeople people;
  private final ChatTexts texts;
  private final ChatOpening opening;
  private final ChatEnding ending;

  /** Made by Declarative Services. */
  @Activate
  public ChatLane(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference Accounts accounts,
      @Reference Platforms platforms,
      @Reference ChatCalls calls,
      @Reference SearchMemory searches,
      @Reference Templates templates,
      @Reference Installation installation,
      @Reference InstantSource clock) {
    this.parts = new ChatRun.Parts(changes, calls, new RoomStore(storage, accounts, queue), clock);
    ChatTitles titles = new ChatTitles(templates, parts.store(), RoomLinks.of(installation));
    this.people =
        new ChatPeople(
            new PeopleSearch(accounts, new KnownPeople(accounts, platforms, calls), searches));
    this.texts = new ChatTexts(titles);
    this.opening = new ChatOpening(people, titles);
    this.ending = new ChatEnding(opening, texts, titles);
  }

  /** The task's payload: which chat. */
  record Of(String room, String platform) {}

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  /** Whatever wakes a lane wants the same of it: what failed waits as one task, not as many. */
  @Override
  public Optional<Of> joined(Of earlier, Of later) {
    return Optional.of(earlier);
  }

  @Override
  public Result run(Run<Of> task) {
    long end = System.nanoTime() + ONE_RUN.toNanos();
    Optional<ChatRun.Of> before = Optional.empty();
    try {
      do {
        before = find(task);
        if (before.isEmpty() || !step(task, before.get())) {
          return Result.done();
        }
      } while (System.nanoTime() - end < 0 && !ChatRun.isLate(task.deadline()));
      return new Result.Unfinished();
    } catch (Overtaken e) {
      return new Result.Unfinished();
    } catch (Fault e) {
      return before.map(of -> faulted(of, e)).orElseGet(Result::done);
    }
  }

  private Optional<ChatRun.Of> find(Run<Of> task) {
    String id = task.payload().room();
    Optional<Stored<RoomRecord>> room = parts.store().rooms.find(task.tenant(), id);
    Optional<Stored<ChatRecord>> chat =
        parts.store().chat(task.tenant(), id, task.payload().platform());
    return room.isPresent() && chat.isPresent()
        ? Optional.of(new ChatRun.Of(task.tenant(), id, room.get().value(), chat.get().value()))
        : Optional.empty();
  }

  private boolean step(Run<Of> task, ChatRun.Of of) throws Fault {
    ChatRecord chat = of.chat();
    if (of.room().isClosed() && chat.hasEnded()) {
      return false;
    }
    ChatRun run = new ChatRun(parts, of, parts.calls().traits(of.tenant(), chat.platform()));
    if (of.room().isClosed()) {
      return ending.step(run);
    }
    return switch (chat.state()) {
      case OPENING -> opening.step(run, task.deadline());
      case OPEN -> open(run, task);
      case FAILED, CLOSED -> {
        ChatTexts.refuse(run, chat.problem().orElseGet(Fault::chatGone));
        yield false;
      }
    };
  }

  private boolean open(ChatRun run, Run<Of> task) throws Fault {
    if (texts.title(run)
        || people.step(run, task.deadline())
        || ChatOwner.step(run)
        || texts.briefing(run)
        || texts.pin(run)
        || texts.link(run)
        || texts.message(run)) {
      return true;
    }
    if (run.chat.problem().filter(Fault::passes).isPresent()) {
      run.change(it -> it.troubled(Optional.empty()));
    }
    return false;
  }

  private Result faulted(ChatRun.Of of, Fault fault) {
    ChatRecord chat = of.chat();
    LOG.info(
        "The chat of war room {} of {} on {}: {}",
        of.id(),
        of.tenant(),
        chat.platform(),
        fault.getMessage());
    if (fault.gone() && chat.stands()) {
      gone(of, Fault.chatGone());
      return new Result.Unfinished();
    }
    boolean isGivenUp =
        of.room()
            .end()
            .filter(end -> parts.clock().instant().isAfter(end.at().plus(Bounds.CLOSING)))
            .isPresent();
    if (fault.retryable() && !isGivenUp) {
      if (!chat.problem().equals(Optional.of(fault.problem()))) {
        change(of, it -> it.troubled(Optional.of(fault.problem())));
      }
      return new Result.Retry(fault.problem().message().en());
    }
    boolean isOver = of.room().isClosed();
    Problem why = fault.problem();
    // before the chat is said to be over: whoever dies in between finds it to be done
    ChatTexts.refuse(parts, of, why);
    change(
        of,
        it ->
            isOver
                ? it.ending(
                    Optional.of(it.ended().orElse(Ended.BEGUN).because(why.message()).all()))
                : it.failed(why),
        entry(of, "chat-failed", why.code()));
    return Result.done();
  }

  /** Of a chat that is gone meanwhile, with its room, there is nothing to record. */
  private void change(ChatRun.Of of, UnaryOperator<ChatRecord> change, TimelineRecord... entries) {
    parts
        .changes()
        .run(
            Caller.SYSTEM,
            of.tenant(),
            work -> {
              if (parts.store().chat(of.tenant(), of.id(), of.chat().platform()).isEmpty()) {
                return;
              }
              parts.store().change(work, of.tenant(), of.id(), of.chat().platform(), change);
              for (TimelineRecord entry : entries) {
                parts.store().record(work, of.tenant(), entry);
              }
            });
  }

  private void gone(ChatRun.Of of, Problem why) {
    change(
        of,
        it -> it.state() == ChatState.OPEN ? it.gone(why) : it,
        entry(of, "chat-gone", why.code()));
  }

  private TimelineRecord entry(ChatRun.Of of, String kind, String problem) {
    return new TimelineRecord(
        of.id(),
        parts.clock().instant(),
        kind,
        Caller.SYSTEM.actor(),
        Optional.of(of.chat().platform()),
        Optional.empty(),
        Map.of("problem", problem));
  }
}
