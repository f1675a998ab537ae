package dev.muster.core.testing;

import dev.muster.api.User.Profile;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.UserRecord;
import java.util.List;

/** Users with IDs that a test knows. */
public final class TestUsers {
  private TestUsers() {}

  /** Makes some who are called as their IDs are. */
  public static void add(TestCore core, String tenant, List<String> ids) {
    for (String id : ids) {
      UserRecord user = UserRecord.of(Profile.of(id), core.clock.instant());
      core.storage.commit(new UnitOfWork().add(core.accounts.users().create(tenant, id, user)));
    }
  }

  /** Takes one away. */
  public static void delete(TestCore core, String tenant, String id) {
    core.storage.commit(new UnitOfWork().add(core.accounts.users().delete(tenant, id)));
  }
}
