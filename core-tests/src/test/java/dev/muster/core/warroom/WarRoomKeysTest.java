package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.NewWarRoom.Origin;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.core.alert.WarRoomsOfAlerts;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestAlerts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys by which a room is opened once. */
class WarRoomKeysTest extends WarRoomFixture {
  private static final Facts FACTS =
      new Facts(
          "Checkout is down", Severity.P1, Optional.of("Since nine."), List.of("a"), List.of("b"));
  private static final Optional<PersonRef> NOBODY = Optional.empty();
  private static final Optional<PersonRef> SOMEBODY =
      Optional.of(new PersonRef.Email("p1@corp.example"));

  private static NewWarRoom asked(
      Facts facts, Optional<PersonRef> owner, Optional<PersonRef> recorder) {
    return new NewWarRoom(
        facts, List.of("wing"), Optional.empty(), owner, recorder, mails(2), List.of());
  }

  private static NewWarRoom asked(
      List<String> platforms,
      Optional<String> template,
      List<PersonRef> members,
      List<String> rotas) {
    return new NewWarRoom(FACTS, platforms, template, NOBODY, NOBODY, members, rotas);
  }

  private static Facts facts(
      String title, Severity severity, String summary, String application, String region) {
    return new Facts(title, severity, Optional.of(summary), List.of(application), List.of(region));
  }

  static Stream<NewWarRoom> others() {
    List<String> wing = List.of("wing");
    Optional<String> usual = Optional.empty();
    String title = FACTS.title();
    return Stream.of(
        asked(facts("Payments", Severity.P1, "Since nine.", "a", "b"), NOBODY, NOBODY),
        asked(facts(title, Severity.P2, "Since nine.", "a", "b"), NOBODY, NOBODY),
        asked(facts(title, Severity.P1, "Since ten.", "a", "b"), NOBODY, NOBODY),
        asked(facts(title, Severity.P1, "Since nine.", "c", "b"), NOBODY, NOBODY),
        asked(facts(title, Severity.P1, "Since nine.", "a", "c"), NOBODY, NOBODY),
        asked(FACTS, SOMEBODY, NOBODY),
        asked(FACTS, NOBODY, SOMEBODY),
        asked(List.of("wing", "corp"), usual, mails(2), List.of()),
        asked(wing, Optional.of("default"), mails(2), List.of()),
        asked(wing, usual, mails(1), List.of()),
        asked(wing, usual, mails(2), List.of("shop")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void openNoOtherRoomThanTheFirst(NewWarRoom other) {
    know(2);
    var unused = rooms.open(ALICE, TENANT, asked(FACTS, NOBODY, NOBODY), Optional.of("k1"));

    assertThatThrownBy(() -> rooms.open(ALICE, TENANT, other, Optional.of("k1")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(it -> it.field() + " " + it.code())
                    .containsExactly("Idempotency-Key used"));
    assertThat(all()).hasSize(1);
  }

  @Test
  void areEachTenantsOwn() {
    know(2);
    core.tenants.create(ALICE, "acme", "Acme");
    core.mobileApps.bind(ALICE, "acme", "wing", Map.of("corpId", "ww2", "secret", "s"));
    NewWarRoom asked = asked(FACTS, NOBODY, NOBODY);

    WarRoom ours = rooms.open(ALICE, TENANT, asked, Optional.of("k1")).room().value();
    assertThat(rooms.open(ALICE, "acme", asked, Optional.of("k1")).replayed()).isFalse();

    assertThat(rooms.find("acme", ours.id())).isEmpty();
    assertThat(rooms.list("acme", Filter.ALL, 10, Optional.empty()).items())
        .singleElement()
        .satisfies(it -> assertThat(it.value().id()).isNotEqualTo(ours.id()));
    assertThat(wing.chats).hasSize(2);
  }

  /** The API shows what a problem is called, and takes any key that a header holds. */
  @Test
  void ofAlertsAreNotToBeHadByCallers() {
    know(2);
    TestAlerts alerting = new TestAlerts(core, ofAlerts());
    alerting.rules.create(
        ALICE,
        TENANT,
        new Settings(
            "All",
            true,
            0,
            new When(List.of(), List.of(), Set.of(), Map.of()),
            new Then(List.of("wing"), NOBODY, NOBODY, mails(2), List.of(), Optional.empty(), true),
            Threshold.FIRST));
    alerting.send(
        TENANT, alerting.intake(TENANT), AlertFormat.JSON, "{\"title\":\"Checkout is slow\"}");
    Alert alert =
        alerting.alerts.list(TENANT, Optional.empty(), 1, Optional.empty()).items().get(0);
    String guessed = "alert/" + alert.group() + "/1";
    WarRoom theirs =
        rooms
            .open(ALICE, TENANT, asked(FACTS, NOBODY, NOBODY), Optional.of(guessed))
            .room()
            .value();

    Alert opened = alerting.alerts.open(ALICE, TENANT, alert.id());

    assertThat(opened.warRoom()).isPresent().isNotEqualTo(Optional.of(theirs.id()));
    assertThat(all()).hasSize(2);
  }

  private WarRoomsOfAlerts ofAlerts() {
    return new WarRoomsOfAlerts(rooms, core.templates, core.tally, core.storage);
  }

  private static NewWarRoom ofProblem(String user, String... rotas) {
    NewWarRoom bare = withRotas(asked(FACTS, NOBODY, NOBODY), rotas);
    return new NewWarRoom(
        bare.facts(),
        bare.platforms(),
        bare.template(),
        Optional.of(new PersonRef.OurUser(user)),
        bare.recorder(),
        bare.members(),
        bare.rotas(),
        Optional.of(new Origin("problem", "intake", Optional.empty())));
  }

  private void delete(String user) {
    core.storage.commit(new UnitOfWork().add(core.accounts.users().delete(TENANT, user)));
  }

  /** A node that dies before it writes down which room it opened asks again. */
  @Test
  void ofAlertsFindTheirRoomThoughAUserOfTheRuleIsDeleted() {
    know(2);
    NewWarRoom asked = ofProblem(user("li", "p1@corp.example"));
    String first = ofAlerts().open(Caller.SYSTEM, TENANT, asked, "k1");
    delete("li");

    assertThat(ofAlerts().open(Caller.SYSTEM, TENANT, asked, "k1")).isEqualTo(first);
    assertThat(all()).containsExactly(first);
  }

  @Test
  void ofAlertsOpenARoomThoughAUserIsDeletedWhileItIsChecked() {
    know(2);
    NewWarRoom asked = ofProblem(user("li", "p1@corp.example"), "gone");
    // the rota is looked for behind the users
    core.store.beforeNextFind("rota", () -> delete("li"));

    String room = ofAlerts().open(Caller.SYSTEM, TENANT, asked, "k1");

    assertThat(core.accounts.users().find(TENANT, "li")).isEmpty();
    assertThat(all()).containsExactly(room);
    assertThat(now(room).rotas()).isEmpty();
  }

  private List<String> all() {
    return rooms.list(TENANT, Filter.ALL, 10, Optional.empty()).items().stream()
        .map(it -> it.value().id())
        .toList();
  }
}
