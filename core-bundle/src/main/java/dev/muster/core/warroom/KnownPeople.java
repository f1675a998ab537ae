package dev.muster.core.warroom;

import dev.muster.api.Platforms;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.core.warroom.MessageRecord.Direct;
import dev.muster.spi.Text;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who people are by what we know ourselves; asks nobody. */
final class KnownPeople {
  private final Accounts accounts;
  private final Platforms platforms;
  private final ChatCalls calls;

  KnownPeople(Accounts accounts, Platforms platforms, ChatCalls calls) {
    this.accounts = accounts;
    this.platforms = platforms;
    this.calls = calls;
  }

  /** Whose address it is by what is settled, if it is one user's. */
  Optional<Stored<UserRecord>> user(String tenant, RefRecord ref, Instant now) {
    return switch (ref.kind()) {
      case USER -> accounts.users().find(tenant, ref.value());
      case EMAIL ->
          only(accounts.byEmail(tenant, ref.value()))
              .filter(it -> accounts.settled(it, now).emailVerified());
      case MOBILE ->
          only(accounts.byPhone(tenant, ref.value()))
              .filter(it -> accounts.settled(it, now).phoneVerified());
      case PERSON, DEPARTMENT -> Optional.empty();
    };
  }

  /** Every address by which platforms are asked for somebody. */
  Set<String> addresses(String tenant, RefRecord ref, Instant now) {
    Set<String> addresses = new LinkedHashSet<>();
    if (ref.kind() == RefRecord.Kind.EMAIL || ref.kind() == RefRecord.Kind.MOBILE) {
      addresses.add(ref.value());
    }
    user(tenant, ref, now)
        .map(it -> it.value().profile())
        .ifPresent(
            it -> {
              it.email().ifPresent(addresses::add);
              it.phone().ifPresent(addresses::add);
            });
    return addresses;
  }

  private static Optional<Stored<UserRecord>> only(List<Stored<UserRecord>> users) {
    return users.size() == 1 ? Optional.of(users.get(0)) : Optional.empty();
  }

  /** Where the app of a platform can write to somebody alone: to a user of ours with an account. */
  Optional<Direct> direct(String tenant, RefRecord ref, List<String> of, Instant now) {
    Optional<Stored<UserRecord>> user = user(tenant, ref, now).filter(it -> it.value().active());
    return of.stream()
        .filter(platform -> ref.isFor(platform) && sendsMessages(platform))
        .flatMap(
            platform -> user.flatMap(it -> identity(tenant, it.key().id(), platform, now)).stream())
        .map(it -> new Direct(it.platform(), it.platformTenant(), it.platformUserId()))
        .findFirst();
  }

  private boolean sendsMessages(String platform) {
    return descriptor(platform).flatMap(PlatformDescriptor::messages).isPresent();
  }

  /** What a user of ours is called whose account at a platform it is. */
  Optional<String> name(String tenant, String platform, String company, String userId) {
    boolean ignoresCase =
        descriptor(platform).map(PlatformDescriptor::userIdIgnoresCase).orElse(false);
    return accounts
        .identities()
        .find(tenant, IdentityRecord.id(platform, company, userId, ignoresCase))
        .flatMap(it -> accounts.users().find(tenant, it.value().userId()))
        .map(it -> it.value().profile())
        .map(it -> it.displayName().orElse(it.username()));
  }

  /** What decides whom a platform's searches find. */
  Optional<Text> searchHint(String platform) {
    return descriptor(platform)
        .flatMap(PlatformDescriptor::directory)
        .flatMap(DirectoryAbility::searchHint);
  }

  private Optional<PlatformDescriptor> descriptor(String platform) {
    return platforms.find(platform).flatMap(Platforms.Platform::descriptor);
  }

  /** A user's account at a platform: its id means somebody else in another company, or app. */
  Optional<IdentityRecord> identity(String tenant, String user, String platform, Instant now) {
    return accounts.identitiesOf(tenant, user).stream()
        .map(Stored::value)
        .filter(it -> it.platform().equals(platform))
        .filter(it -> !it.isAbsent() && !it.isUnsettled(now))
        .filter(it -> isOfSameApp(tenant, platform, it))
        .findFirst();
  }

  private boolean isOfSameApp(String tenant, String platform, IdentityRecord identity) {
    List<String> identifying =
        descriptor(platform).stream()
            .flatMap(it -> it.bindingFields().stream())
            .filter(Field::identifying)
            .map(Field::name)
            .toList();
    Optional<Binding> source = calls.ofSource(tenant, identity.identitySource());
    Optional<Binding> app = calls.found(tenant, platform);
    return !identifying.isEmpty()
        && source.isPresent()
        && app.isPresent()
        && identifying.stream()
            .allMatch(
                name ->
                    source.get().fields().containsKey(name)
                        && source.get().fields().get(name).equals(app.get().fields().get(name)));
  }
}
