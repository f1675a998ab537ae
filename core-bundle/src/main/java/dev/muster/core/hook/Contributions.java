package dev.muster.core.hook;

import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.Metrics;
import dev.muster.api.User;
import dev.muster.spi.Deadline;
import dev.muster.spi.hook.ClaimsContributor;
import dev.muster.spi.hook.ClaimsContributor.Account;
import dev.muster.spi.hook.ClaimsContributor.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks every contributor; one that fails, or says what cannot be passed on, is left out. */
@Component(service = ContributedClaims.class)
public final class Contributions implements ContributedClaims {
  /** For each contributor. */
  private static final Duration TIME = Duration.ofMillis(300);

  /** For all of them. */
  private static final Duration TIME_FOR_ALL = Duration.ofSeconds(1);

  private final Hooks<ClaimsContributor> hooks;
  private final Duration time;
  private final Duration timeForAll;

  /** Made by Declarative Services. */
  @Activate
  public Contributions(@Reference Metrics metrics) {
    this(metrics, TIME, TIME_FOR_ALL);
  }

  private Contributions(Metrics metrics, Duration time, Duration timeForAll) {
    this.hooks = new Hooks<>("claims", metrics);
    this.time = time;
    this.timeForAll = timeForAll;
  }

  /** The same with another time for each contributor, and as much as they need for all. */
  static Contributions within(Duration time, Metrics metrics) {
    return new Contributions(metrics, time, time.multipliedBy(10));
  }

  @Reference(
      name = "contributor",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(ClaimsContributor contributor, ServiceReference<ClaimsContributor> reference) {
    hooks.add(contributor, reference);
  }

  void unbind(ServiceReference<ClaimsContributor> reference) {
    hooks.remove(reference);
  }

  void add(ClaimsContributor contributor, int ranking) {
    hooks.add(contributor, "test.bundle", ranking, hooks.all().size());
  }

  @Override
  public Map<String, Object> of(String tenant, Grants.Access access) {
    List<Hook<ClaimsContributor>> contributors = hooks.all();
    if (contributors.isEmpty()) {
      return Map.of();
    }
    Subject subject = subject(tenant, access);
    Deadline end = Deadline.in(timeForAll);
    Map<String, Object> claims = new LinkedHashMap<>();
    for (Hook<ClaimsContributor> contributor : contributors) {
      claims(contributor, subject, end).forEach(claims::putIfAbsent);
    }
    return claims;
  }

  private Map<String, Object> claims(
      Hook<ClaimsContributor> contributor, Subject subject, Deadline end) {
    Optional<ClaimValues.Result> read =
        contributor
            // read there too: a map of theirs runs their code
            .call(each -> ClaimValues.read(each.claims(subject)), end.atMost(time));
    if (read.isEmpty()) {
      return Map.of();
    }
    read.get().problem().ifPresent(problem -> contributor.failed("invalid", problem, null));
    return read.get().claims();
  }

  private static Subject subject(String tenant, Grants.Access access) {
    User user = access.user();
    return new Subject(
        tenant,
        access.clientId(),
        access.scope(),
        user.id(),
        user.profile().username(),
        user.profile().externalId(),
        access
            .identity()
            .map(it -> new Account(it.platform(), it.platformTenant(), it.platformUserId())));
  }
}
