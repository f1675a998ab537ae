package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.core.check.Texts;
import dev.muster.spi.AlertFormat;
import dev.muster.spi.AlertFormat.Delivery;
import dev.muster.spi.AlertFormat.Problem;
import dev.muster.spi.AlertFormat.Result;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Has what monitoring systems send read by the format of that name. */
@Component(service = AlertFormats.class)
public final class AlertFormats {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final int MAX_SENTENCE = 300;

  private final NamedHooks<AlertFormat> hooks;

  /** Made by Declarative Services. */
  @Activate
  public AlertFormats(@Reference Metrics metrics) {
    hooks = new NamedHooks<>("format", AlertFormat::name, metrics);
  }

  @Reference(
      name = "format",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(AlertFormat format, ServiceReference<AlertFormat> reference) {
    hooks.add(format, reference);
  }

  void unbind(ServiceReference<AlertFormat> reference) {
    hooks.remove(reference);
  }

  void add(AlertFormat format, int ranking) {
    hooks.add(format, ranking);
  }

  /** What became of a delivery. */
  public sealed interface Reading {
    /**
     * It was read.
     *
     * @param problems what it tells of
     */
    record Read(List<Problem> problems) implements Reading {}

    /**
     * It is not of that format: sending it again does not help.
     *
     * @param why for whoever set the sender up
     */
    record Unreadable(String why) implements Reading {}

    /** There is no such format here. */
    record UnknownFormat() implements Reading {}

    /** The format failed, which the log says: sending it again may help. */
    record Failed() implements Reading {}
  }

  /** The names of the formats that are here. */
  public List<String> names() {
    return hooks.names();
  }

  /** Has a delivery read. */
  public Reading read(String format, Delivery delivery) {
    Optional<Hook<AlertFormat>> hook = hooks.find(format);
    if (hook.isEmpty()) {
      return new Reading.UnknownFormat();
    }
    Optional<Result> result = hook.get().call(each -> each.read(delivery), Deadline.in(TIME));
    if (result.isEmpty()) {
      return new Reading.Failed();
    }
    if (result.get() instanceof Result.Unreadable unreadable) {
      return new Reading.Unreadable(shortened(unreadable.why()));
    }
    List<Problem> problems = ((Result.Alerts) result.get()).problems();
    long alerts = problems.stream().mapToLong(problem -> problem.alerts().size()).sum();
    if (problems.size() + alerts > AlertFormat.MAX_ALERTS) {
      hook.get().failed("invalid", "tells of too many alerts", null);
      return new Reading.Unreadable("It tells of more alerts than fit into one delivery.");
    }
    return new Reading.Read(problems);
  }

  private static String shortened(String sentence) {
    return Texts.cut(sentence, MAX_SENTENCE);
  }
}
