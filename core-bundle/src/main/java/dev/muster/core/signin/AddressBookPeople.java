package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.policy.Decision;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PlatformProfile;
import dev.muster.core.user.ProfileRules;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.hook.UserEvent.IdentityLinked;
import dev.muster.spi.hook.UserEvent.PlatformAccount;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility.ContactField;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * People of an address book, held to the rules by which people sign in: what of them counts, and
 * whether they would come in, and as whom.
 */
@Component(service = AddressBookPeople.class)
public final class AddressBookPeople {
  /** Why somebody was created whom no administrator had in mind. */
  private static final String REASON = "address-book";

  private final SignInDispatcher dispatcher;
  private final Accounts accounts;

  /** Made by Declarative Services. */
  @Activate
  public AddressBookPeople(@Reference SignInDispatcher dispatcher, @Reference Accounts accounts) {
    this.dispatcher = dispatcher;
    this.accounts = accounts;
  }

  /**
   * A person as a sign-in would know them, or empty if the platform gives no id that can be stored.
   * An address counts as verified where the platform answers for it by each of its ways in. What an
   * address book leaves out says nothing: often the app may not read it.
   */
  public static Optional<ExternalIdentity> person(
      String company, Person listed, PlatformDescriptor descriptor) {
    if (!ProfileRules.isPlatformId(listed.userId()) || !ProfileRules.isPlatformId(company)) {
      return Optional.empty();
    }
    ExternalIdentity raw =
        ExternalIdentity.of(company, listed.userId())
            .withName(listed.name())
            .withPicture(listed.picture())
            .withWorkEmail(contact(listed.workEmail()))
            .withPhone(contact(listed.mobile()))
            .withDepartments(listed.departments())
            .asPartial();
    return Persons.checked(raw, vouchedFor(descriptor));
  }

  private static Optional<ContactPoint> contact(Optional<String> value) {
    return value.filter(text -> !text.isBlank()).map(text -> ContactPoint.of(text, true));
  }

  private static Set<ContactField> vouchedFor(PlatformDescriptor descriptor) {
    Set<ContactField> always = EnumSet.noneOf(ContactField.class);
    descriptor
        .signIn()
        .map(ability -> ability.vouchedFor().values())
        .filter(ways -> !ways.isEmpty())
        .ifPresent(
            ways -> {
              always.addAll(EnumSet.allOf(ContactField.class));
              ways.forEach(always::retainAll);
            });
    return always;
  }

  /** What a sign-in makes of a user by what a platform says of them. */
  public static PlatformProfile profile(ExternalIdentity person, String identity) {
    return Profiles.of(person, identity);
  }

  /**
   * What would become of somebody who never signed in.
   *
   * @param rule the stable name of what decided it
   * @param admitted whether they would come in
   * @param user as whom, where they are somebody yet
   */
  public record Verdict(String rule, boolean admitted, Optional<Stored<UserRecord>> user) {}

  /**
   * Decides as for a sign-in, without asking anybody. Where accounts are matched by an address that
   * the address book does not tell or not vouch for, nobody gets an account: a sign-in, which knows
   * more, may find that they have one.
   */
  public Verdict judge(
      String tenant, IdentitySource source, ExternalIdentity person, boolean userIdIgnoresCase) {
    SignInContext context =
        new SignInContext(
            Caller.SYSTEM,
            tenant,
            source,
            source.settings().methods().stream().sorted().findFirst().orElseThrow(),
            Optional.empty(),
            "",
            List.of(),
            Optional.empty(),
            Optional.empty());
    Conclusion conclusion =
        dispatcher.judge(new SignInProgress(context, whole(person), userIdIgnoresCase, Map.of()));
    if (conclusion instanceof Conclusion.Refused refused) {
      return new Verdict(refused.rule(), false, Optional.empty());
    }
    if (conclusion instanceof Conclusion.Asked asked) {
      return new Verdict(asked.rule(), false, Optional.empty());
    }
    if (!(conclusion instanceof Conclusion.Admitted admitted)) {
      // where they belong cannot be told, and nobody comes in by not being known
      return new Verdict("admission-unknown", false, Optional.empty());
    }
    Standing standing = admitted.standing();
    return standing.decision() instanceof Decision.Create && isUncertain(source, person)
        ? new Verdict("match-uncertain", false, Optional.empty())
        : new Verdict(standing.decision().rule().id(), true, standing.user());
  }

  /** Of the departments that a list names none is left out: nobody has to ask for them again. */
  private static ExternalIdentity whole(ExternalIdentity person) {
    return ExternalIdentity.of(person.platformTenant(), person.userId())
        .withName(person.name())
        .withNickname(person.nickname())
        .withPicture(person.picture())
        .withWorkEmail(person.workEmail())
        .withPhone(person.phone())
        .withDepartments(person.departments());
  }

  private static boolean isUncertain(IdentitySource source, ExternalIdentity person) {
    Association association = source.settings().association();
    return association.mode() == Mode.MATCH
        && association.matchBy().stream()
            .anyMatch(
                field ->
                    switch (field) {
                      case EMAIL -> isUnknown(association, field, person.workEmail());
                      case PHONE -> isUnknown(association, field, person.phone());
                      case USERNAME, EXTERNAL_ID -> false;
                    });
  }

  private static boolean isUnknown(
      Association association, MatchField field, Optional<ContactPoint> told) {
    return told.filter(it -> it.verified() || association.trust().contains(field)).isEmpty();
  }

  /** Those who are let in by one commit. */
  public Admissions admissions(ChangeSet work, String tenant, IdentitySource source, Instant now) {
    return new Admissions(work, tenant, source, now);
  }

  /** Makes people users who have not signed in yet, or links them to whom they are. */
  public final class Admissions {
    private final ChangeSet work;
    private final String tenant;
    private final IdentitySource source;
    private final Instant now;

    /** User names and verified addresses, folded: no index tells of what is not stored yet. */
    private final Set<String> namesTaken = new HashSet<>();

    private final Set<String> addresses = new HashSet<>();

    private Admissions(ChangeSet work, String tenant, IdentitySource source, Instant now) {
      this.work = work;
      this.tenant = tenant;
      this.source = source;
      this.now = now;
    }

    /** When. */
    public Instant now() {
      return now;
    }

    /**
     * Whether accounts are matched by an address that somebody else has who was added before: then
     * {@link #judge} did not know of them.
     */
    public boolean isPerhapsKnown(ExternalIdentity person) {
      return source.settings().association().mode() == Mode.MATCH
          && matched(person).stream().anyMatch(addresses::contains);
    }

    private Set<String> matched(ExternalIdentity person) {
      Set<String> matched = new HashSet<>();
      for (MatchField field : source.settings().association().matchBy()) {
        Optional<ContactPoint> address =
            switch (field) {
              case EMAIL -> person.workEmail();
              case PHONE -> person.phone();
              case USERNAME, EXTERNAL_ID -> Optional.empty();
            };
        address.ifPresent(it -> matched.add(UserRecord.folded(it.value())));
      }
      return matched;
    }

    /**
     * Adds somebody.
     *
     * @param person who they are at the platform
     * @param identity the id of their identity, which is not stored yet
     * @param verdict what {@link #judge} says, as things are stored now: they are admitted
     */
    public void add(ExternalIdentity person, String identity, Verdict verdict) {
      PlatformProfile profile = Profiles.of(person, identity);
      String user = verdict.user().map(it -> it.key().id()).orElseGet(accounts::newId);
      addresses.addAll(matched(person));
      work.add(accounts.identities().create(tenant, identity, record(person, user)));
      verdict
          .user()
          .ifPresentOrElse(
              present -> {
                UserRecord after = present.value().withReported(profile, now);
                work.add(accounts.users().replace(present, after));
                PlatformAccount account =
                    new PlatformAccount(
                        source.platform(), person.platformTenant(), person.userId());
                work.emit(new IdentityLinked(user, account, Chosen.proof(Map.of())));
              },
              () -> {
                work.add(
                    accounts
                        .users()
                        .create(tenant, user, UserRecord.of(username(person), profile, now)));
                accounts.count(work, tenant, Optional.empty(), Optional.of(true));
                work.emit(new UserChanged(user, UserChange.CREATED, Optional.of(REASON)));
              });
      Stream.of(profile.email(), profile.phone())
          .flatMap(Optional::stream)
          .filter(ContactPoint::verified)
          .forEach(it -> namesTaken.add(ProfileRules.comparable(it.value())));
    }

    private IdentityRecord record(ExternalIdentity person, String user) {
      return new IdentityRecord(
          user,
          source.id(),
          source.platform(),
          person.platformTenant(),
          person.userId(),
          person.departments(),
          now,
          now);
    }

    private String username(ExternalIdentity person) {
      String name =
          Profiles.freeUsername(
                  person,
                  each ->
                      !namesTaken.contains(ProfileRules.comparable(each))
                          && accounts.isFree(tenant, each))
              .orElseGet(accounts::newId);
      namesTaken.add(ProfileRules.comparable(name));
      return name;
    }
  }
}
