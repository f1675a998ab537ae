package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.document;
import static dev.muster.testkit.storage.StoreFixture.expiring;
import static dev.muster.testkit.storage.StoreFixture.key;
import static dev.muster.testkit.storage.StoreFixture.withVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult.Reason;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A document that has expired counts as deleted, at once and everywhere. */
abstract class ExpiryContract {
  private static final IndexEntry ANNA = IndexEntry.unique("name", "anna");

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();
  private final DocumentKey one = key(partition, "one");
  private final DocumentKey two = key(partition, "two");

  ExpiryContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void isThereUntilItExpiresAndNotFromThenOn() {
    fixture.created(expiring(one, inSeconds(10), ANNA));
    fixture.clock().advance(Duration.ofSeconds(9));
    assertThat(fixture.store().find(one)).isPresent();
    assertThat(count(new Query.Equal("name", "anna"))).isEqualTo(1);

    fixture.clock().advance(Duration.ofSeconds(1));

    assertThat(fixture.store().find(one)).isEmpty();
    assertThat(fixture.store().query(ask(new Query.All())).items()).isEmpty();
    assertThat(fixture.store().query(ask(new Query.Equal("name", "anna"))).items()).isEmpty();
    assertThat(count(new Query.All())).isZero();
    assertThat(count(new Query.Equal("name", "anna"))).isZero();
  }

  @Test
  void isNotThereWhenStoredTooLate() {
    fixture.created(expiring(one, inSeconds(0)));

    assertThat(fixture.store().find(one)).isEmpty();
  }

  @Test
  void farAwayTimesAreKept() {
    fixture.created(expiring(one, Instant.parse("9999-12-31T23:59:59Z")));
    fixture.created(expiring(two, Instant.MAX));

    assertThat(fixture.store().find(one).orElseThrow().expiresAt())
        .contains(Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(fixture.store().find(two)).isPresent();
  }

  @Test
  void itsUniqueValueIsFreeAtOnce() {
    fixture.created(expiring(one, inSeconds(10), ANNA, IndexEntry.of("tag", "x")));
    fixture.clock().advance(Duration.ofSeconds(10));

    fixture.created(document(two, "new", ANNA));

    assertThat(fixture.store().query(ask(new Query.Equal("name", "anna"))).items())
        .extracting(Document::key)
        .containsExactly(two);
    assertThat(fixture.store().find(one)).isEmpty();
    fixture.created(document(one, "again", IndexEntry.of("tag", "y")));
    assertThat(count(new Query.Prefix("tag", ""))).isEqualTo(1);
  }

  @Test
  void createStoresOverIt() {
    long version = fixture.created(expiring(one, inSeconds(10), ANNA, IndexEntry.of("tag", "old")));
    fixture.clock().advance(Duration.ofSeconds(10));

    long next = fixture.created(document(one, "new", IndexEntry.of("tag", "new")));

    assertThat(next).isGreaterThan(version);
    assertThat(fixture.store().find(one).map(StoreFixture::text)).contains("new");
    assertThat(count(new Query.Equal("tag", "old"))).isZero();
    fixture.created(document(two, "x", ANNA));
  }

  @Test
  void replaceDeleteAndRequireFindNothing() {
    long version = fixture.created(expiring(one, inSeconds(10)));
    fixture.clock().advance(Duration.ofSeconds(10));

    assertThat(
            fixture.refused(new Change.Replace(withVersion(document(one, "x"), version))).reason())
        .isEqualTo(Reason.VERSION);
    assertThat(fixture.refused(new Change.Delete(one, version)).reason()).isEqualTo(Reason.VERSION);
    assertThat(fixture.refused(new Change.Require(one, version)).reason())
        .isEqualTo(Reason.VERSION);
    fixture.committed(new Change.Require(one, 0), new Change.Delete(two, 0));
    fixture.committed(new Change.Delete(one, 0));
  }

  @Test
  void replaceMayProlongIt() {
    long version = fixture.created(expiring(one, inSeconds(10), ANNA));
    fixture.committed(new Change.Replace(withVersion(expiring(one, inSeconds(20), ANNA), version)));
    fixture.clock().advance(Duration.ofSeconds(15));

    assertThat(fixture.store().find(one)).isPresent();
    assertThat(count(new Query.Equal("name", "anna"))).isEqualTo(1);
    assertThat(fixture.refused(new Change.Create(document(two, "x", ANNA))).reason())
        .isEqualTo(Reason.UNIQUE);
  }

  @Test
  void replaceMayShortenIt() {
    long version = fixture.created(document(one, "x", ANNA));
    fixture.committed(new Change.Replace(withVersion(expiring(one, inSeconds(5), ANNA), version)));
    fixture.clock().advance(Duration.ofSeconds(5));

    assertThat(count(new Query.Equal("name", "anna"))).isZero();
    fixture.created(document(two, "x", ANNA));
  }

  private Instant inSeconds(long seconds) {
    return fixture.clock().instant().plusSeconds(seconds);
  }

  private Query ask(Query.Condition condition) {
    return Query.of(StoreFixture.COLLECTION, partition, condition, 10);
  }

  private long count(Query.Condition condition) {
    return fixture.store().count(StoreFixture.COLLECTION, partition, condition);
  }
}
