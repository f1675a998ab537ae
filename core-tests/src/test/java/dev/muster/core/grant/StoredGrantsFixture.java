package dev.muster.core.grant;

import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.signin.Gateway;
import dev.muster.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has signed in, and their code. */
abstract class StoredGrantsFixture {
  @TempDir Path directory;
  Gateway gateway;
  Outcome.SignedIn<AuthorizationCode> in;
  Secret code;

  @BeforeEach
  void signIn() {
    gateway = new Gateway(directory);
    in = gateway.signedIn("li");
    code = Gateway.code(in);
  }

  Optional<Access> access(Tokens tokens) {
    return gateway.grants().access(Gateway.TENANT, tokens.accessToken());
  }
}
