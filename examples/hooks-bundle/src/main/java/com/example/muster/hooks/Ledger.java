package com.example.muster.hooks;

import dev.muster.spi.DomainEvent;
import dev.muster.spi.EventListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Writes down who came in and who came to be or went, in a file of the bundle's own. */
@Component
public final class Ledger implements EventListener {
  private final Path file;

  @Activate
  public Ledger(BundleContext context) {
    file = context.getDataFile("ledger.txt").toPath();
  }

  @Override
  public void on(DomainEvent event) {
    if (event instanceof DomainEvent.SignedIn in) {
      write(event, in.user() + " came in by " + in.identitySource());
    } else if (event instanceof DomainEvent.UserChanged user) {
      write(event, user.user() + " " + user.change());
    }
  }

  private void write(DomainEvent event, String line) {
    String text = event.origin().at() + " " + event.origin().tenant() + " " + line + "\n";
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // logged by Muster, and the next event comes
    }
  }
}
