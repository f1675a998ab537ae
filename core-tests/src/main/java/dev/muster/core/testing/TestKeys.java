package dev.muster.core.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Key pairs for tests. Thread-safe. */
public final class TestKeys {
  /** One that goes and one that comes. */
  private static final int RSA_KEYS = 2;

  private static final List<KeyPair> RSA = new ArrayList<>();
  private static int handedOut;

  private TestKeys() {}

  /**
   * Makes a key pair. RSA keys, which take long, are made a few times and come round again.
   *
   * @param alg {@code ES256} or {@code RS256}
   */
  public static synchronized KeyPair generate(String alg) {
    try {
      if (alg.equals("ES256")) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
      }
      if (RSA.size() < RSA_KEYS) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSA.add(generator.generateKeyPair());
      }
      return RSA.get(handedOut++ % RSA.size());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
