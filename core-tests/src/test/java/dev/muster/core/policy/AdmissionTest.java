package dev.muster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.spi.ExternalIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionTest extends AdmissionFixture {
  /** The table of the contract, row by row and column by column. */
  @ParameterizedTest
  @CsvSource({
    // mode, login only, users that match, linked elsewhere in the company: what becomes of it, by
    // which row
    "OFF,   false, 0, false, CREATE, ASSOCIATION_OFF",
    "OFF,   false, 1, false, CREATE, ASSOCIATION_OFF",
    "OFF,   false, 2, false, CREATE, ASSOCIATION_OFF",
    "OFF,   true,  0, false, NO_ACCOUNT, LOGIN_ONLY",
    "OFF,   true,  1, false, NO_ACCOUNT, LOGIN_ONLY",
    "OFF,   true,  2, false, NO_ACCOUNT, LOGIN_ONLY",
    "MATCH, false, 0, false, CREATE, MATCH_NONE",
    "MATCH, false, 1, false, LINK, MATCH_ONE",
    "MATCH, false, 1, true,  ACCOUNT_TAKEN, MATCH_TAKEN",
    "MATCH, false, 2, false, AMBIGUOUS_ACCOUNT, MATCH_SEVERAL",
    "MATCH, true,  0, false, NO_ACCOUNT, MATCH_NONE_LOGIN_ONLY",
    "MATCH, true,  1, false, LINK, MATCH_ONE",
    "MATCH, true,  1, true,  ACCOUNT_TAKEN, MATCH_TAKEN",
    "MATCH, true,  2, false, AMBIGUOUS_ACCOUNT, MATCH_SEVERAL",
    "ASK,   false, 0, false, ASK, ASK",
    "ASK,   false, 1, false, ASK, ASK",
    "ASK,   false, 2, false, ASK, ASK",
    "ASK,   true,  0, false, ASK, ASK_LOGIN_ONLY",
    "ASK,   true,  1, false, ASK, ASK_LOGIN_ONLY",
    "ASK,   true,  2, false, ASK, ASK_LOGIN_ONLY",
  })
  void decidesAFirstSignInByTheTable(
      Mode mode, boolean loginOnly, int matching, boolean taken, String expected, Rule rule) {
    Association association = new Association(mode, List.of(MatchField.EMAIL), Set.of());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < matching; i++) {
      User user = user("u" + i, contact("li@corp.example", true, "+86138", true), true);
      candidates.add(
          taken ? candidate(user, account("wecom", "wechatwork", "corp-1")) : candidate(user));
    }

    Decision decision =
        decide(
            source(association, loginOnly),
            person("li", value("li@corp.example", true), Optional.empty(), Optional.empty()),
            candidates.toArray(Candidate[]::new));

    assertThat(decision)
        .isEqualTo(
            switch (expected) {
              case "CREATE" -> new Decision.Create(rule);
              case "ASK" -> new Decision.Ask(!loginOnly);
              case "LINK" -> new Decision.Link("u0", rule);
              default -> refuse(Refusal.valueOf(expected), rule);
            });
    assertThat(decision.rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void signsInWhoeverIsLinkedWhateverTheAssociation(Mode mode) {
    Association association = new Association(mode, List.of(MatchField.USERNAME), Set.of());
    Admission admission = new Admission(source(association, true), person("li"), true, Set.of());

    assertThat(
            admission.decide(
                Optional.of(user("u", profile("li"), true)), List.of(), Optional.empty()))
        .isEqualTo(new Decision.SignIn("u"));
    assertThat(
            admission.decide(
                Optional.of(user("u", profile("li"), false)), List.of(), Optional.empty()))
        .isEqualTo(refuse(Refusal.USER_DISABLED, Rule.USER_DISABLED));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void letsNobodyInAtADisabledSource(Mode mode) {
    Association association = new Association(mode, List.of(MatchField.USERNAME), Set.of());
    Admission admission =
        new Admission(source(association, false, false), person("li"), true, Set.of());

    assertThat(
            admission.decide(
                Optional.of(user("u", profile("li"), true)), List.of(), Optional.empty()))
        .isEqualTo(refuse(Refusal.SOURCE_DISABLED, Rule.SOURCE_DISABLED));
    assertThat(admission.decide(Optional.empty(), List.of(), Optional.empty()))
        .isEqualTo(refuse(Refusal.SOURCE_DISABLED, Rule.SOURCE_DISABLED));
  }

  @Nested
  class Fields {
    /** Both sides must be verified; an administrator's trust stands in for the platform only. */
    @ParameterizedTest
    @CsvSource({
      // ours, theirs, trusted: whether they join
      "true,  true,  false, true",
      "true,  false, false, false",
      "false, true,  false, false",
      "false, false, false, false",
      "true,  false, true,  true",
      "false, true,  true,  false",
      "false, false, true,  false",
    })
    void joinAccountsOnlyWhereBothSidesAreVerified(
        boolean ours, boolean theirs, boolean trusted, boolean joined) {
      User user = user("u", contact("li@corp.example", ours, "+8613800000000", ours), true);
      Decision expected = joined ? new Decision.Link("u", Rule.MATCH_ONE) : CREATE;
      for (MatchField field : List.of(MatchField.EMAIL, MatchField.PHONE)) {
        IdentitySource source =
            source(
                new Association(Mode.MATCH, List.of(field), trusted ? Set.of(field) : Set.of()),
                false);
        for (ExternalIdentity person :
            List.of(
                person(
                    "li",
                    value("LI@corp.example", theirs),
                    Optional.empty(),
                    value("+8613800000000", theirs)),
                person(
                    "li",
                    Optional.empty(),
                    value("li@corp.example", theirs),
                    value("+8613800000000", theirs)))) {
          assertThat(decide(source, person, candidate(user))).isEqualTo(expected);
          assertThat(new Admission(source, person, true, Set.of()).lookups())
              .hasSize(theirs || trusted ? 1 : 0);
        }
      }
    }

    @Test
    void areComparedOnlyWhereTheSourceSaysSo() {
      User user = user("u", contact("li@corp.example", true, "+86138", true), true);
      ExternalIdentity person =
          person("somebody", value("li@corp.example", true), Optional.empty(), Optional.empty());

      assertThat(decide(source(match(MatchField.PHONE), false), person, candidate(user)))
          .isEqualTo(CREATE);
      assertThat(decide(source(match(MatchField.EXTERNAL_ID), false), person, candidate(user)))
          .isEqualTo(CREATE);
    }

    @Test
    void ofTrustDoNotReachOtherFields() {
      IdentitySource source =
          source(
              new Association(
                  Mode.MATCH,
                  List.of(MatchField.EMAIL, MatchField.PHONE),
                  Set.of(MatchField.EMAIL)),
              false);
      User user = user("u", contact("other@corp.example", true, "+8613800000000", true), true);

      assertThat(
              decide(
                  source,
                  person("li", Optional.empty(), Optional.empty(), value("+8613800000000", false)),
                  candidate(user)))
          .isEqualTo(CREATE);
    }

    @ParameterizedTest
    @CsvSource({
      "ZhangSan, zhangsan, true, true",
      "ZhangSan, zhangsan, false, false",
      "ZhangSan, ZhangSan, false, true",
      "zhang, zhangsan, true, false"
    })
    void compareTheUserIdWithoutCaseWhereThePlatformIgnoresIt(
        String theirs, String ours, boolean ignoresCase, boolean joined) {
      for (MatchField field : List.of(MatchField.USERNAME, MatchField.EXTERNAL_ID)) {
        User user = user("u", field == MatchField.USERNAME ? profile(ours) : external(ours), true);
        Decision decision =
            new Admission(source(match(field), false), person(theirs), ignoresCase, Set.of())
                .decide(Optional.empty(), List.of(candidate(user)), Optional.empty());
        assertThat(decision).isEqualTo(joined ? new Decision.Link("u", Rule.MATCH_ONE) : CREATE);
      }
    }

    @Test
    void joinNobodyByAUserNameThatWasMadeOfAPlatformsId() {
      User user = user("u", profile("li"), true);
      Candidate made = new Candidate(user, true, List.of(account("ding", "dingtalk", "ding-corp")));

      assertThat(decide(source(match(MatchField.USERNAME), false), person("li"), made))
          .isEqualTo(CREATE);
      assertThat(decide(source(match(MatchField.USERNAME), true), person("li"), made))
          .isEqualTo(refuse(Refusal.NO_ACCOUNT, Rule.MATCH_NONE_LOGIN_ONLY));
    }

    @Test
    void thatPointAtDifferentUsersAreAmbiguous() {
      User byEmail = user("a", contact("li@corp.example", true, "+1", true), true);
      User byName = user("b", profile("li"), true);
      ExternalIdentity person =
          person("li", value("li@corp.example", true), Optional.empty(), Optional.empty());
      IdentitySource source = source(match(MatchField.EMAIL, MatchField.USERNAME), false);

      assertThat(decide(source, person, candidate(byEmail), candidate(byName)))
          .isEqualTo(refuse(Refusal.AMBIGUOUS_ACCOUNT, Rule.MATCH_SEVERAL));
      assertThat(decide(source, person, candidate(byEmail), candidate(byEmail)))
          .isEqualTo(new Decision.Link("a", Rule.MATCH_ONE));
    }
  }

  @Nested
  class Matches {
    private final ExternalIdentity person = person("li");
    private final IdentitySource source = source(match(MatchField.USERNAME), false);
    private final User user = user("u", profile("li"), true);

    @Test
    void whoAreDisabledAreRefusedRatherThanReplaced() {
      assertThat(decide(source, person, candidate(user("u", profile("li"), false))))
          .isEqualTo(refuse(Refusal.USER_DISABLED, Rule.MATCH_DISABLED));
    }

    @Test
    void whoAreLinkedToAnotherCompanyOrPlatformAreFree() {
      assertThat(
              decide(
                  source,
                  person,
                  candidate(
                      user,
                      account("old", "wechatwork", "corp-2"),
                      account("ding", "dingtalk", "corp-1"))))
          .isEqualTo(new Decision.Link("u", Rule.MATCH_ONE));
    }

    @Test
    void whoAreLinkedInTheSameCompanyByAnotherSourceAreTaken() {
      assertThat(decide(source, person, candidate(user, account("mobile", "wechatwork", "corp-1"))))
          .isEqualTo(refuse(Refusal.ACCOUNT_TAKEN, Rule.MATCH_TAKEN));
    }

    @Test
    void whoAreLinkedByThisSourceToAnotherCompanyAreTaken() {
      assertThat(decide(source, person, candidate(user, account("wecom", "wechatwork", "corp-2"))))
          .isEqualTo(refuse(Refusal.ACCOUNT_TAKEN, Rule.MATCH_TAKEN));
    }
  }

  private static Optional<Choice> choice(Random random, List<Candidate> candidates) {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.of(new Choice.Create());
      case 1 -> candidates.stream().findFirst().map(Choice.Bind::new);
      default -> Optional.empty();
    };
  }

  @Test
  void neverCreatesAnybodyWhereOnlyLoginIsAllowed() {
    Random random = new Random(20260301);
    MatchField[] fields = MatchField.values();
    for (int i = 0; i < 20_000; i++) {
      List<MatchField> by = new ArrayList<>();
      for (MatchField field : fields) {
        if (random.nextBoolean()) {
          by.add(field);
        }
      }
      Association association =
          new Association(
              Mode.values()[random.nextInt(3)],
              by,
              random.nextBoolean() ? Set.of(MatchField.EMAIL, MatchField.PHONE) : Set.of());
      List<Candidate> candidates = new ArrayList<>();
      for (int c = random.nextInt(4); c > 0; c--) {
        User.Profile profile =
            switch (random.nextInt(3)) {
              case 0 -> profile("li");
              case 1 -> external("LI");
              default ->
                  contact("li@corp.example", random.nextBoolean(), "+86138", random.nextBoolean());
            };
        User user = user("u" + c, profile, random.nextInt(5) > 0);
        candidates.add(
            random.nextBoolean()
                ? candidate(user)
                : candidate(user, account("x", "wechatwork", "corp-" + random.nextInt(3))));
      }
      ExternalIdentity person =
          person(
              random.nextBoolean() ? "li" : "wang",
              value("li@corp.example", random.nextBoolean()),
              value("LI@corp.example", random.nextBoolean()),
              value("+86138", random.nextBoolean()));

      Decision decision =
          new Admission(source(association, true), person, random.nextBoolean(), Set.of())
              .decide(Optional.empty(), candidates, choice(random, candidates));

      assertThat(decision).isNotInstanceOf(Decision.Create.class);
      if (decision instanceof Decision.Link link) {
        assertThat(candidates)
            .anyMatch(c -> c.user().id().equals(link.userId()) && c.user().active());
      }
    }
  }
}
