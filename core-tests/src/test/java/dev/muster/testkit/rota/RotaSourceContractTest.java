package dev.muster.testkit.rota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.FakeRotaSource;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.RotaSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract of sources asks of them. */
final class RotaSourceContractTest {
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  /** Its method makes a source at every call, as it may. */
  private static final class Anew extends RotaSourceContract {
    private final List<FakeRotaSource> made = Collections.synchronizedList(new ArrayList<>());

    @Override
    protected RotaSource source() {
      FakeRotaSource source = new FakeRotaSource();
      source.says("db", DutyPerson.user("u1"));
      made.add(source);
      return source;
    }

    @Override
    protected String schedule() {
      return "db";
    }

    @Override
    protected Instant staffed() {
      return NOW;
    }
  }

  @Test
  void asksOneSourceInManyThreads() throws Exception {
    Anew contract = new Anew();
    contract.answersTheSameToMany();
    assertThat(contract.made).hasSize(1);
    assertThat(contract.made.get(0).asked).hasSize(33);
  }
}
