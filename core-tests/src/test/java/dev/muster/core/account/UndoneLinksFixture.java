package dev.muster.core.account;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;

import dev.muster.api.Interactions.Reply;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.Users;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Links that people make themselves and undo. */
abstract class UndoneLinksFixture extends OwnAccountFixture {
  static final Reply WANG = new Reply.Password("wang", PASSWORD);

  void undo(Session session, String source, Undo undo) {
    core.ownAccount.undo(person(session), identity(session, source), undo);
  }

  void change(Session session, UnaryOperator<User.Profile.Builder> change) {
    core.users.change(
        ALICE,
        TENANT,
        session.userId(),
        Users.Change.of(profile -> change.apply(profile.toBuilder()).build()),
        OptionalLong.empty());
  }
}
