package dev.muster.testkit.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@link dev.muster.spi.platform.ChatProvider} promises, as tests: a nested class per ability.
 * An ability that the descriptor names has to work; one that it does not name has to be absent, and
 * the tests of it are skipped. Extend it, say what the fixture is, and run it with JUnit Jupiter.
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

  /** The address book. */
  @Nested
  final class ReadingTheDirectory extends DirectoryContract {
    ReadingTheDirectory() {
      super(fixture);
    }
  }

  /** Finding one person in it. */
  @Nested
  final class LookingPeopleUp extends LookUpContract {
    LookingPeopleUp() {
      super(fixture);
    }
  }

  /** In which groups somebody is. */
  @Nested
  final class TellingGroups extends GroupContract {
    TellingGroups() {
      super(fixture);
    }
  }

  /** Webhook events. */
  @Nested
  final class ReceivingWebhooks extends WebhookContract {
    ReceivingWebhooks() {
      super(fixture);
    }
  }

  /** Messages to single people. */
  @Nested
  final class SendingMessages extends MessageContract {
    SendingMessages() {
      super(fixture);
    }
  }

  /** Opening, finding, changing and ending a group chat. */
  @Nested
  final class OpeningGroupChats extends OpeningChatsContract {
    OpeningGroupChats() {
      super(fixture);
    }
  }

  /** Who is in a group chat. */
  @Nested
  final class MembersOfGroupChats extends ChatMembersContract {
    MembersOfGroupChats() {
      super(fixture);
    }
  }

  /** What is said in a group chat. */
  @Nested
  final class MessagesToGroupChats extends ChatMessagesContract {
    MessagesToGroupChats() {
      super(fixture);
    }
  }

  /** What the descriptor names; a test of what it does not name is skipped, not passed. */
  static <T> T offered(Optional<T> ability, String name) {
    assumeTrue(ability.isPresent(), "The descriptor does not name " + name);
    return ability.orElseThrow();
  }

  static TestProviderContext context(PlatformFixture fixture) {
    return context(fixture, Clock.systemUTC());
  }

  static TestProviderContext context(PlatformFixture fixture, Clock clock) {
    Map<String, String> secrets = new HashMap<>(fixture.fields());
    secrets.keySet().retainAll(secretNames(fixture.provider().descriptor()));
    return new TestProviderContext(secrets, fixture.settings(), clock);
  }

  static String[] secretValues(PlatformFixture fixture) {
    Map<String, String> secrets = new HashMap<>(fixture.fields());
    secrets.keySet().retainAll(secretNames(fixture.provider().descriptor()));
    return secrets.values().toArray(String[]::new);
  }

  static Connection connect(PlatformFixture fixture, TestProviderContext context) {
    return connect(fixture, context, Set.of());
  }

  static Connection connect(
      PlatformFixture fixture, TestProviderContext context, Set<String> without) {
    Map<String, String> fields = new HashMap<>(fixture.fields());
    fields.keySet().removeAll(without);
    var secrets = secretNames(fixture.provider().descriptor());
    secrets.retainAll(fields.keySet());
    fields.keySet().removeAll(secrets);
    return fixture.provider().connect(ConnectionSettings.of("test", fields, secrets), context);
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
