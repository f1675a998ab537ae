package dev.muster.web.api;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import java.util.List;
import java.util.Optional;

/** A platform whose address book is all that is asked. */
record Company(PlatformDescriptor descriptor, Directory book) implements ChatProvider {
  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new Connection() {
      @Override
      public CheckReport check(CheckEnvironment environment, Deadline deadline) {
        return CheckReport.of(List.of());
      }

      @Override
      public Optional<Directory> directory() {
        return Optional.of(book);
      }
    };
  }
}
