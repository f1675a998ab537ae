package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.spi.chat.MemberResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is added once more, and who is not. */
class WarRoomRetryTest extends WarRoomFixture {
  /** What the platform says of somebody may be another thing tomorrow. */
  @ParameterizedTest
  @EnumSource(
      value = MemberResult.Outcome.class,
      names = {"NOT_FOUND", "NOT_VISIBLE", "LEFT_COMPANY", "PENDING", "FULL", "FAILED"})
  void addsAgainWhoeverWasNotAdded(MemberResult.Outcome said) {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", said);
    WarRoom room = open(List.of("wing"), mails(3));
    assertThat(wing.only().members).containsExactly("wing-0", "wing-2");
    assertThat(outcome(room.id(), 1, "wing")).isNotEqualTo(Outcome.JOINED);
    int before = wing.calls.size();
    workLater();
    assertThat(wing.calls).as("not by itself").hasSize(before);

    wing.outcomes.clear();
    rooms.retry(ALICE, TENANT, room.id());

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.only().members).containsExactly("wing-0", "wing-2", "wing-1");
    assertThat(wing.calls.subList(before, wing.calls.size())).containsExactly("add");
  }

  @Test
  void takesForJoinedWhoIsInTheChatWhateverThePlatformSaidOfAddingThem() {
    know(3);
    wing.with(it -> it.withOpening(0, 0));
    wing.outcomes.put("wing-1", MemberResult.Outcome.UNKNOWN);
    wing.during("add", () -> wing.only().members.add("wing-1"));

    WarRoom room = open(List.of("wing"), mails(3));
    work();

    assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
    assertThat(wing.count("add")).as("nobody is added twice").isOne();
  }
}
