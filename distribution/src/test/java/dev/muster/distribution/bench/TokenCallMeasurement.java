package dev.muster.distribution.bench;

import java.io.IOException;

/** Many people at once, before anything is cached: the platform is asked for one access token. */
final class TokenCallMeasurement {
  /** Long enough for all of them to arrive before the first answer. */
  private static final int TOKEN_MILLIS = 1_000;

  private static final int SECONDS = 60;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;

  TokenCallMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) throws IOException {
    platform.reset();
    platform.slowTokens(TOKEN_MILLIS);
    try (GatewayProcess gateway = new GatewayProcess("bench-token-calls", platform, "ES256")) {
      int before = platform.tokenCalls();
      int many = sizes.simultaneous();
      load.run(new LoadPlan(gateway.port(), platform.port(), many, many, 1, many, SECONDS));
      int calls = platform.tokenCalls() - before;
      report.target(
          "token calls of %d simultaneous sign-ins".formatted(many),
          "1",
          Integer.toString(calls),
          calls == 1,
          "cold cache; counted by the platform, which takes 1 s to answer");
    } finally {
      platform.reset();
    }
  }
}
