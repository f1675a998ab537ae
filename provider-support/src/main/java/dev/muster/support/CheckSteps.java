package dev.muster.support;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The steps of one check, in the order tried. For one thread. */
public final class CheckSteps {
  private final List<Step> steps = new ArrayList<>();
  private final BiFunction<String, ProviderException, Step> onFault;
  private final Map<String, Set<Capability>> decides;

  /**
   * Something to try.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Attempt<T> {
    /**
     * Tries.
     *
     * @return what came of it
     * @throws ProviderException if the platform failed
     */
    T run() throws ProviderException;
  }

  /**
   * No step yet.
   *
   * @param onFault says of a step's id and a failure of the platform what to do about it
   * @param decides of each step's id what does not work where it is wrong
   */
  public CheckSteps(
      BiFunction<String, ProviderException, Step> onFault, Map<String, Set<Capability>> decides) {
    this.onFault = onFault;
    this.decides = new HashMap<>(decides);
  }

  /**
   * Has steps decide one more thing, which not every app is bound for.
   *
   * @param capability what does not work where one of them is wrong
   * @param ids the steps, none of which was added yet
   */
  public void deciding(Capability capability, Set<String> ids) {
    for (String id : ids) {
      Set<Capability> more = new HashSet<>(decides.getOrDefault(id, Set.of()));
      more.add(capability);
      decides.put(id, more);
    }
  }

  /**
   * Adds a step.
   *
   * @param step the step
   */
  public void add(Step step) {
    steps.add(step.deciding(decides.getOrDefault(step.id(), Set.of())));
  }

  /**
   * Adds a step that passed.
   *
   * @param id of the step
   * @param en what was found, in English
   * @param zhCn the same in Chinese
   */
  public void passed(String id, String en, String zhCn) {
    add(Step.passed(id, new Text(en, zhCn)));
  }

  /**
   * Asks something that other steps need; the check goes on whatever comes of it.
   *
   * @param id of the step that a failure becomes
   * @param attempt what is asked
   * @param <T> what comes of it
   * @return what came of it, or empty if the platform failed, which is a step then
   */
  public <T> Optional<T> ask(String id, Attempt<T> attempt) {
    try {
      return Optional.of(attempt.run());
    } catch (ProviderException e) {
      add(onFault.apply(id, e));
      return Optional.empty();
    }
  }

  /**
   * Tries one thing; the check goes on whatever comes of it.
   *
   * @param id of the step
   * @param attempt what is tried
   */
  public void attempt(String id, Attempt<Step> attempt) {
    ask(id, attempt).ifPresent(this::add);
  }

  /**
   * Tries a secret, see {@link SecretTrial#of}.
   *
   * @param id of the step
   * @param trial tries it
   * @param onRefusal what to do about a refusal
   * @param passed what was found where there is none
   * @return what came of it, or empty if the platform did not judge the secret
   */
  public Optional<SecretTrial> secret(
      String id, Attempt<SecretTrial> trial, Function<Answer, Step> onRefusal, Text passed) {
    Optional<SecretTrial> outcome = ask(id, trial);
    outcome.ifPresent(it -> add(it.refusal().map(onRefusal).orElse(Step.passed(id, passed))));
    return outcome;
  }

  /**
   * What was found.
   *
   * @return the report of the steps so far
   */
  public CheckReport report() {
    return CheckReport.of(steps);
  }
}
