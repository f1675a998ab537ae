package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** How the platform reaches us, for a check. Immutable. */
@ProviderType
public sealed interface CheckEnvironment permits CheckEnvironmentRecord {
  /**
   * An environment.
   *
   * @param publicUrl what browsers see of us, without a path
   * @param callbackUrls the addresses to which the platform sends people back; empty where no
   *     identity source uses the binding yet
   * @return the environment
   */
  static CheckEnvironment of(URI publicUrl, List<URI> callbackUrls) {
    return new CheckEnvironmentRecord(publicUrl, callbackUrls, Set.of(), false);
  }

  /** {@return what browsers see of us, without a path} */
  URI publicUrl();

  /** {@return the addresses to which the platform sends people back; empty where none is known} */
  List<URI> callbackUrls();

  /**
   * The groups by which people are let in: where there are any, a step that decides {@link
   * CheckReport.Capability#SIGN_IN} says whether the app may read them.
   *
   * @return their ids, as administrators entered them
   */
  Set<String> groups();

  /**
   * The same, where people are let in by groups.
   *
   * @param ids the ids of the groups, see {@link Directory#groupsOf}
   * @return a changed copy
   */
  CheckEnvironment withGroups(Set<String> ids);

  /**
   * Whether messages are sent to people: where they are, a step that decides {@link
   * CheckReport.Capability#MESSAGES} says whether the app may, and other steps of which they are in
   * need decide it too.
   *
   * @return true if so
   */
  boolean messages();

  /**
   * The same, where messages are sent to people.
   *
   * @return a changed copy
   */
  CheckEnvironment withMessages();
}
