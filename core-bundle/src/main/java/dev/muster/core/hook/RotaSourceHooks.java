package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.core.check.Texts;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The sources of rotas that bundles bring, asked by id. For any thread. */
@Component(service = RotaSourceHooks.class)
public final class RotaSourceHooks {
  /** For one answer. */
  public static final Duration TIME = Duration.ofSeconds(5);

  private static final int MAX_SENTENCE = 300;

  private static final Text ABSENT =
      new Text("No plugin that runs offers this source. See the plugins.", "没有运行中的插件提供该来源，请查看插件。");

  private static final Text SILENT =
      new Text("The source failed or took too long; the log has more.", "该来源出错或超时，详见日志。");

  private final NamedHooks<RotaSource> hooks;
  private final Duration time;

  /** Made by Declarative Services. */
  @Activate
  public RotaSourceHooks(@Reference Metrics metrics) {
    this(metrics, TIME);
  }

  private RotaSourceHooks(Metrics metrics, Duration time) {
    this.hooks = new NamedHooks<>("rota", RotaSource::id, new CallCounter(metrics, true));
    this.time = time;
  }

  /** The same with another time for an answer. */
  static RotaSourceHooks within(Duration time, Metrics metrics) {
    return new RotaSourceHooks(metrics, time);
  }

  @Reference(
      name = "source",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(RotaSource source, ServiceReference<RotaSource> reference) {
    hooks.add(source, reference);
  }

  void unbind(ServiceReference<RotaSource> reference) {
    hooks.remove(reference);
  }

  /** Adds one without a framework. */
  public void add(RotaSource source, int ranking) {
    hooks.add(source, ranking);
  }

  /** Takes one away without a framework. */
  public void remove(String id) {
    hooks.find(id).ifPresent(hook -> hooks.remove(hook.origin().serviceId()));
  }

  /** The ids of all that are here, in their order. */
  public List<String> ids() {
    return hooks.names();
  }

  /**
   * What tells the source of an id from another that has the id later, such as that of a plugin
   * which was updated.
   *
   * @param id the source's, however odd
   * @return empty if there is none
   */
  public Optional<Long> registration(String id) {
    return hooks.find(id).map(hook -> hook.origin().serviceId());
  }

  /**
   * Of which schedule and time it is asked who is on duty.
   *
   * @param tenant the id of the tenant whose rota it is
   * @param schedule what the rota calls the schedule
   * @param from when the time begins
   * @param to when it ends
   */
  public record Question(String tenant, String schedule, Instant from, Instant to) {}

  private record Request(Question question, Deadline deadline) implements DutyRequest {
    @Override
    public String tenant() {
      return question.tenant();
    }

    @Override
    public String schedule() {
      return question.schedule();
    }

    @Override
    public Instant from() {
      return question.from();
    }

    @Override
    public Instant to() {
      return question.to();
    }
  }

  /** What became of a question. */
  public sealed interface Answer<R> {
    /**
     * It was answered.
     *
     * @param value what is kept of the answer
     */
    record Given<R>(R value) implements Answer<R> {}

    /**
     * It was not.
     *
     * @param why for administrators
     * @param fault for the log
     * @param cause what was thrown, without its messages, if that is why
     */
    record Missing<R>(Text why, Fault fault, Optional<Throwable> cause) implements Answer<R> {
      /** Nothing was thrown. */
      public Missing(Text why, Fault fault) {
        this(why, fault, Optional.empty());
      }
    }
  }

  /** Why there is no answer, by kind. */
  public enum Fault {
    /** No plugin that runs offers the source. */
    ABSENT,
    /** It says itself why it has none. */
    UNANSWERED,
    /** It broke. */
    FAILED,
    /** It was not back in time. */
    LATE,
    /** It was not asked, for it has too much to do. */
    BUSY,
    /** It does not speak of the time that matters. */
    OTHER_TIME
  }

  /**
   * Asks a source who is on duty. That it fails is counted; whoever asks logs it.
   *
   * @param id the source's, however odd
   * @param question which schedule, and the time
   * @param keep what is kept of the answer: works within the same time; what it throws counts as
   *     thrown by the source
   * @param deadline when to be back, where that is earlier than a source's own time is over
   */
  public <R> Answer<R> ask(
      String id, Question question, Function<DutyPlan, R> keep, Deadline deadline) {
    return ask(id, question, keep, deadline, () -> {});
  }

  /**
   * The same for whoever bounds how many questions a source has at a time.
   *
   * @param ended run once, when the source has left the question: where it ignores that nobody
   *     waits for it any more, that is later than this returns
   */
  public <R> Answer<R> ask(
      String id, Question question, Function<DutyPlan, R> keep, Deadline deadline, Runnable ended) {
    Optional<Hook<RotaSource>> hook = hooks.find(id);
    if (hook.isEmpty()) {
      ended.run();
      return new Answer.Missing<>(ABSENT, Fault.ABSENT);
    }
    Deadline until = deadline.atMost(time);
    DutyRequest request = new Request(question, until);
    AtomicReference<Answer<R>> failed = new AtomicReference<>(silent(Fault.FAILED, null));
    return hook.get()
        .<Answer<R>>call(
            source -> answer(source, request, keep),
            until,
            RotaSourceHooks::outcome,
            (outcome, what, cause) -> failed.set(silent(fault(outcome), cause)),
            ended)
        .orElseGet(failed::get);
  }

  private static <R> String outcome(Answer<R> answer) {
    if (answer instanceof Answer.Missing<R> missing) {
      return missing.fault() == Fault.FAILED ? "failed" : "unanswered";
    }
    return "ok";
  }

  private static Fault fault(String outcome) {
    return switch (outcome) {
      case "timeout" -> Fault.LATE;
      case "busy" -> Fault.BUSY;
      default -> Fault.FAILED;
    };
  }

  /**
   * A source that says why it has no answer works: a typo in a rota's schedule is no fault of it.
   */
  private static <R> Answer<R> answer(
      RotaSource source, DutyRequest request, Function<DutyPlan, R> keep) {
    try {
      return new Answer.Given<>(keep.apply(source.read(request)));
    } catch (RotaSourceException e) {
      return new Answer.Missing<>(cut(e.why()), Fault.UNANSWERED);
    } catch (IOException
        | RuntimeException
        | LinkageError
        | AssertionError
        | StackOverflowError e) {
      return silent(Fault.FAILED, e);
    }
  }

  private static <R> Answer<R> silent(Fault fault, @Nullable Throwable cause) {
    return new Answer.Missing<>(
        SILENT, fault, Optional.ofNullable(cause).map(WithoutMessages::new));
  }

  private static Text cut(Text text) {
    return new Text(sentence(text.en()), sentence(text.zhCn()));
  }

  private static String sentence(String text) {
    String line = Texts.oneLine(text);
    return line.isEmpty() ? "-" : Texts.cut(line, MAX_SENTENCE);
  }
}
