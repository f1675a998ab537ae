package dev.muster.core.signin;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What signs people in at a platform: a code stands, once, for what a test wrote down. */
final class CodePlatform {
  private final Map<String, SignInResult> codes = new ConcurrentHashMap<>();
  private final AtomicInteger tokenFetches = new AtomicInteger();
  private final AtomicInteger redemptions = new AtomicInteger();
  private volatile Optional<ProviderException> failure = Optional.empty();

  void code(String code, SignInResult result) {
    codes.put(code, result);
  }

  /** It fails from now on. */
  void fails(ProviderException.Code code) {
    failure = Optional.of(new ProviderException(code, "as the test says", Optional.of("7")));
  }

  int tokenFetches() {
    return tokenFetches.get();
  }

  int redemptions() {
    return redemptions.get();
  }

  SignIn signIn(ConnectionSettings settings, ProviderContext context) {
    return new SignIn() {
      @Override
      public URI authorizationUri(AuthorizationRequest request) {
        return URI.create(
            "https://platform.example/authorize?state="
                + request.state()
                + "&challenge="
                + request.codeChallenge());
      }

      @Override
      public SignInResult redeem(Redemption redemption, Deadline deadline)
          throws ProviderException {
        return redeemed(context, redemption.code().reveal(), deadline);
      }
    };
  }

  private SignInResult redeemed(ProviderContext context, String code, Deadline deadline)
      throws ProviderException {
    redemptions.incrementAndGet();
    if (failure.isPresent()) {
      throw failure.get();
    }
    return context.withToken(
        ProviderContext.TokenRecipe.of(
            "access",
            "secret",
            (secret, by) -> {
              tokenFetches.incrementAndGet();
              return ProviderContext.Token.of(Secret.of("token"), Duration.ofHours(2));
            }),
        token -> {
          SignInResult result = codes.remove(code);
          return result != null
              ? result
              : SignInResult.refused(SignInResult.Reason.CODE_INVALID)
                  .withPlatformCode(Optional.of("40029"));
        },
        deadline);
  }
}
