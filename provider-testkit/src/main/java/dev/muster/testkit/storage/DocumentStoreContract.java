package dev.muster.testkit.storage;

import dev.muster.spi.storage.DocumentStore;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@link DocumentStore} promises, as tests: a nested class per operation. Extend it, say how
 * the store is opened and closed, and run it with JUnit Jupiter. Every test works in a partition of
 * its own, so one store serves them all and need not be empty.
 *
 * <p>Not looked at here, because it takes the machine: whether what was acknowledged survives a
 * killed process or a lost disk cache. An author tests that with the means of their store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DocumentStoreContract {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private StoreFixture fixture;

  /** For the author's subclass. */
  protected DocumentStoreContract() {}

  /**
   * Opens the store under test; called once, before the first test.
   *
   * @param clock what the store is to measure expiry with
   * @return the store
   * @throws Exception if it cannot be opened
   */
  protected abstract DocumentStore open(InstantSource clock) throws Exception;

  /**
   * Closes the store; called once, after the last test.
   *
   * @param store what {@link #open} returned
   * @throws Exception if it cannot be closed
   */
  protected abstract void close(DocumentStore store) throws Exception;

  @BeforeAll
  final void openStore() throws Exception {
    fixture = new StoreFixture(open(clock), clock);
  }

  @AfterAll
  final void closeStore() throws Exception {
    close(fixture.store());
  }

  @Nested
  final class Find extends FindContract {
    Find() {
      super(fixture);
    }
  }

  @Nested
  final class Queries extends QueryContract {
    Queries() {
      super(fixture);
    }
  }

  @Nested
  final class Paging extends PagingContract {
    Paging() {
      super(fixture);
    }
  }

  @Nested
  final class Count extends CountContract {
    Count() {
      super(fixture);
    }
  }

  @Nested
  final class Commit extends CommitContract {
    Commit() {
      super(fixture);
    }
  }

  @Nested
  final class UniqueIndexes extends UniqueIndexContract {
    UniqueIndexes() {
      super(fixture);
    }
  }

  @Nested
  final class ManyWriters extends ManyWritersContract {
    ManyWriters() {
      super(fixture);
    }
  }

  @Nested
  final class Watching extends WatchContract {
    Watching() {
      super(fixture);
    }
  }

  @Nested
  final class Expiry extends ExpiryContract {
    Expiry() {
      super(fixture);
    }
  }
}
