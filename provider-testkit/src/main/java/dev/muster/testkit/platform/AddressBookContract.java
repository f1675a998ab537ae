package dev.muster.testkit.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of {@link Directory} share. They are skipped where the descriptor names none;
 * that the provider then offers none either, the descriptor's tests see to.
 */
abstract class AddressBookContract {
  static final Duration TIME = Duration.ofSeconds(5);
  static final Duration SHORT = Duration.ofMillis(500);

  private final PlatformFixture fixture;

  AddressBookContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  interface Try {
    void run(DirectoryFixture server, Directory directory) throws Exception;
  }

  @BeforeEach
  void isOffered() {
    ChatProviderContract.offered(fixture.provider().descriptor().directory(), "an address book");
  }

  final void with(Try test) throws Exception {
    test.run(server(), connect());
  }

  final DirectoryFixture server() {
    return fixture.directory().orElseThrow();
  }

  final PlatformFixture fixture() {
    return fixture;
  }

  final Directory connect() {
    return ChatProviderContract.connect(fixture).directory().orElseThrow();
  }

  static Deadline soon() {
    return Deadline.in(TIME);
  }
}
