package dev.muster.core.binding;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source and the tenant's mobile app both have, and which of it says that they are one. */
final class SharedFieldsTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Text TEXT = new Text("x", "x");
  private static final Field SWITCH = Field.toggle("beta", TEXT, TEXT);
  private static final Field CHOICE =
      Field.choice("cloud", TEXT, TEXT, List.of(choice("a"), choice("b")));
  private static final Field REGION = Field.text("region", TEXT, TEXT);

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    offer(SWITCH.asInherited(), CHOICE.asInherited(), REGION.asRequired().asInherited());
    core.mobileApps.bind(
        ALICE,
        TENANT,
        "switchy",
        Map.of(
            "corpId", "c", "secret", "app-secret", "beta", "true", "cloud", "a", "region", "eu"));
  }

  private static Field.Choice choice(String value) {
    return new Field.Choice(value, TEXT);
  }

  private void offer(Field... ofSource) {
    Field corp = Field.text("corpId", TEXT, TEXT);
    Field unit = Field.text("unitId", TEXT, TEXT);
    Field secret = Field.secret("secret", TEXT, TEXT);
    List<Field> form =
        new java.util.ArrayList<>(
            List.of(corp.asInherited(), unit.asInherited(), secret.asInherited()));
    form.addAll(List.of(ofSource));
    core.platforms.offer(
        PlatformDescriptor.of("switchy", TEXT)
            .withBindingFields(
                List.of(
                    corp.asRequired().asIdentifying(),
                    unit.asIdentifying(),
                    secret.asRequired(),
                    SWITCH,
                    CHOICE,
                    REGION))
            .withSourceFields(form)
            .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER))));
  }

  private static Settings settings(String name, Map<String, String> fields) {
    return Settings.of(name, Set.of(SignInMethod.BROWSER)).withFields(fields);
  }

  private void create(String id, Map<String, String> fields) {
    core.sources.create(ALICE, TENANT, id, "switchy", settings("Source " + id, fields));
  }

  private Binding binding(String id) {
    return core.credentials.ofSource(TENANT, id).orElseThrow();
  }

  private void change(Map<String, String> fields) {
    core.mobileApps.change(ALICE, TENANT, "switchy", TestCore.fields(fields), ANY);
  }

  private static void assertInUse(List<Dependant> dependants, Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.IN_USE);
              assertThat(problem.dependants()).isEqualTo(dependants);
            })
        .hasMessageContaining(dependants.get(0).id());
  }

  @Test
  void mayDifferWhereTheySayNothingOfWhichAppItIs() {
    create("own", Map.of("beta", "false", "cloud", "b", "region", "cn"));

    assertThat(binding("own").fields())
        .containsEntry("beta", "false")
        .containsEntry("cloud", "b")
        .containsEntry("region", "cn")
        .containsEntry("corpId", "c");
    assertThat(binding("own").secrets()).containsKey("secret");
  }

  @Test
  void areTakenWhereTheyAreMarkedAndNotByTheirNameAlone() {
    offer(SWITCH, CHOICE.asInherited(), REGION.asInherited());
    create("draws", Map.of());

    assertThat(binding("draws").fields()).containsEntry("cloud", "a").doesNotContainKey("beta");
  }

  @Test
  void mayChangeInTheAppLater() {
    create("same", Map.of("beta", "true", "corpId", "c"));

    change(Map.of("beta", "false", "cloud", "b"));

    assertThat(binding("same").fields()).containsEntry("beta", "true").containsEntry("cloud", "b");
    assertThat(binding("same").secrets()).containsKey("secret");
  }

  @Test
  void ofAnotherAppAreNotTaken() {
    assertInvalid("fields.secret", "required", () -> create("other", Map.of("corpId", "d")));
    assertInvalid("fields.secret", "required", () -> create("other", Map.of("unitId", "u")));
  }

  @Test
  void areNotTakenFromUnderASourceByAChangeOfTheApp() {
    create("draws", Map.of());
    create("own", Map.of("region", "cn"));

    assertInUse(
        List.of(new Dependant("identity-source", "draws", "Source draws")),
        () -> change(Map.of("region", "")));
    assertThat(binding("draws").fields()).containsEntry("region", "eu");
  }

  @Test
  void areNotTakenFromUnderASourceByDeletingTheAppUnlessForced() {
    create("a", Map.of());
    create("b", Map.of("region", "cn"));

    assertInUse(
        List.of(
            new Dependant("identity-source", "a", "Source a"),
            new Dependant("identity-source", "b", "Source b")),
        () -> core.mobileApps.unbind(ALICE, TENANT, "switchy", false, ANY));
    core.mobileApps.unbind(ALICE, TENANT, "switchy", true, ANY);
    assertThat(core.mobileApps.find(TENANT, "switchy")).isEmpty();
  }

  @Test
  void doNotKeepAnAppThatASourceDoesNotDrawOn() {
    core.sources.create(
        ALICE,
        TENANT,
        "own",
        "switchy",
        settings("Own", Map.of("corpId", "d", "region", "cn", "secret", "own-secret")));

    change(Map.of("region", ""));
    core.mobileApps.modifyKeys(ALICE, TENANT, "switchy", Map.of("secret", "newer"), ANY);
    core.mobileApps.unbind(ALICE, TENANT, "switchy", false, ANY);

    assertThat(binding("own").secrets()).containsKey("secret");
  }

  @Test
  void thatIdentifyDecideAlsoWhereOneFormAloneSaysSo() {
    create("same", Map.of("corpId", "c"));

    // a later bind of another app gives it nothing
    core.mobileApps.unbind(ALICE, TENANT, "switchy", true, ANY);
    core.mobileApps.bind(
        ALICE, TENANT, "switchy", Map.of("corpId", "third", "secret", "third-secret"));

    assertThat(binding("same").secrets()).isEmpty();
  }

  @Test
  void thatABundleWouldRefuseTodayStandInNoOtherChangesWay() {
    create("old", Map.of("corpId", "c", "region", "cn"));
    offer(
        SWITCH.asInherited(),
        CHOICE.asInherited(),
        REGION.matching("[0-9]+").asInherited(),
        Field.text("added", TEXT, TEXT).asRequired());

    core.sources.change(ALICE, TENANT, "old", before -> settings("Renamed", before.fields()), ANY);

    assertThat(core.sources.find(TENANT, "old").orElseThrow().value())
        .satisfies(it -> assertThat(it.settings().displayName()).isEqualTo("Renamed"))
        .satisfies(it -> assertThat(it.settings().fields()).containsEntry("region", "cn"));
    assertInvalid(
        "fields.region",
        "format",
        () ->
            core.sources.change(
                ALICE, TENANT, "old", before -> settings("X", Map.of("region", "us")), ANY));
  }
}
