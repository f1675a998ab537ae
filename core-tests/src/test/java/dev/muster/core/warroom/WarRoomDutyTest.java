package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A room and the rotas whose people are in it. */
class WarRoomDutyTest extends WarRoomFixture {
  @Test
  void followsARotaThatIsChanged() {
    know(4);
    String rota = rota(mails(4).get(2));
    NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
    NewWarRoom asked =
        new NewWarRoom(
            bare.facts(),
            bare.platforms(),
            bare.template(),
            bare.owner(),
            bare.recorder(),
            bare.members(),
            List.of(rota));
    rooms.open(ALICE, TENANT, asked, Optional.empty());
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");

    core.rotas.change(
        ALICE, TENANT, rota, present -> always(mails(4).get(3)), OptionalLong.empty());
    core.clock.advance(Duration.ofMinutes(10));
    work();
    assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-3");
  }

  private String rota(PersonRef who) {
    return core.rotas.create(ALICE, TENANT, always(who)).value().id();
  }

  private static Rota.Settings always(PersonRef who) {
    Rota.When when =
        new Rota.When.Repeated(
            LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));
    return new Rota.Settings(
        "Shop",
        ZoneId.of("Asia/Shanghai"),
        List.of(new Rota.Shift(when, List.of(who))),
        Optional.empty());
  }
}
