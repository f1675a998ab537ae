package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keys of one tenant, rotated at once. */
public final class FakeKeys implements SigningKeys {
  /** Making an RSA key takes long, and tests only need to tell them apart. */
  private static final List<KeyPair> RSA = List.of(generate("RSA"), generate("RSA"));

  private final String tenant;
  private final List<Key> keys = new ArrayList<>();

  public FakeKeys(String tenant) {
    this.tenant = tenant;
    rotate();
  }

  public void rotate() {
    keys.add(0, new Key("rsa-" + keys.size(), "RS256", RSA.get(keys.size() / 2 % RSA.size())));
    keys.add(0, new Key("ec-" + keys.size(), "ES256", generate("EC")));
  }

  @Override
  public Active active(String tenant, String alg) {
    return keys.stream()
        .filter(key -> key.alg.equals(alg))
        .findFirst()
        .map(key -> new Active(key.kid, key.pair))
        .orElseThrow();
  }

  @Override
  public List<Published> published(String tenant) {
    if (!tenant.equals(this.tenant)) {
      throw ProblemException.notFound("tenant");
    }
    return keys.stream()
        .map(
            key ->
                new Published(key.kid, key.alg, Status.ACTIVE, Instant.EPOCH, key.pair.getPublic()))
        .toList();
  }

  @Override
  public List<Published> rotate(Caller caller, String tenant) {
    throw new UnsupportedOperationException();
  }

  private static KeyPair generate(String kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private record Key(String kid, String alg, KeyPair pair) {}
}
