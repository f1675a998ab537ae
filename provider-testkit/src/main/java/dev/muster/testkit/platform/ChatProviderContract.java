package dev.muster.testkit.platform;

import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Field;
import dev.muster.spi.PlatformDescriptor;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@link dev.muster.spi.ChatProvider} promises, as tests: a nested class per ability. An
 * ability that the descriptor names has to work; one that it does not name has to be absent. Extend
 * it, say what the fixture is, and run it with JUnit Jupiter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChatProviderContract {
  private PlatformFixture fixture;

  /** For the author's subclass. */
  protected ChatProviderContract() {}

  /**
   * Starts the server that plays the platform; called once, before the first test.
   *
   * @return the fixture, closed after the last test
   * @throws Exception if it cannot be started
   */
  protected abstract PlatformFixture start() throws Exception;

  @BeforeAll
  final void startFixture() throws Exception {
    fixture = start();
  }

  @AfterAll
  final void closeFixture() throws Exception {
    fixture.close();
  }

  @BeforeEach
  final void resetFixture() {
    fixture.reset();
  }

  /** What the provider says of itself. */
  @Nested
  final class Descriptor extends DescriptorContract {
    Descriptor() {
      super(fixture);
    }
  }

  /** The doctor. */
  @Nested
  final class Check extends CheckContract {
    Check() {
      super(fixture);
    }
  }

  /** Signing in. */
  @Nested
  final class SigningIn extends SignInContract {
    SigningIn() {
      super(fixture);
    }
  }

  static TestProviderContext context(PlatformFixture fixture) {
    Map<String, String> secrets = new HashMap<>(fixture.fields());
    secrets.keySet().retainAll(secretNames(fixture.provider().descriptor()));
    return new TestProviderContext(secrets, fixture.settings(), Clock.systemUTC());
  }

  static Connection connect(PlatformFixture fixture, TestProviderContext context) {
    Map<String, String> fields = new HashMap<>(fixture.fields());
    var secrets = secretNames(fixture.provider().descriptor());
    secrets.retainAll(fields.keySet());
    fields.keySet().removeAll(secrets);
    return fixture.provider().connect(new ConnectionSettings("test", fields, secrets), context);
  }

  static Connection connect(PlatformFixture fixture) {
    return connect(fixture, context(fixture));
  }

  private static Set<String> secretNames(PlatformDescriptor descriptor) {
    return descriptor.bindingFields().stream()
        .filter(Field::secret)
        .map(Field::name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
