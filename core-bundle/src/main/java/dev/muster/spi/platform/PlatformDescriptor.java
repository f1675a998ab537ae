package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a platform is called, asks for and can do, as data: the console draws its forms and decides
 * what it offers from this alone.
 *
 * @param id {@code [a-z][a-z0-9-]{1,30}}, never changed: it is part of every identity's key
 * @param displayName what people call it
 * @param icon an SVG document without script, or empty for a letter in its place
 * @param bindingFields the form of a mobile app
 * @param sourceFields the form of an identity source; a credential left out there is taken from the
 *     tenant's mobile app where names agree
 * @param signInMethods the ways in that {@link SignIn} serves; empty if it serves none
 * @param userAgentMarkers parts of the User-Agent header, lower case, of which one is present in
 *     the platform's own client and in no other platform's
 * @param userIdIgnoresCase whether the platform takes user ids that differ in case for the same
 * @param codeParameters names of the query parameters in which the platform hands over its code, in
 *     the order they are looked for; {@code code} in most cases
 * @param mobileConfigFields names of fields, none of them secret, that a native app needs in order
 *     to call the platform's SDK
 * @param directory whether there is an address book: {@link Connection#directory}
 * @param callbackFields names of the secret fields without all of which nothing that is pushed can
 *     be verified: with them a connection has {@link Connection#callbacks}, without them it has
 *     none; empty if the platform pushes nothing
 * @param callsPerMinute how many calls the core lets one bound app make in a minute, by {@link
 *     HttpCall#quota}, where the platform punishes more than that; what is not named has no limit.
 *     The setting {@code platform.<id>.budget.<quota>} wins. Never a quota that signing in takes
 *     from: whoever came next would be turned away
 */
public record PlatformDescriptor(
    String id,
    Text displayName,
    Optional<String> icon,
    List<Field> bindingFields,
    List<Field> sourceFields,
    Set<SignInMethod> signInMethods,
    Set<String> userAgentMarkers,
    boolean userIdIgnoresCase,
    List<String> codeParameters,
    List<String> mobileConfigFields,
    boolean directory,
    Set<String> callbackFields,
    Map<String, Integer> callsPerMinute) {
  /** Validates and copies. */
  public PlatformDescriptor {
    if (!id.matches("[a-z][a-z0-9-]{1,30}")) {
      throw new IllegalArgumentException("A platform's id is [a-z][a-z0-9-]{1,30}, not " + id);
    }
    bindingFields = List.copyOf(bindingFields);
    sourceFields = List.copyOf(sourceFields);
    signInMethods = Set.copyOf(signInMethods);
    userAgentMarkers = Set.copyOf(userAgentMarkers);
    codeParameters = List.copyOf(codeParameters);
    mobileConfigFields = List.copyOf(mobileConfigFields);
    callbackFields = Set.copyOf(callbackFields);
    callsPerMinute = Map.copyOf(callsPerMinute);
    callsPerMinute.forEach(
        (quota, calls) -> {
          if (calls < 1) {
            throw new IllegalArgumentException(quota + " has a limit below one call per minute");
          }
        });
  }

  /** A platform whose calls have no limits of ours; the parameters are those of the record. */
  public PlatformDescriptor(
      String id,
      Text displayName,
      Optional<String> icon,
      List<Field> bindingFields,
      List<Field> sourceFields,
      Set<SignInMethod> signInMethods,
      Set<String> userAgentMarkers,
      boolean userIdIgnoresCase,
      List<String> codeParameters,
      List<String> mobileConfigFields,
      boolean directory,
      Set<String> callbackFields) {
    this(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        signInMethods,
        userAgentMarkers,
        userIdIgnoresCase,
        codeParameters,
        mobileConfigFields,
        directory,
        callbackFields,
        Map.of());
  }
}
