package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.storage.Change;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform says of people who sign in obeys the rules of values. */
final class PlatformValuesTest {
  private static final String EMOJI = "\uD83D\uDE00";

  @TempDir private Path directory;
  private Gateway gateway;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory);
  }

  private static ExternalIdentity person(
      String userId, String name, String email, String phone, List<String> departments) {
    return ExternalIdentity.of("corp-1", userId)
        .withName(Optional.of(name))
        .withPicture(Optional.of(URI.create("https://pictures.example/" + "x".repeat(2000))))
        .withWorkEmail(Optional.of(ContactPoint.of(email, true)))
        .withPhone(Optional.of(ContactPoint.of(phone, true)))
        .withDepartments(departments);
  }

  private Outcome.SignedIn<AuthorizationCode> comesIn(String name, String email, String phone) {
    return (Outcome.SignedIn<AuthorizationCode>)
        gateway.comesIn(person("li", name, email, phone, List.of("7")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x\u0000y", "x\uD83Dy", "x\ny", "x\u2028y", "x\u001By", "x\u202Ey", "x\u2066y"})
  void oddNamesLockNobodyOut(String name) {
    Outcome.SignedIn<AuthorizationCode> in = comesIn(name, "li@corp.example", "+8613800000000");

    assertThat(in.user().profile().displayName()).get().asString().matches("x ?y");
    assertThat(comesIn(name, "li@corp.example", "+8613800000000").user().id())
        .isEqualTo(in.user().id());
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(comesIn("x" + EMOJI.repeat(60), "li@corp.example", "+8613800000000").user())
        .extracting(user -> user.profile().displayName().orElseThrow())
        .isEqualTo("x" + EMOJI.repeat(60));
    assertThat(comesIn("x" + EMOJI.repeat(400), "li@corp.example", "+8613800000000").user())
        .extracting(user -> user.profile().displayName().orElseThrow())
        .isEqualTo("x" + EMOJI.repeat(99));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "z@my_corp.example",
        "zhang san@corp",
        "a@x,b@x",
        "a@x, b@x",
        "a@x;b@x",
        "<li@corp.example>",
        "\"li si\"@corp.example",
        "li\u0000@corp.example",
        "li\n@corp.example",
        "li@corp.example\r\nBcc: all@corp.example",
        "12345678901234567890123456789012345678901234567890123456789012345@x.example",
        "li@",
        "@corp.example",
        "li",
        "li@@corp.example",
        ".li@corp.example",
        "l..i@corp.example",
        "li@corp..example",
        "li@-corp.example",
        "li@corp.example.",
        "li@[192.0.2.1]",
        "李四@corp.example",
        "li@公司.example",
        "\u212Aim@corp.example",
        "li@xn--.\uD83D.example"
      })
  void whatIsNoAddressIsNoClaim(String email) {
    User.Profile profile = comesIn("Li", email, "+8613800000000").user().profile();

    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.phoneVerified()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"13800000000", "+0123456789", "+86", "+86138000000001234", "+86x", "+86\u0000138"})
  void whatIsNoPhoneNumberIsNoClaim(String phone) {
    User.Profile profile = comesIn("Li", "li@corp.example", phone).user().profile();

    assertThat(profile.phone()).isEmpty();
    assertThat(profile.phoneVerified()).isFalse();
    assertThat(profile.emailVerified()).isTrue();
  }

  /** Whatever the platform marks: administrators were shown what it answers for. */
  @Test
  void whatThePlatformDoesNotVouchForIsNotVerified() {
    TestPlatforms.remove(gateway.registry(), 1);
    TestPlatforms.add(
        gateway.registry(),
        new FakePlatform(gateway.platform()::signIn)
            .vouchesFor(Map.of(SignInMethod.BROWSER, Set.of(ContactField.EMAIL))),
        2);

    User.Profile profile = comesIn("Li", "li@corp.example", "+8613800000000").user().profile();

    assertThat(profile.phone()).contains("+8613800000000");
    assertThat(profile.phoneVerified()).isFalse();
    assertThat(profile.emailVerified()).isTrue();
  }

  @Test
  void addressesAreStoredInTheirOneForm() {
    User.Profile profile =
        comesIn("Li", " Li.Wei+1@Corp.EXAMPLE ", "+86 138-0000-0000").user().profile();

    assertThat(profile.email()).contains("Li.Wei+1@corp.example");
    assertThat(profile.phone()).contains("+8613800000000");
  }

  @Test
  void picturesThatCannotBeShownAreLeftOut() {
    assertThat(comesIn("Li", "li@corp.example", "+8613800000000").user().profile().picture())
        .isEmpty();
  }

  @Test
  void departmentsThatCannotBeStoredAreLeftOut() {
    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>)
            gateway.comesIn(
                person(
                    "li",
                    "Li",
                    "li@corp.example",
                    "+8613800000000",
                    List.of("7", "a\u0000", "\uD83D", "", "x".repeat(300), "8")));

    assertThat(in.identity().orElseThrow().departments()).containsExactly("7", "8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "\uD83D", "a\u2029b", "a\u202Eb"})
  void idsAreRefusedRatherThanAltered(String id) {
    assertThat(gateway.comesIn(person(id, "Li", "li@corp.example", "+8613800000000", List.of("7"))))
        .isEqualTo(new Outcome.Failed<>(Fault.UNAVAILABLE));
    assertThat(
            gateway.comesIn(
                person(id.repeat(300), "Li", "li@corp.example", "+8613800000000", List.of())))
        .isEqualTo(new Outcome.Failed<>(Fault.UNAVAILABLE));
    assertThat(gateway.commits())
        .flatExtracting(commit -> commit)
        .filteredOn(change -> !(change instanceof Change.Require))
        .extracting(change -> change.key().collection())
        .containsOnly("used-state");
  }

  @Test
  void longIdsOfFourByteLettersMakeAUserName() {
    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>)
            gateway.comesIn(
                person(
                    "\uD840\uDC00".repeat(120),
                    "Li",
                    "li@corp.example",
                    "+8613800000000",
                    List.of()));

    assertThat(in.user().profile().username()).isEqualTo("\uD840\uDC00".repeat(100));
  }
}
