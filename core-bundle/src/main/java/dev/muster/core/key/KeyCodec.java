package dev.muster.core.key;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Makes keys and turns them into bytes and back, with the JDK's providers. */
final class KeyCodec {
  static final String RS256 = "RS256";
  static final String ES256 = "ES256";

  /** The algorithms, the quick one first. */
  static final List<String> ALGORITHMS = List.of(ES256, RS256);

  private static final int RSA_BITS = 2048;

  private KeyCodec() {}

  static KeyPair generate(String alg) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type(alg));
      generator.initialize(
          alg.equals(ES256)
              ? new ECGenParameterSpec("secp256r1")
              : new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4));
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair read(String alg, byte[] publicKey, byte[] privateKey) {
    try {
      KeyFactory factory = KeyFactory.getInstance(type(alg));
      return new KeyPair(
          readPublic(alg, publicKey), factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A stored signing key is not readable", e);
    }
  }

  static PublicKey readPublic(String alg, byte[] publicKey) {
    try {
      return KeyFactory.getInstance(type(alg)).generatePublic(new X509EncodedKeySpec(publicKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A stored signing key is not readable", e);
    }
  }

  private static String type(String alg) {
    return alg.equals(ES256) ? "EC" : "RSA";
  }
}
