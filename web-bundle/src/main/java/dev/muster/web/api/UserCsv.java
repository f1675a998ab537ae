package dev.muster.web.api;

import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.UserImports;
import dev.muster.api.Users;
import dev.muster.spi.Page;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** All users of a tenant as rows, a page of them at a time. Of one thread at a time. */
final class UserCsv implements Iterator<byte[]> {
  private final Users users;
  private final String tenant;
  private boolean begun;
  private Optional<String> after = Optional.empty();

  UserCsv(Users users, String tenant) {
    this.users = users;
    this.tenant = tenant;
  }

  @Override
  public boolean hasNext() {
    return !begun || after.isPresent();
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Csv csv = new Csv();
    if (!begun) {
      csv.row(UserImports.COLUMNS);
      begun = true;
    }
    Page<User> page = users.everybody(tenant, after);
    page.items().forEach(user -> csv.row(cells(user)));
    after = page.next();
    return csv.bytes();
  }

  private static List<String> cells(User user) {
    Profile profile = user.profile();
    return List.of(
        user.id(),
        profile.username(),
        profile.displayName().orElse(""),
        profile.nickname().orElse(""),
        profile.email().orElse(""),
        Boolean.toString(profile.emailVerified()),
        profile.phone().orElse(""),
        Boolean.toString(profile.phoneVerified()),
        profile.externalId().orElse(""),
        profile.locale().orElse(""),
        profile.picture().map(Object::toString).orElse(""),
        user.active() ? "active" : "disabled",
        user.createdAt().toString(),
        user.lastSignInAt().map(Instant::toString).orElse(""));
  }
}
