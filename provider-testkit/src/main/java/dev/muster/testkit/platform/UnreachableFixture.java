package dev.muster.testkit.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For a provider that can be bound and has no ability yet: there is no server, and nothing that
 * could go wrong at one. The contract holds the descriptor against the abilities all the same.
 */
public final class UnreachableFixture implements PlatformFixture {
  private final ChatProvider provider;
  private final Map<String, String> fields;

  /**
   * Makes a fixture.
   *
   * @param provider the provider under test
   * @param fields what an administrator would enter, secrets among it
   */
  public UnreachableFixture(ChatProvider provider, Map<String, String> fields) {
    this.provider = provider;
    this.fields = Map.copyOf(fields);
  }

  @Override
  public ChatProvider provider() {
    return provider;
  }

  @Override
  public Map<String, String> fields() {
    return fields;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public CheckEnvironment environment() {
    return CheckEnvironment.of(URI.create("https://muster.example"), List.of());
  }

  @Override
  public String platformTenant() {
    throw new IllegalStateException("Nobody signs in");
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    return Optional.empty();
  }

  @Override
  public Set<Trouble> possible() {
    return Set.of();
  }

  @Override
  public void begin(Trouble trouble) {
    throw new IllegalStateException("There is no server");
  }

  @Override
  public void revokeTokens() {}

  @Override
  public long tokenCalls() {
    return 0;
  }

  @Override
  public void reset() {}

  @Override
  public void close() {}
}
