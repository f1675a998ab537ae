package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;

/**
 * The page that asks the platform's client for a code by script. It is served with a form {@code
 * id="in-app"} that holds the hidden inputs {@code state} and {@code code}; its content security
 * policy allows script from the origins of {@code scripts} and this one script of ours, and nothing
 * else. A client too old to answer, or none at all, leaves {@code done} uncalled: after some
 * seconds the page offers the way through the browser instead.
 *
 * @param scripts the platform's script libraries, in order; absolute addresses, from settings where
 *     an installation may host them itself
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
