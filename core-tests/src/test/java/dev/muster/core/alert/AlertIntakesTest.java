package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertIntakes.WithKey;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Intakes and whose they are. */
class AlertIntakesTest extends AlertFixture {
  private static final Caller SENDER = new Caller("system", "192.0.2.50", "c-7");
  private static final String ACME = "acme";

  @BeforeEach
  void tenant() {
    core.tenants.create(TestCore.ALICE, ACME, "Acme");
  }

  private static void refused(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void areAHundredOfATenantAtMost() {
    for (int i = 1; i < 100; i++) {
      var unused = alerting.intakes.create(TestCore.ALICE, TENANT, "Prometheus " + i);
    }

    assertThatThrownBy(() -> alerting.intakes.create(TestCore.ALICE, TENANT, "One more"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly("too-many"));
    assertThat(alerting.intakes.create(TestCore.ALICE, ACME, "Theirs").key()).isNotNull();
  }

  @Test
  void takeNothingForATenantThatIsDeleted() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, ACME, "Grafana");
    assertThat(alerting.inbox.admit(SENDER, ACME, made.key()))
        .isEqualTo(made.intake().value().id());

    core.tenants.delete(TestCore.ALICE, ACME, OptionalLong.empty());

    refused(() -> alerting.inbox.admit(SENDER, ACME, made.key()), ProblemCode.UNAUTHENTICATED);
    assertThat(alerting.intakes.find(ACME, made.intake().value().id())).isEmpty();
  }

  /** Whoever can write documents gets no key that he knows into another tenant. */
  @Test
  void takeNoKeyWhoseDigestWasCopiedFromAnotherTenant() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");
    String id = made.intake().value().id();
    Repository<IntakeRecord> records = core.storage.repository(IntakeRecord.SCHEMA);
    IntakeRecord copy = records.find(TENANT, id).orElseThrow().value();
    assertThat(core.storage.commit(new UnitOfWork().add(records.create(ACME, id, copy))))
        .isNotNull();
    assertThat(alerting.intakes.find(ACME, id)).isPresent();

    refused(() -> alerting.inbox.admit(SENDER, ACME, made.key()), ProblemCode.UNAUTHENTICATED);
    assertThat(alerting.inbox.admit(SENDER, TENANT, made.key())).isEqualTo(id);
  }

  @Test
  void areRenamedAndDeletedOnlyAsTheyWereRead() {
    WithKey made = alerting.intakes.create(TestCore.ALICE, TENANT, "Grafana");
    String id = made.intake().value().id();
    OptionalLong read = OptionalLong.of(made.intake().version());
    var unused = alerting.intakes.rename(TestCore.ALICE, TENANT, id, it -> "Grafana 2", read);

    refused(
        () -> alerting.intakes.rename(TestCore.ALICE, TENANT, id, it -> "Grafana 3", read),
        ProblemCode.STALE);
    refused(() -> alerting.intakes.delete(TestCore.ALICE, TENANT, id, read), ProblemCode.STALE);
    assertThat(alerting.intakes.find(TENANT, id).orElseThrow().value().displayName())
        .isEqualTo("Grafana 2");
  }
}
