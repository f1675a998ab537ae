package dev.muster.sandbox.testing;

import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Trouble;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sandbox's address book, as the app sees it.
 *
 * @param <S> the simulated platform
 */
public abstract class SandboxDirectory<S extends SimulatedPlatform<?>> implements DirectoryFixture {
  private final S sandbox;
  private final String throttled;
  private final String calls;
  private Set<String> named = Set.of();

  /**
   * An address book.
   *
   * @param sandbox the simulated platform
   * @param throttled the error code of too many calls
   * @param calls which calls are those of the address book, as a regular expression
   */
  protected SandboxDirectory(S sandbox, String throttled, String calls) {
    this.sandbox = sandbox;
    this.throttled = throttled;
    this.calls = calls;
  }

  protected final S sandbox() {
    return sandbox;
  }

  /** Has the app's range name people one by one. */
  protected final void name(Set<String> people) {
    named = Set.copyOf(people);
    sandbox.changeApp("people", String.join(" ", people));
  }

  @Override
  public final Set<String> peopleNamedSingly() {
    return named;
  }

  @Override
  public Optional<String> mobile() {
    return Optional.of("+8613800000002");
  }

  @Override
  public final void beginAfter(Trouble trouble, int after) {
    if (trouble == Trouble.THROTTLED) {
      sandbox.faults().add(Fault.CALLS_WITH_TOKEN, Fault.Kind.ERRCODE, throttled, after, 0);
    } else {
      sandbox.faults().add(Fault.CALLS_WITH_TOKEN, Fault.Kind.HTTP_STATUS, "500", after, 0);
    }
  }

  @Override
  public final long calls() {
    return sandbox.counters().entrySet().stream()
        .filter(call -> call.getKey().matches(calls))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
