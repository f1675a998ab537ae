package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.spi.platform.Directory.Status;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a department brings into a room. */
class WarRoomDepartmentsTest extends WarRoomFixture {
  private static final PersonRef SHOP = new PersonRef.Department("wing", "shop");

  private WarRoom opened() {
    know(1);
    return open(List.of("wing"), List.of(mails(1).get(0), SHOP));
  }

  private WarRoom.Result result(WarRoom room) {
    return rooms.members(TENANT, room.id()).get(1).results().get(0);
  }

  @Test
  void areThoseOfTheDepartmentsBelowItToo() {
    wing.departments.put("shop", List.of("wing-1"));
    wing.departments.put("web", List.of("wing-2"));
    wing.departments.put("css", List.of("wing-3", "wing-1"));
    wing.departments.put("crm", List.of("wing-4"));
    wing.above.put("web", "shop");
    wing.above.put("css", "web");

    opened();

    assertThat(wing.only().members)
        .containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2", "wing-3");
  }

  @Test
  void areNotThoseWhoLeftOrAreDisabled() {
    wing.departments.put("shop", List.of("wing-1", "wing-2", "wing-3", "wing-4"));
    wing.standing.put("wing-1", Status.LEFT);
    wing.standing.put("wing-2", Status.DISABLED);
    wing.standing.put("wing-3", Status.NOT_ACTIVATED);

    opened();

    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-3", "wing-4");
  }

  @Test
  void areNobodyWhereItIsTooLargeForARoom() {
    wing.departments.put(
        "shop", IntStream.rangeClosed(0, Bounds.PEOPLE).mapToObj(i -> "wing-x" + i).toList());

    WarRoom room = opened();

    assertThat(result(room).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result(room).detail().orElseThrow().en()).contains("too many people");
    assertThat(wing.only().members).containsExactly("wing-0");
  }

  /** Reading each would take longer than anybody waits, and most of what the platform bears. */
  @Test
  void areNobodyWhereTooManyDepartmentsAreBelowIt() {
    wing.departments.put("shop", List.of("wing-1"));
    for (int i = 0; i < Bounds.DEPARTMENTS; i++) {
      wing.departments.put("d" + i, List.of());
      wing.above.put("d" + i, i == 0 ? "shop" : "d" + (i - 1));
    }

    WarRoom room = opened();

    assertThat(result(room).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(wing.count("people")).isZero();

    wing.above.remove("d100");
    rooms.retry(ALICE, TENANT, room.id());
    assertThat(result(room).outcome()).isEqualTo(Outcome.JOINED);
  }

  @Test
  void saysThatADepartmentIsNotThere() {
    know(1);
    WarRoom room = open(List.of("wing"), List.of(mails(1).get(0), SHOP));

    WarRoom.Result result = rooms.members(TENANT, room.id()).get(1).results().get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(result.detail().orElseThrow().en()).isEqualTo("The app sees no such department.");
  }
}
