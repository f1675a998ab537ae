package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.storage.CommitResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may not sign in any more is in no room either, by whatever they are named. */
class WarRoomDisabledUsersTest extends WarRoomFixture {
  private static final String MAIL = "li@corp.example";

  private void li(boolean active) {
    source("own", "ww1");
    link(user("li", MAIL), "own", "wing-li");
    wing.people.put(MAIL, "wing-li");
    Stored<UserRecord> read = core.accounts.users().find(TENANT, "li").orElseThrow();
    UserRecord it = read.value();
    UserRecord after =
        new UserRecord(
            it.profile(),
            active,
            it.password(),
            it.createdAt(),
            it.lastSignInAt(),
            it.departure(),
            it.origins(),
            it.sessionsValidFrom(),
            it.passwordChange(),
            it.profileChangedAt());
    if (!after.equals(it)) {
      assertThat(
              core.storage.commit(new UnitOfWork().add(core.accounts.users().replace(read, after))))
          .isInstanceOf(CommitResult.Committed.class);
    }
  }

  private static PersonRef named(String by) {
    return by.equals("user") ? new PersonRef.OurUser("li") : new PersonRef.Email(MAIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "email"})
  void areNotInvited(String by) {
    know(1);
    li(false);

    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), named(by)));

    assertThat(wing.only().members).containsExactly("wing-0");
    WarRoom.Result result = rooms.members(TENANT, room.id()).get(1).results().get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.LEFT_COMPANY);
    assertThat(result.detail().orElseThrow().en()).isEqualTo("The account is disabled.");
  }

  @Test
  void areInvitedWhileTheyMaySignIn() {
    know(1);
    li(true);

    open(List.of("wing"), List.of(mails(1).get(0), named("user")));

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-li");
  }
}
