package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Refreshing;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.signin.Gateway;
import dev.muster.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has signed in with offline access, and what their first refresh token gives. */
abstract class RefreshTokensFixture {
  @TempDir Path directory;
  Gateway gateway;
  Outcome.SignedIn<AuthorizationCode> in;
  Tokens first;

  @BeforeEach
  void signIn() {
    gateway = new Gateway(directory);
    in = gateway.comesInOffline("li");
    first = gateway.redeem(Gateway.code(in)).orElseThrow();
  }

  Refreshed refresh(Secret token, Optional<Set<String>> scope) {
    return gateway
        .grants()
        .refresh(Gateway.CALLER, Gateway.TENANT, new Refreshing(Gateway.CLIENT, token, scope));
  }

  Tokens refreshed(Secret token) {
    return ((Refreshed.Given) refresh(token, Optional.empty())).tokens();
  }

  Tokens refreshed(Tokens tokens) {
    return refreshed(refreshToken(tokens));
  }

  static Secret refreshToken(Tokens tokens) {
    return tokens.refreshToken().orElseThrow();
  }

  Refreshed refresh(String client, Secret token) {
    return gateway
        .grants()
        .refresh(Gateway.CALLER, Gateway.TENANT, new Refreshing(client, token, Optional.empty()));
  }

  void refuses(Tokens tokens) {
    refuses(refreshToken(tokens));
  }

  void refuses(Secret token) {
    assertThat(refresh(token, Optional.empty())).isInstanceOf(Refreshed.Refused.class);
  }

  boolean works(Tokens tokens) {
    return gateway.grants().access(Gateway.TENANT, tokens.accessToken()).isPresent();
  }
}
