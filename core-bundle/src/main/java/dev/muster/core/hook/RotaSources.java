package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.PersonReference;
import dev.muster.spi.RotaSource;
import dev.muster.spi.RotaSource.Answer;
import dev.muster.spi.RotaSource.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the sources of rotas in their order until one knows. */
@Component(service = RotaSources.class)
public final class RotaSources {
  /** For each source. */
  private static final Duration TIME = Duration.ofSeconds(3);

  /** For all of them. */
  private static final Duration TIME_FOR_ALL = Duration.ofSeconds(6);

  private final Hooks<RotaSource> hooks;

  /** Made by Declarative Services. */
  @Activate
  public RotaSources(@Reference Metrics metrics) {
    hooks = new Hooks<>("rota", metrics);
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

  void add(RotaSource source, int ranking) {
    hooks.add(source, "test.bundle", ranking, hooks.all().size());
  }

  /** Who is on duty. */
  public sealed interface Duty {
    /**
     * These are.
     *
     * @param people in the order in which they are to be called; empty where nobody is
     */
    record OnDuty(List<PersonReference> people) implements Duty {}

    /** No source knows such a rota. */
    record Unknown() implements Duty {}

    /** No source knew, and one could not be asked: perhaps somebody is. */
    record Failed() implements Duty {}
  }

  /** Asks who is on duty. */
  public Duty onDuty(String tenant, String rota, Instant at) {
    Question question = new Question(tenant, rota, at);
    Deadline end = Deadline.in(TIME_FOR_ALL);
    boolean failed = false;
    for (Hook<RotaSource> source : hooks.all()) {
      Optional<Answer> answer = source.call(each -> each.onDuty(question), end.atMost(TIME));
      if (answer.isEmpty()) {
        failed = true;
      } else if (answer.get() instanceof Answer.OnDuty known) {
        if (known.people().size() <= RotaSource.MAX_PEOPLE) {
          return new Duty.OnDuty(known.people());
        }
        source.failed("invalid", "names too many people", null);
        failed = true;
      }
    }
    return failed ? new Duty.Failed() : new Duty.Unknown();
  }
}
