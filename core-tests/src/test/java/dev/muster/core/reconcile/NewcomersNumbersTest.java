package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.spi.platform.SignInAbility.ContactField;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People of an address book whose platform answers for phone numbers. */
class NewcomersNumbersTest extends ReconciliationFixture {
  @Override
  Set<ContactField> vouchedFor() {
    return EnumSet.allOf(ContactField.class);
  }

  @Test
  void giveNobodyAUserNameThatSpellsOneOfThemInAnotherWay() {
    creates();
    book.with(
        "1", person("#1").withMobile(Optional.of("+8613800000000")), person("+86 138-0000-0000"));

    assertThat(run(true).counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    assertThat(core.accounts.byPhone(TENANT, "+8613800000000")).hasSize(1);
    assertThat(core.accounts.byUsername(TENANT, "+86 138-0000-0000")).isEmpty();
    assertThat(core.accounts.byUsername(TENANT, "+86 138-0000-0000-2")).isPresent();
  }
}
