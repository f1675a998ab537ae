package dev.muster.core.signin;

import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User.Profile;
import dev.muster.core.hook.Policies;
import dev.muster.core.policy.Admission;
import dev.muster.core.policy.Candidate;
import dev.muster.core.policy.Choice;
import dev.muster.core.policy.Decision;
import dev.muster.core.policy.Lookup;
import dev.muster.core.signin.SignInStep.Need;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.SignInPolicy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what a sign-in comes to: reads what is stored of the person, and asks the table, the
 * steps and the policies. Stores nothing.
 */
final class SignInDecisions {
  private final Accounts accounts;
  private final KnownUsers known;
  private final PasswordSource password;
  private final Policies policies;
  private final BindStep binding;
  private final List<SignInStep> steps;
  private final InstantSource clock;

  /** The steps are taken in the order of the list, as far as they are needed. */
  SignInDecisions(
      Accounts accounts,
      KnownUsers known,
      PasswordSource password,
      Policies policies,
      BindStep binding,
      List<SignInStep> steps,
      InstantSource clock) {
    this.accounts = accounts;
    this.known = known;
    this.password = password;
    this.policies = policies;
    this.binding = binding;
    this.steps = List.copyOf(steps);
    this.clock = clock;
  }

  /** The stable name of a reason, where nothing else names what decided. */
  static String rule(Refusal reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Empty when somebody got in the way.
   *
   * @param units to which of the units that the source's rule names the person belongs
   */
  Optional<Conclusion> decide(SignInProgress progress, Set<Unit> units, Deadline deadline) {
    SignInContext context = progress.context();
    String tenant = context.tenant();
    if (PasswordSource.is(context.source().id())) {
      return Optional.of(byPassword(progress, deadline));
    }
    String identityId =
        IdentityRecord.id(
            context.source().platform(),
            progress.person().platformTenant(),
            progress.person().userId(),
            progress.userIdIgnoresCase());
    Optional<Stored<IdentityRecord>> identity = accounts.identities().find(tenant, identityId);
    if (identity.isPresent() && !sameCompany(identity.get().value(), progress)) {
      return Optional.of(
          new Conclusion.Refused(Refusal.FOREIGN_COMPANY, rule(Refusal.FOREIGN_COMPANY)));
    }
    Optional<Stored<UserRecord>> linked =
        identity.flatMap(i -> known.find(tenant, i.value().userId()));
    if (linked.isPresent() && identity.filter(it -> it.value().isAbsent()).isPresent()) {
      return Optional.of(new Conclusion.Refused(Refusal.LEFT_COMPANY, rule(Refusal.LEFT_COMPANY)));
    }
    Admission admission =
        new Admission(context.source(), progress.person(), progress.userIdIgnoresCase(), units);
    Map<String, Stored<UserRecord>> read = new HashMap<>();
    List<Candidate> candidates =
        linked.isPresent() ? List.of() : candidates(tenant, admission.lookups(), read);
    Optional<Choice> choice =
        linked.isPresent() ? Optional.empty() : choice(tenant, progress.proofs(), read);
    Decision decision = admission.decide(linked.map(UserRecord::user), candidates, choice);
    if (decision instanceof Decision.Refuse refuse) {
      return Optional.of(new Conclusion.Refused(refuse.reason(), refuse.rule().id()));
    }
    if (decision instanceof Decision.Ask ask) {
      return Optional.of(
          new Conclusion.Asked(
              Chosen.STEP, binding.need(context, ask), ask.rule().id(), progress.proofs()));
    }
    Optional<Stored<UserRecord>> user =
        decision instanceof Decision.Link link
            ? Optional.ofNullable(read.get(link.userId()))
            : linked;
    if (user.isEmpty() && !(decision instanceof Decision.Create)) {
      return Optional.empty();
    }
    return Optional.of(
        admitted(progress, new Standing(identityId, identity, user, decision), deadline));
  }

  /** Of somebody whose account our own rules let in. */
  private Conclusion admitted(SignInProgress progress, Standing standing, Deadline deadline) {
    Optional<Stored<UserRecord>> user = standing.user();
    String onSince = password.validFrom(progress.context().tenant());
    if (user.filter(it -> UsedPassword.isOutdated(progress.proofs(), it.value(), onSince))
        .isPresent()) {
      return new Conclusion.Outdated();
    }
    return asked(progress, standing)
        .or(() -> objected(progress, user.map(present -> present.key().id()), deadline))
        .orElseGet(() -> new Conclusion.Admitted(standing));
  }

  /** They are who they are here: there is nobody to link, and nobody to create. */
  private Conclusion byPassword(SignInProgress progress, Deadline deadline) {
    Optional<Stored<UserRecord>> user =
        accounts.users().find(progress.context().tenant(), progress.person().userId());
    if (user.isEmpty()) {
      return new Conclusion.Outdated();
    }
    return user.get().value().active()
        ? admitted(progress, Standing.byPassword(user.get()), deadline)
        : new Conclusion.Refused(Refusal.USER_DISABLED, rule(Refusal.USER_DISABLED));
  }

  /**
   * Empty also where the account that was proved has gone meanwhile, or what it was proved by: the
   * person is asked again.
   */
  private Optional<Choice> choice(
      String tenant, Map<String, String> proofs, Map<String, Stored<UserRecord>> read) {
    return Chosen.of(proofs)
        .filter(chosen -> chosen.stands(accounts, tenant))
        .flatMap(
            chosen ->
                chosen.user().isEmpty()
                    ? Optional.of(new Choice.Create())
                    : accounts
                        .users()
                        .find(tenant, chosen.user().get())
                        .map(user -> new Choice.Bind(candidate(tenant, user, read))));
  }

  /** The first step that is needed and was not taken. */
  private Optional<Conclusion> asked(SignInProgress progress, Standing standing) {
    for (SignInStep step : steps) {
      Optional<Need> need =
          progress.proofs().containsKey(step.name())
              ? Optional.empty()
              : step.need(progress, standing);
      if (need.isPresent()) {
        return Optional.of(asked(progress, standing, step, need.get()));
      }
    }
    return Optional.empty();
  }

  private static Conclusion asked(
      SignInProgress progress, Standing standing, SignInStep step, Need need) {
    Optional<Refusal> refusal =
        progress.context().method() == SignInMethod.MOBILE
            ? step.withoutBrowser()
            : Optional.empty();
    return refusal
        .<Conclusion>map(reason -> new Conclusion.Refused(reason, rule(reason)))
        .orElseGet(
            () ->
                new Conclusion.Asked(
                    step.name(), need, need.kind(), step.remembers(progress, standing)));
  }

  /** Why a policy is against it; empty if none is. */
  Optional<Conclusion.Refused> objected(
      SignInProgress progress, Optional<String> user, Deadline deadline) {
    if (policies.isEmpty()) {
      return Optional.empty();
    }
    SignInContext context = progress.context();
    return policies
        .judge(
            new SignInPolicy.Attempt(
                context.tenant(),
                context.source().id(),
                context.source().platform(),
                context.method(),
                context.caller().address(),
                context.userAgent(),
                progress.person(),
                user),
            deadline)
        .map(
            objection ->
                new Conclusion.Refused(
                    Refusal.POLICY, rule(Refusal.POLICY), Optional.of(objection)));
  }

  private List<Candidate> candidates(
      String tenant, List<Lookup> lookups, Map<String, Stored<UserRecord>> read) {
    return lookups.stream()
        .flatMap(lookup -> found(tenant, lookup).stream())
        .distinct()
        .map(user -> candidate(tenant, user, read))
        .toList();
  }

  /**
   * Somebody who may be meant. What is decided rests on the user as they are read here, before
   * their identities: whoever is linked to them meanwhile makes the commit fail.
   */
  private Candidate candidate(
      String tenant, Stored<UserRecord> user, Map<String, Stored<UserRecord>> read) {
    read.put(user.key().id(), user);
    return new Candidate(
        UserRecord.user(user),
        user.value().hasPlatformUsername(),
        accounts.identitiesOf(tenant, user.key().id()).stream()
            .map(IdentityRecord::identity)
            .toList());
  }

  private List<Stored<UserRecord>> found(String tenant, Lookup lookup) {
    return switch (lookup.field()) {
      case EMAIL -> settled(accounts.byEmail(tenant, lookup.value()), Profile::emailVerified);
      case PHONE -> settled(accounts.byPhone(tenant, lookup.value()), Profile::phoneVerified);
      case USERNAME -> accounts.byUsername(tenant, lookup.value()).stream().toList();
      case EXTERNAL_ID -> accounts.byAnyExternalId(tenant, lookup.value());
    };
  }

  /** Nobody is joined to an account by what another link has brought that can still be undone. */
  private List<Stored<UserRecord>> settled(
      List<Stored<UserRecord>> found, Predicate<Profile> verified) {
    return found.stream()
        .filter(user -> verified.test(accounts.settled(user, clock.instant())))
        .toList();
  }

  private static boolean sameCompany(IdentityRecord record, SignInProgress progress) {
    return record.platform().equals(progress.context().source().platform())
        && record.platformTenant().equals(progress.person().platformTenant());
  }
}
