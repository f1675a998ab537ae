package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a platform signs people in. Immutable; the {@code with} methods make changed copies.
 *
 * @see SignIn
 */
@ProviderType
public sealed interface SignInAbility permits SignInAbilityRecord {
  /**
   * Ways in whose code comes in the query parameter {@code code}.
   *
   * @param methods the ways in that {@link SignIn} serves, at least one
   * @return the ability
   * @throws IllegalArgumentException if there is none
   */
  static SignInAbility of(Set<SignInMethod> methods) {
    return new SignInAbilityRecord(methods, Set.of(), List.of("code"), List.of());
  }

  /** {@return the ways in} */
  Set<SignInMethod> methods();

  /** {@return what tells the platform's own client; see {@link #withUserAgentMarkers}} */
  Set<String> userAgentMarkers();

  /** {@return the query parameters of a code; see {@link #withCodeParameters}} */
  List<String> codeParameters();

  /** {@return names of fields for native apps; see {@link #withMobileConfigFields}} */
  List<String> mobileConfigFields();

  /**
   * The same, with what tells the platform's own client.
   *
   * @param markers parts of the User-Agent header, lower case, of which one is present in the
   *     platform's own client and in no other platform's
   * @return a changed copy
   */
  SignInAbility withUserAgentMarkers(Set<String> markers);

  /**
   * The same, where the code comes otherwise.
   *
   * @param names names of the query parameters in which the platform hands over its code, in the
   *     order they are looked for
   * @return a changed copy
   */
  SignInAbility withCodeParameters(List<String> names);

  /**
   * The same, for native apps.
   *
   * @param names names of fields, none of them secret, that a native app or an {@link InAppPage}
   *     needs in order to call the platform's SDK
   * @return a changed copy
   */
  SignInAbility withMobileConfigFields(List<String> names);
}
