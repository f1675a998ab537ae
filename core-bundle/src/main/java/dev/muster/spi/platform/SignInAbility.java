package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Map;
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
    return new SignInAbilityRecord(methods, Set.of(), List.of("code"), List.of(), Map.of());
  }

  /** {@return the ways in} */
  Set<SignInMethod> methods();

  /** {@return what tells the platform's own client; see {@link #withUserAgentMarkers}} */
  Set<String> userAgentMarkers();

  /** {@return the query parameters of a code; see {@link #withCodeParameters}} */
  List<String> codeParameters();

  /** {@return names of fields for native apps; see {@link #withMobileConfigFields}} */
  List<String> mobileConfigFields();

  /** {@return what the platform answers for, by way in; see {@link #withVouchedFor}} */
  Map<SignInMethod, Set<ContactField>> vouchedFor();

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

  /**
   * The same, saying beforehand what the platform answers for, so that administrators see by what
   * accounts can be matched. The core holds {@link SignIn#redeem} to it: what an identity marks as
   * verified beyond this counts as not verified. User ids need not be named, they always count.
   *
   * @param fields by way in; of a way in that is left out nothing is said beforehand, and its marks
   *     count as they come
   * @return a changed copy
   * @throws IllegalArgumentException if a way in is not among {@link #methods}
   */
  SignInAbility withVouchedFor(Map<SignInMethod, Set<ContactField>> fields);

  /** What a platform may have verified of a person. More may be added. */
  enum ContactField {
    /** The mailbox. */
    EMAIL,
    /** The phone number. */
    PHONE
  }
}
