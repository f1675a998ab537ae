package dev.muster.core.account;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.SignIns;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Accounts that were made for somebody who had one, and go with the undone link. */
class UndoneAccountsTest extends UndoneLinksFixture {
  private long users() {
    return core.store.count(UserRecord.COLLECTION, TENANT, new Query.All());
  }

  @Test
  void deletesTheAccountThatWasMadeForSomebodyWhoHadOne() {
    long before = users();
    Session created = asked("corp-3/wang", new Reply.Create());
    assertThat(linked(created, "hatch").undo()).contains(Undo.DELETE_ACCOUNT);
    assertProblem(ProblemCode.NOT_FOUND, () -> undo(created, "hatch", Undo.UNLINK));

    undo(created, "hatch", Undo.DELETE_ACCOUNT);

    assertThat(users()).isEqualTo(before);
    assertThat(lives(created)).isFalse();
    AuditEvent event = lastEvent("user.deleted");
    assertThat(event.actor()).isEqualTo("user:" + created.userId());
    assertThat(event.detail()).containsEntry("reason", "link-undone");
    core.taskWork.runDue();
    User wang = user("wang");
    assertThat(asked("corp-3/wang", WANG).userId()).isEqualTo(wang.id());
  }

  @Test
  void countsTheUserWhoIsDeleted() {
    long before = core.userTotals.of(TENANT).active();
    Session created = asked("corp-3/wang", new Reply.Create());
    undo(created, "hatch", Undo.DELETE_ACCOUNT);
    assertThat(core.userTotals.of(TENANT).active()).isEqualTo(before);
  }

  @Test
  void deletesNoAccountThatHasAnythingElse() {
    Session linked = asked("corp-3/zhang", new Reply.Create());
    core.clock.advance(Duration.ofMillis(1));
    links(linked, "gate", "corp-2/zhang");
    assertThat(linked(linked, "hatch").undo()).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> undo(linked, "hatch", Undo.DELETE_ACCOUNT));
    undo(linked, "gate", Undo.UNLINK);
    assertThat(linked(linked, "hatch").undo()).contains(Undo.DELETE_ACCOUNT);

    change(linked, profile -> profile.externalId(Optional.of("4711")));
    assertThat(linked(linked, "hatch").undo()).isEmpty();
    change(linked, profile -> profile.externalId(Optional.empty()));
    assertThat(linked(linked, "hatch").undo()).isPresent();

    change(linked, profile -> profile.displayName(Optional.of("Zhang")));
    assertThat(linked(linked, "hatch").undo()).isEmpty();
    comesIn("hatch", "corp-3/zhang");
    assertThat(linked(linked, "hatch").undo()).as("replaced again").isPresent();

    change(linked, profile -> profile.locale(Optional.of("zh-CN")));
    assertThat(linked(linked, "hatch").undo()).isEmpty();
    change(linked, profile -> profile.locale(Optional.empty()));
    assertThat(linked(linked, "hatch").undo()).isPresent();

    change(linked, profile -> profile.phone(Optional.of("+8613800000001"), false));
    assertThat(linked(linked, "hatch").undo()).isEmpty();

    Session renamed = asked("corp-3/qian", new Reply.Create());
    change(renamed, profile -> profile.username("qian.qian"));
    assertThat(linked(renamed, "hatch").undo()).isEmpty();

    Session withPassword = asked("corp-3/sun", new Reply.Create());
    core.users.change(
        ALICE,
        TENANT,
        withPassword.userId(),
        new Users.Change(profile -> profile, Set.of(), Optional.of(PASSWORD)),
        OptionalLong.empty());
    // which signed them out
    assertThat(linked(comesIn("hatch", "corp-3/sun"), "hatch").undo()).isEmpty();
  }

  @Test
  void deletesNoAccountToWhichSomethingIsLinkedMeanwhile() {
    Session created = asked("corp-3/wang", new Reply.Create());
    String hatch = identity(created, "hatch");
    SignIns.Pending pending = leaves(created, "gate");
    core.store.beforeNextCommit(() -> comesBack(created, pending, "corp-2/wang"));

    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.ownAccount.undo(person(created), hatch, Undo.DELETE_ACCOUNT));

    assertThat(account(created).identities()).hasSize(2);
  }
}
