package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.core.check.Texts;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The formats of alerts that bundles bring, asked by id. For any thread. */
@Component(service = AlertFormatHooks.class)
public final class AlertFormatHooks {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFormatHooks.class);

  /** For one message, which has arrived as a whole by then. */
  private static final Duration TIME = Duration.ofSeconds(5);

  /** For saying which media types it reads. */
  private static final Duration TIME_TO_SAY = Duration.ofSeconds(1);

  private static final int MAX_SENTENCE = 300;
  private static final int MAX_TYPES = 20;
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}");

  private final NamedHooks<AlertFormat> hooks;
  private final Map<Long, Set<String>> types = new ConcurrentHashMap<>();
  private final Duration time;

  /** Made by Declarative Services. */
  @Activate
  public AlertFormatHooks(@Reference Metrics metrics) {
    this(metrics, TIME);
  }

  private AlertFormatHooks(Metrics metrics, Duration time) {
    this.hooks = new NamedHooks<>("format", AlertFormat::id, new CallCounter(metrics, true));
    this.time = time;
  }

  /** The same with another time for a message. */
  static AlertFormatHooks within(Duration time, Metrics metrics) {
    return new AlertFormatHooks(metrics, time);
  }

  @Reference(
      name = "format",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(AlertFormat format, ServiceReference<AlertFormat> reference) {
    hooks.add(format, reference);
    dev.muster.api.warroom.AlertFormat.OWN.stream()
        .map(dev.muster.api.warroom.AlertFormat::id)
        .filter(own -> hooks.find(own).isPresent())
        .forEach(
            own -> LOG.error("The format of alerts {} of a bundle is not used: it is ours", own));
  }

  void unbind(ServiceReference<AlertFormat> reference) {
    hooks.remove(reference);
    types.remove(Hooks.serviceId(reference));
  }

  /** Adds one without a framework. */
  public void add(AlertFormat format, int ranking) {
    hooks.add(format, ranking);
  }

  /** The ids of all that are here, in their order. */
  public List<String> ids() {
    return hooks.names();
  }

  /**
   * The media types that a format says it reads; none if it is not here or fails to say.
   *
   * @return the types; empty where it did not say in time, and may later
   */
  public Optional<Set<String>> mediaTypes(String id) {
    return hooks.find(id).map(this::mediaTypes).orElse(Optional.of(Set.of()));
  }

  private Optional<Set<String>> mediaTypes(Hook<AlertFormat> hook) {
    Set<String> known = types.get(hook.origin().serviceId());
    if (known != null) {
      return Optional.of(known);
    }
    Deadline deadline = Deadline.in(TIME_TO_SAY);
    AtomicBoolean broke = new AtomicBoolean();
    Optional<Set<String>> said =
        hook.call(
            format -> {
              try {
                return checked(format.mediaTypes());
              } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                broke.set(!deadline.passed());
                throw e;
              }
            },
            deadline);
    said.ifPresent(now -> types.put(hook.origin().serviceId(), now));
    return said.or(() -> broke.get() ? Optional.of(Set.of()) : Optional.empty());
  }

  private static Set<String> checked(Set<String> said) {
    Set<String> types = Set.copyOf(said);
    if (types.size() > MAX_TYPES || !types.stream().allMatch(TYPE.asMatchPredicate())) {
      throw new IllegalStateException("Too many media types, or one that is none");
    }
    return types;
  }

  /** What became of a message. */
  public sealed interface Reading {
    /**
     * It was read.
     *
     * @param message what is kept of what it says
     */
    record Read(AlertMessage message) implements Reading {}

    /**
     * Nothing can be made of it: sending it again does not help.
     *
     * @param why for whoever set the sender up
     * @param tooMuch whether there is too much of it
     */
    record Refused(Text why, boolean tooMuch) implements Reading {}

    /** The format broke at it, which the log says: it would again. */
    record Broken() implements Reading {}

    /** It took too long or there is too much to do, which the log says: later it may be read. */
    record Late() implements Reading {}

    /** No such format is here. */
    record Absent() implements Reading {}
  }

  /**
   * Has a message read.
   *
   * @param id the format's
   * @param request what was sent; it may be read by a thread that goes on after this has returned
   * @param keep what is kept of it: works within the same time; what it throws counts as thrown by
   *     the format
   */
  public Reading read(String id, AlertRequest request, UnaryOperator<AlertMessage> keep) {
    Optional<Hook<AlertFormat>> hook = hooks.find(id);
    if (hook.isEmpty()) {
      return new Reading.Absent();
    }
    Deadline deadline = Deadline.in(time);
    AtomicBoolean broke = new AtomicBoolean();
    Optional<Reading> reading =
        hook.get()
            .call(
                format -> {
                  try {
                    return new Reading.Read(keep.apply(format.read(request)));
                  } catch (AlertFormatException e) {
                    return refused(e);
                  } catch (IOException
                      | RuntimeException
                      | LinkageError
                      | AssertionError
                      | StackOverflowError e) {
                    // one whose time is over breaks because it is interrupted
                    broke.set(!deadline.passed());
                    throw new WithoutMessages(e);
                  }
                },
                deadline);
    return reading.orElseGet(() -> broke.get() ? new Reading.Broken() : new Reading.Late());
  }

  private static Reading refused(AlertFormatException e) {
    Text why = e.why();
    return new Reading.Refused(
        new Text(Texts.cut(why.en(), MAX_SENTENCE), Texts.cut(why.zhCn(), MAX_SENTENCE)),
        e.isTooMuch());
  }
}
