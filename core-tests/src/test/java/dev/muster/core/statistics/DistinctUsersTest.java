package dev.muster.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistinctUsersTest {
  private static DistinctUsers users(int from, int to) {
    DistinctUsers users = new DistinctUsers();
    for (int i = from; i < to; i++) {
      users.add("user-" + i);
    }
    return users;
  }

  private static DistinctUsers stored(DistinctUsers users) {
    return stored(users.encoded());
  }

  private static DistinctUsers stored(String encoded) {
    DistinctUsers read = new DistinctUsers();
    read.addEncoded(encoded);
    return read;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, DistinctUsers.EXACT})
  void areExactWhileTheyAreFew(int many) {
    DistinctUsers users = users(0, many);
    users.addEncoded(users(0, many).encoded());

    assertThat(users.number()).isEqualTo(many);
    assertThat(stored(users).number()).isEqualTo(many);
  }

  @ParameterizedTest
  @ValueSource(ints = {DistinctUsers.EXACT + 1, 2_000, 10_000, 20_000, 300_000})
  void areCloseToTheTruthWhenTheyAreMany(int many) {
    DistinctUsers users = users(0, many);
    users.addEncoded(users(0, many / 2).encoded());

    // three times the standard error
    assertThat(users.number()).isCloseTo(many, withPercentage(4.8));
    assertThat(stored(users).number()).isEqualTo(users.number());
  }

  @Test
  void arePutTogetherWhateverTheyAreStoredAs() {
    DistinctUsers few = users(0, 400);
    DistinctUsers many = users(300, 5_000);
    DistinctUsers manyAndFew = users(300, 5_000);
    manyAndFew.addEncoded(few.encoded());
    few.addEncoded(many.encoded());

    assertThat(few.number()).isEqualTo(manyAndFew.number()).isCloseTo(5_000, withPercentage(4.8));
  }

  @Test
  void takeNoMoreSpaceHoweverManyTheyAre() {
    assertThat(users(0, 300_000).encoded().length()).isLessThan(5_600);
    assertThat(users(0, DistinctUsers.EXACT).encoded().length()).isLessThan(5_600);
  }

  @Test
  void areNobodyWhereWhatIsStoredIsNotTheirs() {
    assertThat(stored("").number()).isZero();
  }
}
