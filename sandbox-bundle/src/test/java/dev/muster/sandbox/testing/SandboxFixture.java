package dev.muster.sandbox.testing;

import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A provider against the sandbox on a free port.
 *
 * @param <S> the simulated platform
 */
public abstract class SandboxFixture<S extends SimulatedPlatform<?>> implements PlatformFixture {
  /** What people are sent back to. */
  protected static final String DOMAIN = "muster.example";

  private final ChatProvider provider;
  private final SandboxServer server;
  private final S sandbox;
  private final Map<String, String> fields;

  protected SandboxFixture(ChatProvider provider, Function<Sandbox, S> platform)
      throws IOException {
    this.provider = provider;
    this.server = SandboxServer.start(0, Clock.systemUTC());
    this.sandbox = platform.apply(server.sandbox());
    this.fields = sandbox.binding();
    sandbox.trustDomain(DOMAIN);
  }

  /** The settings that lead to the server. */
  protected abstract Map<String, String> settings(String base);

  /** The call that gives the app its token. */
  protected abstract String tokenCall();

  public final S sandbox() {
    return sandbox;
  }

  @Override
  public final ChatProvider provider() {
    return provider;
  }

  @Override
  public final Map<String, String> fields() {
    return fields;
  }

  @Override
  public final Map<String, String> settings() {
    return settings(server.uri() + "/" + sandbox.id());
  }

  @Override
  public final CheckEnvironment environment() {
    return CheckEnvironment.of(URI.create("https://" + DOMAIN), List.of()).withMessages();
  }

  @Override
  public void begin(Trouble trouble) {
    sandbox.fault(preset(trouble), 0);
    if (trouble == Trouble.WRONG_SECRET) {
      // what was had by the secret before goes with it
      sandbox.revokeTokens();
    }
  }

  private static String preset(Trouble trouble) {
    return switch (trouble) {
      case TOKEN_REFUSED -> "token-invalid";
      case THROTTLED -> "rate-limited";
      default -> trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  @Override
  public final void revokeTokens() {
    sandbox.revokeTokens();
  }

  @Override
  public final long tokenCalls() {
    return sandbox.calls(tokenCall());
  }

  @Override
  public final void reset() {
    sandbox.reset();
    sandbox.trustDomain(DOMAIN);
  }

  @Override
  public final void close() {
    server.close();
  }
}
