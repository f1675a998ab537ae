package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.hook.CodeDelivery;
import dev.muster.spi.hook.CodeDelivery.Address;
import dev.muster.spi.hook.CodeDelivery.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The ways by which a one-time code can go to its person, by ranking. */
@Component(service = CodeDeliveries.class)
public final class CodeDeliveries {
  /** For each delivery. */
  static final Duration TIME = Duration.ofSeconds(10);

  /** For saying whether it reaches somebody. */
  private static final Duration TIME_TO_SAY = Duration.ofSeconds(1);

  /** For all that are asked about one code, so that those who wait for their own get it. */
  private static final Duration TIME_FOR_ALL = Duration.ofSeconds(30);

  private final NamedHooks<CodeDelivery> hooks;

  /** Made by Declarative Services. */
  @Activate
  public CodeDeliveries(@Reference Metrics metrics) {
    // a call that succeeds would tell that whoever was named a moment ago has an account
    hooks = new NamedHooks<>("code", CodeDelivery::name, new CallCounter(metrics, false));
  }

  @Reference(
      name = "delivery",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(CodeDelivery delivery, ServiceReference<CodeDelivery> reference) {
    hooks.add(delivery, reference);
  }

  void unbind(ServiceReference<CodeDelivery> reference) {
    hooks.remove(reference);
  }

  /** Adds one without a framework. */
  public void add(CodeDelivery delivery, int ranking) {
    hooks.add(delivery, ranking);
  }

  /** Whether no code can go anywhere. */
  public boolean isEmpty() {
    return hooks.all().isEmpty();
  }

  /** A way that reaches an address. */
  public static final class Way {
    private final Hook<CodeDelivery> hook;
    private final Address address;

    private Way(Hook<CodeDelivery> hook, Address address) {
      this.hook = hook;
      this.address = address;
    }
  }

  /**
   * The ways to somebody: of each delivery the first address that it reaches, the highest ranked
   * first.
   *
   * @param addresses where they can be reached, what is preferred first
   */
  public List<Way> to(List<Address> addresses) {
    List<Way> ways = new ArrayList<>();
    for (Hook<CodeDelivery> hook : hooks.all()) {
      addresses.stream()
          .filter(
              address ->
                  hook.call(it -> it.reaches(address), Deadline.in(TIME_TO_SAY)).orElse(false))
          .findFirst()
          .ifPresent(address -> ways.add(new Way(hook, address)));
    }
    return ways;
  }

  /**
   * Sends a message by the first way that takes it.
   *
   * @param message what goes to an address
   * @return the name of the delivery that took it, or empty if all failed, which the log says
   */
  public Optional<String> send(List<Way> ways, Function<Address, Message> message) {
    Deadline all = Deadline.in(TIME_FOR_ALL);
    for (Way way : ways) {
      Message there = message.apply(way.address);
      Optional<Boolean> sent =
          way.hook.call(
              it -> {
                it.deliver(there);
                return true;
              },
              all.atMost(TIME));
      if (sent.isPresent()) {
        return Optional.of(hooks.name(way.hook));
      }
    }
    return Optional.empty();
  }
}
