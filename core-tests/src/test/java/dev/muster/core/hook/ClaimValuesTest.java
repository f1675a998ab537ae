package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.hook.ClaimsContributor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimValuesTest {
  private static Map<String, Object> nested(int maps, Object value) {
    return maps == 0 ? Map.of("v", value) : Map.of("m", nested(maps - 1, value));
  }

  private static Object lists(int lists, Object value) {
    return lists == 0 ? value : List.of(lists(lists - 1, value));
  }

  private static void assertPassedOn(Map<String, Object> given) {
    ClaimValues.Result read = ClaimValues.read(given);
    assertThat(read.problem()).isEmpty();
    assertThat(read.claims()).isEqualTo(given);
  }

  private static void assertRefused(Map<String, Object> given, String words) {
    ClaimValues.Result read = ClaimValues.read(given);
    assertThat(read.claims()).isEmpty();
    assertThat(read.problem()).hasValueSatisfying(it -> assertThat(it).contains(words));
  }

  private static Map<String, Object> many(int claims) {
    return IntStream.range(0, claims).boxed().collect(Collectors.toMap(i -> "c" + i, i -> true));
  }

  @Test
  void takesAsManyClaimsAsPromisedAndNoneOfMore() {
    assertPassedOn(many(ClaimsContributor.MAX_CLAIMS));
    assertRefused(many(ClaimsContributor.MAX_CLAIMS + 1), "too many");
  }

  @Test
  void takesFiveLevelsAndNoneOfMore() {
    assertPassedOn(Map.of("a", lists(4, true)));
    assertRefused(Map.of("a", lists(5, true)), "too deep");
    assertPassedOn(nested(4, true));
    assertRefused(nested(5, true), "too deep");
  }

  @Test
  void countsNamesAndTextsTogether() {
    int most = ClaimsContributor.MAX_CHARACTERS;
    assertPassedOn(Map.of("name_", "x".repeat(most - 5)));
    assertRefused(Map.of("name_", "x".repeat(most - 4)), "too long");
    assertPassedOn(Map.of("a", Map.of("name", "x".repeat(most - 5))));
    assertRefused(Map.of("a", Map.of("name", "x".repeat(most - 4))), "too long");
    assertPassedOn(Map.of("a", List.of("x".repeat(most - 2))));
    assertRefused(Map.of("a", List.of("x".repeat(most - 1))), "too long");
  }

  @Test
  void countsAcrossAllClaimsOfOne() {
    String half = "x".repeat(ClaimsContributor.MAX_CHARACTERS / 2);
    assertRefused(Map.of("a", half, "b", half), "too long");
  }

  @Test
  void countsWhatIsNoTextToo() {
    int most = ClaimsContributor.MAX_CHARACTERS;
    assertRefused(Map.of("a", Collections.nCopies(most, true)), "too long");
    assertRefused(Map.of("a", Collections.nCopies(most / 9, 123_456_789L)), "too long");
    assertRefused(Map.of("a", Collections.nCopies(most / 9, 1.2345678)), "too long");
    assertRefused(Map.of("a", BigInteger.TEN.pow(most)), "too long");
    assertPassedOn(Map.of("a", Collections.nCopies(most - 1, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void refusesANameThatIsBlank(String name) {
    assertRefused(Map.of(name, "x"), "proper name");
    assertRefused(Map.of("a", Map.of(name, "x")), "proper name");
  }

  @Test
  void refusesANameThatIsLongerThanAHundredCharacters() {
    assertPassedOn(Map.of("n".repeat(100), "x"));
    assertRefused(Map.of("n".repeat(101), "x"), "proper name");
  }

  @Test
  void refusesWhatIsNotThereAndNamesThatAreNoText() {
    Map<String, Object> given = new HashMap<>();
    given.put("a", null);
    assertRefused(given, "no text, number");
    assertRefused(Map.of("a", Arrays.asList("x", null)), "no text, number");
    assertRefused(Map.of("a", Map.of(1, "x")), "proper name");
    Map<String, Object> nameless = new HashMap<>();
    nameless.put(null, "x");
    assertRefused(nameless, "proper name");
  }

  @Test
  void takesEveryNumberThatJsonKnows() {
    assertPassedOn(
        Map.of(
            "i",
            1,
            "l",
            2L,
            "s",
            (short) 3,
            "b",
            (byte) 4,
            "d",
            1.5,
            "f",
            2.5f,
            "big",
            new BigDecimal("0.1"),
            "int",
            BigInteger.TWO.pow(80)));
  }

  @Test
  void refusesNumbersThatJsonDoesNotKnow() {
    assertRefused(Map.of("a", Double.POSITIVE_INFINITY), "no text, number");
    assertRefused(Map.of("a", Double.NaN), "no text, number");
    assertRefused(Map.of("a", Float.NEGATIVE_INFINITY), "no text, number");
  }

  @Test
  void passesOnCopiesThatNobodyChangesAfterwards() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Map<String, Object> map = new HashMap<>(Map.of("k", "v"));
    Map<String, Object> claims = ClaimValues.read(Map.of("list", list, "map", map)).claims();
    list.add("b");
    map.put("more", "w");

    assertThat(claims).isEqualTo(Map.of("list", List.of("a"), "map", Map.of("k", "v")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "jti",
        "auth_time",
        "nonce",
        "acr",
        "amr",
        "azp",
        "sid",
        "at_hash",
        "c_hash",
        "s_hash",
        "cnf",
        "events",
        "act",
        "may_act",
        "scope",
        "client_id",
        "name",
        "preferred_username",
        "email",
        "email_verified",
        "phone_number",
        "phone_number_verified",
        "picture",
        "updated_at",
        "platform",
        "platform_tenant",
        "platform_user_id",
        "departments"
      })
  void leavesOutWhatTheProtocolAndTheProductSay(String name) {
    ClaimValues.Result read = ClaimValues.read(Map.of(name, "forged", "cost_centre", "4711"));

    assertThat(read.claims()).isEqualTo(Map.of("cost_centre", "4711"));
    assertThat(read.problem())
        .hasValueSatisfying(it -> assertThat(it).contains(name).doesNotContain("forged"));
  }

  @Test
  void leavesNestedNamesToTheContributor() {
    assertPassedOn(Map.of("address_book", Map.of("sub", "x")));
  }
}
