package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.hook.SecretKeeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The keepers that are there, asked by name. */
@Component(service = SecretKeepers.class)
public final class SecretKeepers {
  private static final Duration TIME = Duration.ofSeconds(5);

  private final NamedHooks<SecretKeeper> hooks;
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  /** Made by Declarative Services. */
  @Activate
  public SecretKeepers(@Reference Metrics metrics) {
    hooks = new NamedHooks<>("keeper", SecretKeeper::name, new CallCounter(metrics, true));
  }

  @Reference(
      name = "keeper",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(SecretKeeper keeper, ServiceReference<SecretKeeper> reference) {
    hooks.add(keeper, reference);
    waiting.forEach(Runnable::run);
  }

  void unbind(ServiceReference<SecretKeeper> reference) {
    hooks.remove(reference);
  }

  /** Adds one without a framework. */
  public void add(SecretKeeper keeper, int ranking) {
    hooks.add(keeper, ranking);
    waiting.forEach(Runnable::run);
  }

  /** What became of a key that a keeper was given. */
  public sealed interface Answer {
    /**
     * It did its work.
     *
     * @param bytes what came out, not looked at
     */
    record Done(byte[] bytes) implements Answer {}

    /** No keeper of that name is here. */
    record Absent() implements Answer {}

    /** It failed, hung or had too much to do, which the log says. */
    record Failed() implements Answer {}
  }

  /** Has a key wrapped. */
  public Answer wrap(String keeper, String keyId, byte[] key) {
    return ask(keeper, each -> each.wrap(keyId, key.clone()));
  }

  /** Has a key unwrapped. */
  public Answer unwrap(String keeper, String keyId, byte[] wrapped) {
    return ask(keeper, each -> each.unwrap(keyId, wrapped.clone()));
  }

  private Answer ask(String keeper, Function<SecretKeeper, byte[]> work) {
    Optional<Hook<SecretKeeper>> hook = hooks.find(keeper);
    if (hook.isEmpty()) {
      return new Answer.Absent();
    }
    Optional<byte[]> bytes = hook.get().call(work, Deadline.in(TIME));
    return bytes.isPresent() ? new Answer.Done(bytes.get().clone()) : new Answer.Failed();
  }

  /** Calls when a keeper has come. It must return at once. */
  public void onArrival(Runnable listener) {
    waiting.add(listener);
  }
}
