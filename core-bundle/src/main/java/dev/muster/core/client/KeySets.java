package dev.muster.core.client;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The public keys of a client, as it entered or publishes them (RFC 7517, section 5). */
final class KeySets {
  /** The largest set, in bytes. */
  static final int MAX_SIZE = 100_000;

  private static final int MAX_KEYS = 50;
  private static final int MAX_KID = 200;

  /** RFC 7518, sections 3.3 and 3.5. What is longer costs whoever verifies, not who signs. */
  private static final int MIN_MODULUS = 2048;

  private static final int MAX_MODULUS = 8192;

  /** With 1 everybody can sign; what is longer costs whoever verifies. */
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);

  private static final int MAX_EXPONENT = 64;

  /** RFC 7518, section 6: what nobody but the owner may know, of keys of each type. */
  private static final Set<String> SECRET =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  private KeySets() {}

  /**
   * What is in a set.
   *
   * @param keys those that may verify what the client signs, perhaps none
   * @param faults why others may not, though they are meant to
   */
  record Read(JWKSet keys, Set<KeyFault> faults) {
    Read {
      faults = Collections.unmodifiableSet(faults);
    }
  }

  /**
   * Reads a set. Keys for other purposes, and of types that we do not know, are passed over
   * (section 5); those with a fault are left out.
   *
   * @param text what was entered or published, however odd
   * @return what is in it, or empty if it is no set, has no keys or too many
   */
  static Optional<Read> read(String text) {
    return members(text)
        .map(
            members -> {
              Set<KeyFault> faults = EnumSet.noneOf(KeyFault.class);
              Set<JWK> keys = new LinkedHashSet<>();
              members.forEach(member -> keys.addAll(key(member, faults)));
              return new Read(new JWKSet(unambiguous(keys, faults)), faults);
            });
  }

  /**
   * What is wrong with a set that somebody enters.
   *
   * @param text what was entered, however odd
   * @return the first fault of it, or empty if every key is right and one at least of use
   */
  static Optional<KeyFault> fault(String text) {
    Optional<Read> read = read(text);
    if (read.isEmpty()) {
      return Optional.of(KeyFault.NO_SET);
    }
    return read.get().faults().stream()
        .findFirst()
        .or(() -> Optional.of(KeyFault.OF_NO_USE).filter(none -> read.get().keys().isEmpty()));
  }

  private static Optional<List<Object>> members(String text) {
    if (text.length() > MAX_SIZE) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(text), "keys"))
          .filter(members -> !members.isEmpty() && members.size() <= MAX_KEYS);
    } catch (ParseException | RuntimeException e) { // what is JSON null, among others
      return Optional.empty();
    }
  }

  /** The library's key, or none; why is added. */
  private static List<JWK> key(Object member, Set<KeyFault> faults) {
    if (member instanceof Map<?, ?> map && !Collections.disjoint(map.keySet(), SECRET)) {
      faults.add(KeyFault.NOT_PUBLIC);
      return List.of();
    }
    try {
      // one by one: in a whole set one that is malformed would take the others with it
      List<JWK> keys =
          JWKSet.parse(Map.of("keys", List.of(member))).getKeys().stream()
              .filter(KeySets::isOfUse)
              .toList();
      Optional<KeyFault> fault = keys.stream().flatMap(key -> fault(key).stream()).findFirst();
      fault.ifPresent(faults::add);
      return fault.isPresent() ? List.of() : keys;
    } catch (ParseException | RuntimeException e) { // a key that is JSON null, among others
      faults.add(KeyFault.MALFORMED);
      return List.of();
    }
  }

  private static boolean isOfUse(JWK key) {
    boolean onOurCurve = !(key instanceof ECKey ec) || ec.getCurve().equals(Curve.P_256);
    return onOurCurve
        && SignedAssertions.ALGORITHMS.stream()
            .anyMatch(alg -> JWKMatcher.forJWSHeader(new JWSHeader(alg)).matches(key));
  }

  private static Optional<KeyFault> fault(JWK key) {
    if (key.getKeyID() != null && key.getKeyID().length() > MAX_KID) {
      return Optional.of(KeyFault.KID_LENGTH);
    }
    return key instanceof RSAKey rsa ? fault(rsa) : Optional.empty();
  }

  private static Optional<KeyFault> fault(RSAKey key) {
    // as a number: the library counts the zeros in front as well
    BigInteger modulus = key.getModulus().decodeToBigInteger();
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    if (!modulus.testBit(0)
        || modulus.bitLength() < MIN_MODULUS
        || modulus.bitLength() > MAX_MODULUS) {
      return Optional.of(KeyFault.RSA_MODULUS);
    }
    return Optional.of(KeyFault.RSA_EXPONENT)
        .filter(
            any ->
                !exponent.testBit(0)
                    || exponent.compareTo(MIN_EXPONENT) < 0
                    || exponent.bitLength() > MAX_EXPONENT);
  }

  /** Nobody can tell which of two is meant by a name that both have. */
  private static List<JWK> unambiguous(Set<JWK> keys, Set<KeyFault> faults) {
    Map<String, Long> named =
        keys.stream()
            .filter(key -> key.getKeyID() != null)
            .collect(Collectors.groupingBy(JWK::getKeyID, Collectors.counting()));
    List<JWK> kept =
        keys.stream()
            .filter(key -> key.getKeyID() == null || named.getOrDefault(key.getKeyID(), 0L) == 1)
            .toList();
    if (kept.size() < keys.size()) {
      faults.add(KeyFault.KID_TWICE);
    }
    return kept;
  }
}
