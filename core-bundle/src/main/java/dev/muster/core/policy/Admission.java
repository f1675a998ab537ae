package dev.muster.core.policy;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.check.Texts;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides who may sign in. Fails closed: what is not plainly allowed is refused, and a field that
 * is not verified on both sides is as if absent.
 */
public final class Admission {
  private final IdentitySource source;
  private final ExternalIdentity person;
  private final boolean userIdIgnoresCase;
  private final Set<Unit> units;

  /**
   * A person at a source.
   *
   * @param source the source as it is set at this moment
   * @param person who they are at the platform
   * @param userIdIgnoresCase see {@link
   *     dev.muster.spi.platform.PlatformDescriptor#userIdIgnoresCase}
   * @param units to which of the units that the source's rule names they belong
   */
  public Admission(
      IdentitySource source, ExternalIdentity person, boolean userIdIgnoresCase, Set<Unit> units) {
    this.source = source;
    this.person = person;
    this.userIdIgnoresCase = userIdIgnoresCase;
    this.units = Set.copyOf(units);
  }

  /**
   * Whether a rule lets somebody in, whoever they are here.
   *
   * @param rule whom a source lets in
   * @param units to which of the units that it names they belong
   * @return by which row they do not come in, or empty if they may
   */
  public static Optional<Rule> bars(AdmissionRule rule, Set<Unit> units) {
    if (rule.deny().stream().anyMatch(units::contains)) {
      return Optional.of(Rule.ADMISSION_DENIED);
    }
    return rule.allow().isEmpty() || rule.allow().stream().anyMatch(units::contains)
        ? Optional.empty()
        : Optional.of(Rule.ADMISSION_NOT_ALLOWED);
  }

  /**
   * What to look for before {@link #decide} when the account is not linked.
   *
   * @return nothing where no account is looked for, or where nothing is verified
   */
  public List<Lookup> lookups() {
    Association association = source.settings().association();
    if (association.mode() != Mode.MATCH) {
      return List.of();
    }
    return association.matchBy().stream()
        .flatMap(field -> theirs(field).map(value -> new Lookup(field, value)))
        .distinct()
        .toList();
  }

  /**
   * Decides.
   *
   * @param linked the user to whom this very account is linked
   * @param candidates at least every user that a {@link #lookups} finds; others do no harm
   * @param choice what the person has chosen, where they were asked; without effect where nobody is
   *     asked any more
   * @return what becomes of the person
   */
  public Decision decide(
      Optional<User> linked, List<Candidate> candidates, Optional<Choice> choice) {
    if (!source.settings().enabled()) {
      return new Decision.Refuse(Refusal.SOURCE_DISABLED, Rule.SOURCE_DISABLED);
    }
    Optional<Rule> bar = bars(source.settings().admission(), units);
    if (bar.isPresent()) {
      return new Decision.Refuse(Refusal.NOT_ADMITTED, bar.get());
    }
    if (linked.isPresent()) {
      return linked.get().active()
          ? new Decision.SignIn(linked.get().id())
          : new Decision.Refuse(Refusal.USER_DISABLED, Rule.USER_DISABLED);
    }
    return switch (source.settings().association().mode()) {
      case OFF -> newcomer(Rule.ASSOCIATION_OFF, Rule.LOGIN_ONLY);
      case MATCH -> match(candidates);
      case ASK ->
          choice
              .map(this::chosen)
              .orElseGet(() -> new Decision.Ask(!source.settings().loginOnly()));
    };
  }

  private Decision chosen(Choice choice) {
    return choice instanceof Choice.Bind bind
        ? link(bind.account(), Rule.ASK_BIND, Rule.ASK_TAKEN, Rule.ASK_DISABLED)
        : newcomer(Rule.ASK_CREATE, Rule.ASK_LOGIN_ONLY);
  }

  private Decision newcomer(Rule open, Rule loginOnly) {
    return source.settings().loginOnly()
        ? new Decision.Refuse(Refusal.NO_ACCOUNT, loginOnly)
        : new Decision.Create(open);
  }

  private Decision match(List<Candidate> candidates) {
    List<Candidate> matching = candidates.stream().filter(this::matches).toList();
    long users = matching.stream().map(candidate -> candidate.user().id()).distinct().count();
    if (users == 0) {
      return newcomer(Rule.MATCH_NONE, Rule.MATCH_NONE_LOGIN_ONLY);
    }
    if (users > 1) {
      return new Decision.Refuse(Refusal.AMBIGUOUS_ACCOUNT, Rule.MATCH_SEVERAL);
    }
    return link(matching.get(0), Rule.MATCH_ONE, Rule.MATCH_TAKEN, Rule.MATCH_DISABLED);
  }

  private Decision link(Candidate candidate, Rule linked, Rule taken, Rule disabled) {
    if (!candidate.user().active()) {
      return new Decision.Refuse(Refusal.USER_DISABLED, disabled);
    }
    return isTaken(source, person, candidate.identities())
        ? new Decision.Refuse(Refusal.ACCOUNT_TAKEN, taken)
        : new Decision.Link(candidate.user().id(), linked);
  }

  /** Whether whoever has these identities is somebody else of this source or company already. */
  public static boolean isTaken(
      IdentitySource source, ExternalIdentity person, List<Identity> identities) {
    return identities.stream()
        .anyMatch(
            identity ->
                identity.identitySource().equals(source.id())
                    || (identity.platform().equals(source.platform())
                        && identity.platformTenant().equals(person.platformTenant())));
  }

  private boolean matches(Candidate candidate) {
    return source.settings().association().matchBy().stream()
        .anyMatch(
            field ->
                ours(field, candidate)
                    .filter(value -> theirs(field).anyMatch(their -> same(field, value, their)))
                    .isPresent());
  }

  /**
   * Our side of a comparison, as far as it is verified. A user name that was made of an id at one
   * company says nothing of who has the same id at another.
   */
  private static Optional<String> ours(MatchField field, Candidate candidate) {
    User.Profile profile = candidate.user().profile();
    return switch (field) {
      case EMAIL -> profile.email().filter(value -> profile.emailVerified());
      case PHONE -> profile.phone().filter(value -> profile.phoneVerified());
      case USERNAME -> Optional.of(profile.username()).filter(it -> !candidate.platformUsername());
      case EXTERNAL_ID -> profile.externalId();
    };
  }

  /** The platform's side of a comparison, as far as it is verified. */
  private Stream<String> theirs(MatchField field) {
    return switch (field) {
      case EMAIL -> usable(field, person.workEmail(), person.personalEmail());
      case PHONE -> usable(field, person.phone(), Optional.empty());
      case USERNAME, EXTERNAL_ID -> Stream.of(person.userId());
    };
  }

  private Stream<String> usable(
      MatchField field, Optional<ContactPoint> first, Optional<ContactPoint> second) {
    boolean trusted = source.settings().association().trust().contains(field);
    return Stream.of(first, second)
        .flatMap(Optional::stream)
        .filter(contact -> contact.verified() || trusted)
        .map(ContactPoint::value);
  }

  private boolean same(MatchField field, String ours, String theirs) {
    return switch (field) {
      case EMAIL -> Texts.folded(ours).equals(Texts.folded(theirs));
      case PHONE -> Objects.equals(ours, theirs);
      case USERNAME, EXTERNAL_ID ->
          userIdIgnoresCase ? Texts.folded(ours).equals(Texts.folded(theirs)) : ours.equals(theirs);
    };
  }
}
