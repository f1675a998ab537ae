package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What administrators say of a person, beside what platforms say. */
final class AdministratorsValuesTest extends VerifiedValuesFixture {
  @Test
  void anAdministratorsValueStays() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    patch(user.id(), p -> mailbox(p, "li@corp.example", true));

    in(DINGTALK, ding("li", MAILBOX, PHONE));
    in(DINGTALK, ding("li", "other@corp.example", PHONE));
    in(DINGTALK, ding("li", "", PHONE));
    users.unlink(ADMIN, Gateway.TENANT, user.id(), Optional.empty());

    assertThat(profile(user.id()).email()).contains("li@corp.example");
    assertThat(profile(user.id()).emailVerified()).isTrue();
    assertThat(profile(user.id()).phoneVerified()).isFalse();
  }

  @Test
  void anAdministratorsUnverifiedValueStaysAndIsVerifiedOnlyWhileItIsTheSame() {
    User user = in(DINGTALK, ding("li", "", "")).user();
    patch(user.id(), p -> mailbox(p, MAILBOX, false));

    assertThat(in(DINGTALK, ding("li", "M@corp.example", "")).user().profile())
        .satisfies(it -> assertThat(it.emailVerified()).isTrue())
        .satisfies(it -> assertThat(it.email()).contains(MAILBOX));
    assertThat(in(DINGTALK, ding("li", "n@corp.example", "")).user().profile())
        .satisfies(it -> assertThat(it.emailVerified()).isFalse())
        .satisfies(it -> assertThat(it.email()).contains(MAILBOX));
  }

  @Test
  void whatAnAdministratorConfirmsIsTheirsAlsoWhereAPlatformVerifiedItAlready() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    users.change(
        ADMIN,
        Gateway.TENANT,
        user.id(),
        new Users.Change(p -> p, Set.of(Users.Address.EMAIL), Optional.empty()),
        OptionalLong.empty());

    Profile now = in(DINGTALK, ding("li", "n@corp.example", "")).user().profile();

    assertThat(now.email()).contains(MAILBOX);
    assertThat(now.emailVerified()).isTrue();
    assertThat(now.phoneVerified()).isFalse();
  }

  @Test
  void aChangeOfAnotherFieldDoesNotMakeAValueAnAdministrators() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    patch(user.id(), p -> p.toBuilder().username("li2").displayName(Optional.of("Li")).build());

    assertThat(in(DINGTALK, ding("li", "", "")).user().profile().emailVerified()).isFalse();
  }

  @Test
  void aFlagThatAnAdministratorTakesAwayIsNotBroughtBackByWhoeverStoodForTheValue() {
    User user = in(DINGTALK, ding("both", MAILBOX, PHONE)).user();
    in(LARK, lark("b", MAILBOX, PHONE));
    patch(user.id(), p -> mailbox(p, MAILBOX, false));

    in(LARK, lark("b", "", PHONE));

    assertThat(profile(user.id()).emailVerified()).isFalse();
  }
}
