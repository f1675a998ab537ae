package dev.muster.spi;

import java.net.URI;
import java.util.List;

/**
 * The page that asks the platform's client for a code by script. The core serves it with a form
 * {@code id="in-app"} that holds the hidden inputs {@code state} and {@code code}.
 *
 * @param scripts the platform's script libraries, in order, allowed by the page's content security
 *     policy by their origins
 * @param script the platform's part: a function body in JavaScript with the parameters {@code
 *     config} (the fields named in {@link PlatformDescriptor#mobileConfigFields}), {@code done}
 *     (called with the code) and {@code failed} (called with a text for the log)
 */
public record InAppPage(List<URI> scripts, String script) {
  /** Copies. */
  public InAppPage {
    scripts = List.copyOf(scripts);
  }
}
