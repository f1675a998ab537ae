package dev.muster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a source lets in by where they belong. */
class AdmissionRuleTest extends AdmissionFixture {
  private static final Unit SALES = new Unit(UnitKind.DEPARTMENT, "7");
  private static final Unit LAB = new Unit(UnitKind.DEPARTMENT, "8");
  private static final Unit PILOTS = new Unit(UnitKind.GROUP, "7");
  private static final List<Unit> ALL = List.of(SALES, LAB, PILOTS);

  private static List<Unit> units(String names) {
    return names.equals("-")
        ? List.of()
        : names.chars().mapToObj(c -> c == 's' ? SALES : c == 'l' ? LAB : PILOTS).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // allowed, denied, where the person belongs: which row bars them. Sales, lab, group
    "-,  -,  -,  none",
    "-,  -,  s,  none",
    "s,  -,  s,  none",
    "sl, -,  l,  none",
    "s,  -,  sl, none",
    "s,  -,  -,  ADMISSION_NOT_ALLOWED",
    "s,  -,  l,  ADMISSION_NOT_ALLOWED",
    "s,  -,  g,  ADMISSION_NOT_ALLOWED",
    "g,  -,  s,  ADMISSION_NOT_ALLOWED",
    "g,  -,  g,  none",
    "-,  s,  l,  none",
    "-,  s,  -,  none",
    "-,  s,  s,  ADMISSION_DENIED",
    "-,  s,  sl, ADMISSION_DENIED",
    "-,  g,  s,  none",
    "-,  g,  sg, ADMISSION_DENIED",
    "s,  s,  s,  ADMISSION_DENIED",
    "s,  l,  sl, ADMISSION_DENIED",
    "s,  l,  l,  ADMISSION_DENIED",
    "s,  l,  s,  none",
    "s,  l,  g,  ADMISSION_NOT_ALLOWED",
  })
  void letsInWhoIsAllowedAndNotDenied(String allow, String deny, String in, String bar) {
    AdmissionRule rule = new AdmissionRule(units(allow), units(deny));

    assertThat(Admission.bars(rule, Set.copyOf(units(in))))
        .isEqualTo(bar.equals("none") ? Optional.empty() : Optional.of(Rule.valueOf(bar)));
  }

  private static List<Unit> some(Random random) {
    return ALL.stream().filter(unit -> random.nextInt(3) == 0).toList();
  }

  /** Whoever is not let in is refused, before anything is created, linked or asked. */
  @Test
  void noOtherSettingHelpsAgainstIt() {
    Random random = new Random(20261129);
    int barred = 0;
    for (int i = 0; i < 20_000; i++) {
      AdmissionRule rule = new AdmissionRule(some(random), some(random));
      Set<Unit> in = new HashSet<>(some(random));
      Association association =
          new Association(
              Mode.values()[random.nextInt(3)],
              List.of(MatchField.USERNAME, MatchField.EMAIL),
              random.nextBoolean() ? Set.of(MatchField.EMAIL) : Set.of());
      IdentitySource source = source(association, random.nextBoolean());
      User user = user("u", profile("li"), random.nextInt(5) > 0);
      List<Candidate> candidates = new ArrayList<>();
      if (random.nextBoolean()) {
        candidates.add(candidate(user));
      }
      Optional<Choice> choice =
          switch (random.nextInt(3)) {
            case 0 -> Optional.of(new Choice.Create());
            case 1 -> Optional.of(new Choice.Bind(candidate(user)));
            default -> Optional.empty();
          };

      Decision decision =
          new Admission(source.with(source.settings().withAdmission(rule)), person("li"), true, in)
              .decide(
                  random.nextBoolean() ? Optional.of(user) : Optional.empty(), candidates, choice);

      boolean denied = rule.deny().stream().anyMatch(in::contains);
      boolean allowed = rule.allow().isEmpty() || rule.allow().stream().anyMatch(in::contains);
      if (denied || !allowed) {
        barred++;
        assertThat(decision)
            .isEqualTo(
                refuse(
                    Refusal.NOT_ADMITTED,
                    denied ? Rule.ADMISSION_DENIED : Rule.ADMISSION_NOT_ALLOWED));
      } else {
        assertThat(decision.rule()).isNotIn(Rule.ADMISSION_DENIED, Rule.ADMISSION_NOT_ALLOWED);
      }
    }
    assertThat(barred).isBetween(5_000, 15_000);
  }

  @Test
  void aDisabledSourceIsNamedFirst() {
    IdentitySource source = source(Association.OFF, false, false);
    AdmissionRule rule = new AdmissionRule(List.of(SALES), List.of());

    assertThat(
            new Admission(
                    source.with(source.settings().withAdmission(rule)),
                    person("li"),
                    true,
                    Set.of())
                .decide(Optional.empty(), List.of(), Optional.empty()))
        .isEqualTo(refuse(Refusal.SOURCE_DISABLED, Rule.SOURCE_DISABLED));
  }
}
