package dev.muster.core.reconcile;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.membership.CallPace;
import dev.muster.core.reconcile.AddressBook.Part;
import dev.muster.core.reconcile.AddressBook.Unread;
import dev.muster.core.reconcile.AddressBook.Whose;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How fast an address book is asked. */
class PaceTest extends ReconciliationFixture {
  @Test
  void leavesWhatThePlatformBearsToOthersAsWell() throws Unread {
    AddressBook slow =
        new AddressBook(
            core.credentials,
            core.connections,
            new CallPace(Duration.ofMillis(60), System::nanoTime));
    Whose whose = new Whose(TENANT, SOURCE, slow.app(TENANT, SOURCE));

    long begun = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      var unused =
          slow.ask(
              whose,
              Part.CONNECTION,
              Optional.empty(),
              (directory, platform, deadline) -> directory.company(deadline));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(120));
  }
}
