package dev.muster.core.client;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.muster.api.Client.AuthMethod;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys a client may be registered with (RFC 7518, section 6). */
final class ClientKeysTest extends StoredClientsFixture {
  private static final String EC = ec(Curve.P_256, "ec").toJSONString();
  private static final BigInteger F4 = BigInteger.valueOf(65537);

  private static ECKey ec(Curve curve, String kid) {
    try {
      return new ECKeyGenerator(curve).keyID(kid).generate().toPublicJWK();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** An odd number of so many bits: nothing is signed with it. */
  private static BigInteger modulus(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
  }

  private static String rsa(BigInteger modulus, BigInteger exponent) {
    return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
        .keyID("rsa")
        .build()
        .toJSONString();
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  private void registers(String... keys) {
    create(
        settings(true, AuthMethod.PRIVATE_KEY_JWT, "https://shop.example/cb").toBuilder()
            .jwks(Optional.of(set(keys)))
            .build());
  }

  private void takes(String... keys) {
    registers(keys);
    clients.delete(ALICE, TENANT, "shop", ANY);
  }

  private void refuses(String code, String... keys) {
    assertInvalid("jwks", code, () -> registers(keys));
  }

  @Test
  void refusesAnRsaModulusThatIsTooShortTooLongOrEven() {
    refuses("weak-key", EC, rsa(modulus(1024), F4));
    refuses("weak-key", rsa(modulus(2047), F4));
    refuses("weak-key", rsa(modulus(8193), F4));
    refuses("weak-key", rsa(BigInteger.ONE.shiftLeft(2047), F4));
    takes(rsa(modulus(2048), F4));
    takes(rsa(modulus(8192), F4));
  }

  @Test
  void countsNoZerosInFrontOfAModulus() {
    byte[] padded = new byte[256];
    padded[254] = 0x0c;
    padded[255] = (byte) 0xa1;
    refuses(
        "weak-key",
        new RSAKey.Builder(Base64URL.encode(padded), Base64URL.encode(F4)).build().toJSONString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "65536", "18446744073709551617"})
  void refusesAnRsaExponentByWhichAnybodySignsOrWhichCostsTooMuch(String exponent) {
    refuses("weak-key", EC, rsa(modulus(2048), new BigInteger(exponent)));
  }

  @Test
  void takesAnOddExponentFromThreeOn() {
    takes(rsa(modulus(2048), BigInteger.valueOf(3)));
    takes(rsa(modulus(2048), new BigInteger("18446744073709551615")));
  }

  @Test
  void refusesTwoKeysOfOneKid() {
    refuses("duplicate", EC, ec(Curve.P_256, "ec").toJSONString());
    refuses("duplicate", EC, rsa(modulus(2048), F4).replace("\"rsa\"", "\"ec\""));
    String unnamed = ec(Curve.P_256, "ec").toJSONString().replace("\"kid\":\"ec\",", "");
    takes(EC, unnamed, ec(Curve.P_256, "ec").toJSONString().replace("\"kid\":\"ec\",", ""));
  }

  @Test
  void refusesAKidOfMoreThanTwoHundredCharacters() {
    refuses("length", EC, ec(Curve.P_256, "k".repeat(201)).toJSONString());
    takes(ec(Curve.P_256, "k".repeat(200)).toJSONString());
  }

  @Test
  void refusesWhatOnlyItsOwnerMayHave() throws JOSEException {
    ECKey whole = new ECKeyGenerator(Curve.P_256).keyID("whole").generate();
    refuses("format", EC, whole.toJSONString());
    refuses("format", EC, "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"c2VjcmV0\"}");
    refuses("format", EC, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"d\":\"AA\"}");
    refuses("format", EC, "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\",\"priv\":\"AA\"}");
  }

  @Test
  void refusesAPointThatIsNotOnItsCurve() {
    String elsewhere =
        EC.replaceFirst("\"x\":\"[^\"]+\"", "\"x\":\"" + Base64URL.encode(new byte[32]) + "\"");
    refuses("format", elsewhere);
    refuses("format", ec(Curve.P_256, "other").toJSONString(), elsewhere);
  }

  @Test
  void refusesASetThatVerifiesNothing() {
    refuses("format", ec(Curve.P_384, "p384").toJSONString());
    refuses("format", ec(Curve.P_521, "p521").toJSONString());
    refuses("format", "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}");
    refuses("format", forEncryption().toJSONString());
    refuses("format", withAlgorithm(JWSAlgorithm.ES384).toJSONString());
    refuses(
        "format",
        IntStream.range(0, 51)
            .mapToObj(i -> ec(Curve.P_256, "k" + i).toJSONString())
            .toArray(String[]::new));
  }

  @Test
  void takesKeysForOtherPurposesBesideOneForOurs() {
    takes(
        EC,
        forEncryption().toJSONString(),
        ec(Curve.P_384, "ec").toJSONString(),
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"kid\":\"ec\"}",
        "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}");
  }

  private static JWK forEncryption() {
    return new ECKey.Builder(ec(Curve.P_256, "enc")).keyUse(KeyUse.ENCRYPTION).build();
  }

  private static JWK withAlgorithm(JWSAlgorithm algorithm) {
    return new ECKey.Builder(ec(Curve.P_256, "alg")).algorithm(algorithm).build();
  }

  /** What is stored is read the same way: a set that came there before there were these rules. */
  @Test
  void readsNothingButWhatVerifies() {
    assertThat(
            KeySets.read(set(EC, rsa(modulus(1024), F4), "{\"kty\":\"oct\",\"k\":\"AA\"}"))
                .map(read -> read.keys().getKeys().stream().map(JWK::getKeyID).toList()))
        .contains(List.of("ec"));
  }
}
