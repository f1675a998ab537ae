package dev.muster.core.user;

import dev.muster.api.Users.Filter;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lists of users. One index is read, that of the filter which leaves the fewest; what the others
 * leave out is read over. However few are left, a page costs a bounded number of reads: it may then
 * hold fewer than were asked for, and the next one goes on.
 */
final class UserList {
  /** How often a page is filled up after filters left something out. */
  private static final int MAX_ROUNDS = 5;

  private final Accounts accounts;
  private final UserSearch search;
  private final InstantSource clock;

  UserList(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.search = new UserSearch(accounts.users());
    this.clock = clock;
  }

  Page<Stored<UserRecord>> page(String tenant, Filter filter, int limit, Optional<String> after) {
    Optional<String> prefix =
        filter
            .search()
            .map(UserRecord::folded)
            .filter(value -> !value.isEmpty())
            .map(value -> value.replace("\0", ""));
    if (prefix.isPresent()) {
      return search.search(tenant, prefix.get(), user -> fits(tenant, filter, user), limit, after);
    }
    boolean all = accounts.indexesAreMade();
    if (all && filter.source().isPresent()) {
      Query.Condition ofSource = new Query.Equal(IdentityRecord.BY_SOURCE, filter.source().get());
      return read(
          accounts.identities(),
          tenant,
          ofSource,
          identity -> firstOf(tenant, filter, identity),
          new Piece(limit, after));
    }
    return read(
        accounts.users(),
        tenant,
        all ? narrowest(filter) : everybody(),
        user -> Optional.of(user).filter(it -> fits(tenant, filter, it)),
        new Piece(limit, after));
  }

  private static Query.Condition everybody() {
    return new Query.Prefix(UserRecord.BY_USERNAME, "");
  }

  /** Fewer are kept out than have not come in for a while, and of those fewer than come in. */
  private Query.Condition narrowest(Filter filter) {
    if (filter.active().stream().anyMatch(active -> !active)) {
      return new Query.Prefix(UserRecord.DISABLED, "");
    }
    return filter
        .inactiveSince()
        .<Query.Condition>map(
            since -> {
              Instant now = clock.instant();
              Instant last = since.isBefore(now) ? since : now;
              String beyond = UserRecord.day(last.plus(1, ChronoUnit.DAYS));
              return new Query.Range(UserRecord.LAST_SEEN, "", beyond);
            })
        .orElseGet(UserList::everybody);
  }

  private record Piece(int limit, Optional<String> after) {}

  private static <T> Page<Stored<UserRecord>> read(
      Repository<T> documents,
      String tenant,
      Query.Condition condition,
      Function<Stored<T>, Optional<Stored<UserRecord>>> user,
      Piece piece) {
    List<Stored<UserRecord>> found = new ArrayList<>();
    Optional<String> cursor = piece.after;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Page<Stored<T>> page =
          documents.page(tenant, condition, false, piece.limit - found.size(), cursor);
      page.items().stream().map(user).flatMap(Optional::stream).forEach(found::add);
      cursor = page.next();
      if (cursor.isEmpty() || found.size() == piece.limit) {
        break;
      }
    }
    return new Page<>(found, cursor);
  }

  /** The user of an identity; whoever has several of one source is listed at the first. */
  private Optional<Stored<UserRecord>> firstOf(
      String tenant, Filter filter, Stored<IdentityRecord> identity) {
    String user = identity.value().userId();
    boolean first =
        ofSource(tenant, user, identity.value().identitySource()).stream()
            .allMatch(each -> each.key().id().compareTo(identity.key().id()) >= 0);
    Filter rest =
        new Filter(Optional.empty(), filter.active(), Optional.empty(), filter.inactiveSince());
    return first
        ? accounts.users().find(tenant, user).filter(it -> fits(tenant, rest, it))
        : Optional.empty();
  }

  private List<Stored<IdentityRecord>> ofSource(String tenant, String user, String source) {
    return accounts.identitiesOf(tenant, user).stream()
        .filter(each -> each.value().identitySource().equals(source))
        .toList();
  }

  private boolean fits(String tenant, Filter filter, Stored<UserRecord> user) {
    UserRecord it = user.value();
    return filter.active().stream().allMatch(active -> active == it.active())
        && filter.inactiveSince().stream()
            .allMatch(since -> it.lastSignInAt().stream().allMatch(since::isAfter))
        && filter.source().stream()
            .noneMatch(source -> ofSource(tenant, user.key().id(), source).isEmpty());
  }
}
