package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thing that an administrator does in the platform's own console, on the checklist beside the
 * forms. Immutable; methods that return an item make changed copies.
 */
@ProviderType
public sealed interface SetupItem permits SetupItemRecord {
  /**
   * A thing to do, whatever the app is for.
   *
   * @param id kebab-case, stable: under it browsers remember that it is done
   * @param text what to do, with the words of the console's menus
   * @return the item
   */
  static SetupItem of(String id, Text text) {
    return new SetupItemRecord(
        id, text, Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
  }

  /** {@return its id, kebab-case, stable} */
  String id();

  /** {@return what to do} */
  Text text();

  /** {@return the page where it is done, where it has an address} */
  Optional<URI> helpUrl();

  /** {@return the ways in that it is for, or empty if it is for all; see {@link #onlyFor}} */
  Set<SignInMethod> methods();

  /** {@return the step of the check that proves it, where one does; see {@link #provenBy}} */
  Optional<String> proof();

  /** {@return what of ours is entered there, where something is} */
  Optional<OwnAddress> enters();

  /**
   * The same, with the page where it is done.
   *
   * @param page its address
   * @return a changed copy
   */
  SetupItem foundAt(URI page);

  /**
   * The same, for some ways in alone.
   *
   * @param methods the ways in, some of {@link SignInAbility#methods}
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  SetupItem onlyFor(Set<SignInMethod> methods);

  /**
   * The same, done for certain once a step of the check has passed. Not for a step that passes
   * without having tried it.
   *
   * @param step {@link CheckReport.Step#id} of a step that passes where everything is right
   * @return a changed copy
   */
  SetupItem provenBy(String step);

  /**
   * The same, where an address of ours is entered: it is shown beside the item.
   *
   * @param address which
   * @return a changed copy
   */
  SetupItem entering(OwnAddress address);

  /** What of ours is entered in a platform's console. More may be added. */
  enum OwnAddress {
    /** Where it sends browsers back to, of each identity source. */
    REDIRECT_URLS,
    /** Where it sends webhook events to. */
    EVENTS_URL,
    /** Our host, with the port unless that is the usual one. */
    TRUSTED_DOMAIN,
    /** The address from which it sees our calls. */
    OUTGOING_ADDRESS
  }
}
