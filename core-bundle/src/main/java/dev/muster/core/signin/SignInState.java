package dev.muster.core.signin;

import dev.muster.api.SignIns.Errand;
import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn.Redemption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the browser keeps between start and return. Sealed, and bound to tenant, source and {@code
 * state}: it opens in that browser, for that source, with that state, and not for long.
 *
 * @param method how the person signs in
 * @param callback where the platform sends them back
 * @param verifier the PKCE verifier towards the platform
 * @param relayState what the web gets back, opaque to the core
 * @param errand what the sign-in is for
 * @param subject with {@link Errand#TRY} the id of the try, with {@link Errand#PROOF} the key of
 *     the sign-in that waits for it, with {@link Errand#LINK} the id of the session, else nothing
 */
record SignInState(
    SignInMethod method,
    URI callback,
    Secret verifier,
    String relayState,
    Errand errand,
    Optional<Secret> subject) {
  /** What a browser keeps in one cookie, less its name and attributes. */
  static final int MAX_COOKIE = 4000;

  private static final String PURPOSE = "sign-in";

  /** A purpose for each: a node that does not know an errand must not take it for a sign-in. */
  private static final Map<Errand, String> PURPOSES =
      Map.of(
          Errand.SIGN_IN, PURPOSE,
          Errand.TRY, "sign-in-try",
          Errand.PROOF, "sign-in-proof",
          Errand.LINK, "sign-in-link");

  private static final String NONE = "";

  /** What redeems the code that came back. */
  Redemption redemption(Secret code) {
    return Redemption.of(method, code)
        .withCodeVerifier(Optional.of(verifier))
        .withRedirectUri(Optional.of(callback));
  }

  String seal(SecretBox box, String tenant, String source, String state, Instant until) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + relayState.length());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(method.name());
      out.writeUTF(callback.toString());
      out.writeUTF(verifier.reveal());
      out.writeUTF(relayState);
      out.writeUTF(subject.map(Secret::reveal).orElse(NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return box.sealForTravel(
        Objects.requireNonNull(PURPOSES.get(errand)),
        bytes.toByteArray(),
        bound(tenant, source, state),
        until);
  }

  static Optional<SignInState> open(
      SecretBox box, String tenant, String source, String state, String cookie) {
    if (!States.wellFormed(state) || cookie.length() > MAX_COOKIE) {
      return Optional.empty();
    }
    for (Errand errand : Errand.values()) {
      Optional<SignInState> opened =
          box.openFromTravel(
                  Objects.requireNonNull(PURPOSES.get(errand)),
                  cookie,
                  bound(tenant, source, state))
              .map(bytes -> read(errand, bytes));
      if (opened.isPresent()) {
        return opened;
      }
    }
    return Optional.empty();
  }

  private static SignInState read(Errand errand, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new SignInState(
          SignInMethod.valueOf(in.readUTF()),
          URI.create(in.readUTF()),
          Secret.of(in.readUTF()),
          in.readUTF(),
          errand,
          // not there in a cookie that was made before there were tries
          in.available() > 0
              ? Optional.of(in.readUTF()).filter(id -> !id.equals(NONE)).map(Secret::of)
              : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tenants and sources have no slash, states neither. */
  private static String bound(String tenant, String source, String state) {
    return tenant + '/' + source + '/' + state;
  }
}
