package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.core.check.Texts;
import dev.muster.core.settings.Settings;
import dev.muster.launch.Readiness;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.hook.SignInPolicy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every policy; one refusal is enough, and a policy that does not answer is one. */
@Component(service = {Policies.class, Readiness.class})
public final class Policies implements Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
  private static final int MAX_SENTENCE = 300;

  static final Text UNJUDGED =
      new Text(
          "A check that your company requires could not be made. Please try again in a moment.",
          "企业要求的登录检查未能完成，请稍后重试。");

  private final Set<String> required;
  private final Hooks<SignInPolicy> hooks;

  /** Made by Declarative Services. */
  @Activate
  public Policies(@Reference Settings settings, @Reference Metrics metrics) {
    this(settings.requiredPolicies(), metrics);
  }

  private Policies(List<String> required, Metrics metrics) {
    this.required = Set.copyOf(required);
    this.hooks = new Hooks<>("policy", metrics);
  }

  /**
   * Asks the policies that are there. No constructor: Declarative Services would try it too, and
   * log that as an error.
   *
   * @param required symbolic names of bundles without whose policy nobody signs in
   * @param metrics where calls are counted
   */
  public static Policies requiring(List<String> required, Metrics metrics) {
    return new Policies(required, metrics);
  }

  @Reference(
      name = "policy",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(SignInPolicy policy, ServiceReference<SignInPolicy> reference) {
    hooks.add(policy, reference);
  }

  void unbind(ServiceReference<SignInPolicy> reference) {
    hooks.remove(reference);
  }

  /** Adds one without a framework. */
  public void add(SignInPolicy policy, String bundle) {
    hooks.add(policy, bundle, 0, hooks.all().size());
  }

  /** Whether there is anything to ask. */
  public boolean isEmpty() {
    return required.isEmpty() && hooks.all().isEmpty();
  }

  /**
   * That somebody may not sign in.
   *
   * @param sentence why, for them to read
   * @param bundle the symbolic name of the bundle whose policy refused or did not answer; where one
   *     that is required is missing, of that one
   */
  public record Objection(Text sentence, String bundle) {}

  /** Whether a policy is against it that somebody signs in; empty if none is. */
  public Optional<Objection> judge(SignInPolicy.Attempt attempt, Deadline deadline) {
    List<Hook<SignInPolicy>> policies = hooks.all();
    Set<String> missing = missing(policies);
    if (!missing.isEmpty()) {
      LOG.error(
          "Nobody can sign in: signin.policies.required names {}, which is not available", missing);
      return Optional.of(new Objection(UNJUDGED, String.join(",", missing)));
    }
    for (Hook<SignInPolicy> policy : policies) {
      Optional<Verdict> verdict = policy.call(each -> each.judge(attempt), deadline);
      if (verdict.isEmpty()) {
        return Optional.of(new Objection(UNJUDGED, policy.origin().bundle()));
      }
      if (verdict.get() instanceof Verdict.Refuse refuse) {
        Text said = refuse.sentence();
        return Optional.of(
            new Objection(
                new Text(shortened(said.en()), shortened(said.zhCn())), policy.origin().bundle()));
      }
    }
    return Optional.empty();
  }

  private Set<String> missing(List<Hook<SignInPolicy>> policies) {
    Set<String> missing = new TreeSet<>(required);
    policies.forEach(policy -> missing.remove(policy.origin().bundle()));
    return missing;
  }

  @Override
  public Map<String, String> checks() {
    Set<String> missing = missing(hooks.all());
    return Map.of(
        "policies",
        missing.isEmpty()
            ? ""
            : "Nobody can sign in: signin.policies.required names "
                + String.join(", ", missing)
                + ", which offers no SignInPolicy at the moment. Look at the plugin, or take it out"
                + " of the setting.");
  }

  /** Such a plugin may still have to be dropped in. */
  @Override
  public Set<String> mayFollow() {
    return Set.of("policies");
  }

  private static String shortened(String sentence) {
    return Texts.cut(sentence, MAX_SENTENCE);
  }
}
