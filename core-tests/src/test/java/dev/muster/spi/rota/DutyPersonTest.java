package dev.muster.spi.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

/** People on duty as sources name them. */
class DutyPersonTest {
  @Test
  void areNamedByWhatIsThere() {
    assertThatNullPointerException().isThrownBy(() -> DutyPerson.user(null)).withMessage("id");
    assertThatNullPointerException()
        .isThrownBy(() -> DutyPerson.email(null))
        .withMessage("address");
    assertThatNullPointerException()
        .isThrownBy(() -> DutyPerson.mobile(null))
        .withMessage("number");
    assertThatNullPointerException()
        .isThrownBy(() -> DutyPerson.account(null, "ou_1"))
        .withMessage("platform");
    assertThatNullPointerException()
        .isThrownBy(() -> DutyPerson.account("lark", null))
        .withMessage("userId");
    assertThat(DutyPerson.account("lark", "ou_1").platform()).contains("lark");
  }
}
