package dev.muster.core.signin;

import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What travels in the browser between start and return. Sealed, and bound to tenant, source and
 * {@code state}: it opens in that browser, for that source, with that state, and not for long.
 *
 * @param method how the person comes in
 * @param callback where the platform sends them back
 * @param verifier the PKCE verifier towards the platform
 * @param carry what the web wants back
 */
record Travelling(SignInMethod method, URI callback, Secret verifier, String carry) {
  /** What a browser keeps in one cookie, less its name and attributes. */
  static final int MAX_COOKIE = 4000;

  private static final String PURPOSE = "sign-in";

  String seal(SecretBox box, String tenant, String source, String state, Instant until) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + carry.length());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(method.name());
      out.writeUTF(callback.toString());
      out.writeUTF(verifier.reveal());
      out.writeUTF(carry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return box.sealForTravel(PURPOSE, bytes.toByteArray(), bound(tenant, source, state), until);
  }

  static Optional<Travelling> open(
      SecretBox box, String tenant, String source, String state, String cookie) {
    if (!States.wellFormed(state) || cookie.length() > MAX_COOKIE) {
      return Optional.empty();
    }
    return box.openFromTravel(PURPOSE, cookie, bound(tenant, source, state)).map(Travelling::read);
  }

  private static Travelling read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new Travelling(
          SignInMethod.valueOf(in.readUTF()),
          URI.create(in.readUTF()),
          Secret.of(in.readUTF()),
          in.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tenants and sources have no slash, states neither. */
  private static String bound(String tenant, String source, String state) {
    return tenant + '/' + source + '/' + state;
  }
}
