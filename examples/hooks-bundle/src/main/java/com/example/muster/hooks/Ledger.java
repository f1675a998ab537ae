package com.example.muster.hooks;

import dev.muster.spi.hook.EventListener;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.SignInEvent;
import dev.muster.spi.hook.UserEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Writes down who signed in, and what became of users, in a file of the bundle's own. */
@Component
public final class Ledger implements EventListener {
  private final Path file;

  @Activate
  public Ledger(BundleContext context) {
    file = context.getDataFile("ledger.txt").toPath();
  }

  @Override
  public void on(RecordedEvent recorded) {
    if (recorded.event() instanceof SignInEvent.SignedIn in) {
      write(recorded, in.user() + " signed in by " + in.identitySource());
    } else if (recorded.event() instanceof UserEvent.UserChanged user) {
      write(recorded, user.user() + " " + user.change());
    }
  }

  private void write(RecordedEvent recorded, String line) {
    String text = recorded.at() + " " + recorded.tenant() + " " + line + "\n";
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // logged by Muster, and the next event comes
    }
  }
}
