package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The page that asks the platform's client for a code by script. It is served with a form {@code
 * id="in-app"} that holds the hidden inputs {@code state} and {@code code}; its content security
 * policy allows script from the origins of {@link #scripts} and this one script of ours, and
 * nothing else. A client too old to answer, or none at all, leaves {@code done} uncalled: after
 * some seconds the page offers the way through the browser instead.
 */
@ProviderType
public sealed interface InAppPage permits InAppPageRecord {
  /**
   * A page.
   *
   * @param scripts the platform's script libraries, in order; absolute addresses, from settings
   *     where an installation may host them itself
   * @param script the platform's part: a function body in JavaScript with the parameters {@code
   *     config} (the fields named in {@link SignInAbility#mobileConfigFields}), {@code done}
   *     (called with the code) and {@code failed} (called with a text for the log)
   * @return the page
   */
  static InAppPage of(List<URI> scripts, String script) {
    return new InAppPageRecord(scripts, script);
  }

  /** {@return the platform's script libraries, in order} */
  List<URI> scripts();

  /** {@return the platform's part, a function body} */
  String script();
}
