package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens in a chat follows one order. */
class WarRoomOrderTest extends WarRoomFixture {
  /** Not every platform shows to those who come later what was said before. */
  @Test
  void briefsAChatOnceEverybodyIsInItAndPinsThat() {
    know(60);

    open(List.of("wing"), mails(60));

    assertThat(wing.calls).containsExactly("emails", "open", "add", "send", "pin", "link");
  }

  @Test
  void briefsAChatBeforeAnythingElseIsSaidInIt() {
    know(2);
    NewWarRoom asked = about("Checkout is down", List.of("wing"), mails(2));
    WarRoom room = unwaited().open(ALICE, TENANT, asked, Optional.empty()).room().value();
    var unused = unwaited().send(ALICE, TENANT, room.id(), said("It is the cache."));

    work();

    assertThat(wing.only().said).hasSize(2).last().isEqualTo("It is the cache.");
    assertThat(wing.only().said.get(0)).contains("Checkout is down");
  }

  /** The platform would take the first message of the second one for that of the first. */
  @Test
  void briefsTheChatTooThatTakesThePlaceOfOneThatWasDissolved() {
    know(2);
    WarRoom room = open(List.of("wing"), mails(2));
    rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

    rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());

    assertThat(wing.chats).hasSize(2);
    assertThat(wing.chats.get(1).said).isEqualTo(wing.chats.get(0).said).hasSize(1);
    assertThat(wing.chats.get(1).pinned).isPresent().isNotEqualTo(wing.chats.get(0).pinned);
  }

  /** The first message may have arrived, and the platform could not tell it from a second. */
  @Test
  void briefsAChatOnceWherePlatformsHaveNoKeysForMessages() {
    know(2);
    corp.failNextAfterwards("send", Code.TIMEOUT);
    open(List.of("corp"), mails(2));
    workLater();

    assertThat(corp.only().said).hasSize(1);
    assertThat(corp.count("send")).isOne();
  }
}
