package dev.muster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Those who are asked whether they have an account already. */
class AskedAdmissionTest extends AdmissionFixture {
  private final Association ask = new Association(Mode.ASK, List.of(), Set.of());
  private final User user = user("u", profile("li"), true);

  private Decision answered(IdentitySource source, Choice choice) {
    return new Admission(source, person("li"), true, Set.of())
        .decide(Optional.empty(), List.of(), Optional.of(choice));
  }

  @Test
  void mayHaveAnAccountOfTheirOwnUnlessOnlyLoginIsAllowed() {
    assertThat(answered(source(ask, false), new Choice.Create()))
        .isEqualTo(new Decision.Create(Rule.ASK_CREATE));
    assertThat(answered(source(ask, true), new Choice.Create()))
        .isEqualTo(refuse(Refusal.NO_ACCOUNT, Rule.ASK_LOGIN_ONLY));
  }

  @Test
  void areLinkedToTheAccountThatTheyProved() {
    for (boolean loginOnly : List.of(true, false)) {
      assertThat(answered(source(ask, loginOnly), new Choice.Bind(candidate(user))))
          .isEqualTo(new Decision.Link("u", Rule.ASK_BIND));
    }
  }

  @Test
  void areNotLinkedToWhoeverIsSomebodyElseOfTheSourceOrCompanyAlready() {
    for (Identity identity :
        List.of(
            account("wecom", "wechatwork", "corp-2"), account("mobile", "wechatwork", "corp-1"))) {
      assertThat(answered(source(ask, false), new Choice.Bind(candidate(user, identity))))
          .isEqualTo(refuse(Refusal.ACCOUNT_TAKEN, Rule.ASK_TAKEN));
    }
  }

  @Test
  void areNotLinkedToADisabledAccount() {
    User disabled = user("u", profile("li"), false);

    assertThat(answered(source(ask, false), new Choice.Bind(candidate(disabled))))
        .isEqualTo(refuse(Refusal.USER_DISABLED, Rule.ASK_DISABLED));
  }

  @Test
  void haveChosenNothingWhereNobodyIsAskedAnyMore() {
    Choice choice = new Choice.Bind(candidate(user));

    assertThat(answered(source(Association.OFF, true), choice))
        .isEqualTo(refuse(Refusal.NO_ACCOUNT, Rule.LOGIN_ONLY));
    assertThat(answered(source(match(MatchField.EMAIL), false), choice)).isEqualTo(CREATE);
    assertThat(
            new Admission(source(ask, false), person("li"), true, Set.of())
                .decide(
                    Optional.of(user("other", profile("o"), true)), List.of(), Optional.of(choice)))
        .isEqualTo(new Decision.SignIn("other"));
  }
}
