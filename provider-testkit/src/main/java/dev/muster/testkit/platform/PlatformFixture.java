package dev.muster.testkit.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider and a server that plays its platform.
 *
 * @implSpec The server begins each test healthy, with nothing handed out: {@link #reset} is called
 *     before each.
 */
public interface PlatformFixture extends AutoCloseable {
  /**
   * The provider under test.
   *
   * @return the provider
   */
  ChatProvider provider();

  /**
   * What an administrator would enter, secrets among it, so that everything is right at the server.
   *
   * @return values by field name
   */
  Map<String, String> fields();

  /**
   * The settings {@code platform.<id>.<key>} that lead to the server.
   *
   * @return values by key
   */
  Map<String, String> settings();

  /**
   * How the platform sees us, so that everything is right at the server.
   *
   * @return the environment, {@link CheckEnvironment#withMessages} where the provider sends any
   */
  CheckEnvironment environment();

  /**
   * The company that a person's identity names.
   *
   * @return its id
   */
  String platformTenant();

  /**
   * A fresh code.
   *
   * @param method how the person comes in
   * @param persona who they are
   * @return the code, or empty where the platform gives no code to such a person
   */
  Optional<String> code(SignInMethod method, Persona persona);

  /**
   * The troubles that the platform can have.
   *
   * @return all of them unless something cannot happen there
   */
  default Set<Trouble> possible() {
    return Set.of(Trouble.values());
  }

  /**
   * Begins a trouble that lasts until {@link #reset}.
   *
   * @param trouble what goes wrong
   */
  void begin(Trouble trouble);

  /** Lets every token that was handed out become invalid, once; fresh ones work. */
  void revokeTokens();

  /**
   * How often tokens were asked for since {@link #reset}.
   *
   * @return the number
   */
  long tokenCalls();

  /**
   * The address book at the server.
   *
   * @return how a test asks of it; empty if the provider has no {@code Directory}
   */
  default Optional<DirectoryFixture> directory() {
    return Optional.empty();
  }

  /**
   * The webhook events of the server.
   *
   * @return how a test makes it send them; empty if the provider has no {@code Webhooks}
   */
  default Optional<WebhookFixture> webhooks() {
    return Optional.empty();
  }

  /**
   * The phones to which the server sends messages.
   *
   * @return how a test looks at them; empty if the provider has no {@code Messages}
   */
  default Optional<MessageFixture> messages() {
    return Optional.empty();
  }

  /**
   * The group chats of the server.
   *
   * @return how a test looks at them; empty if the provider is no {@code GroupChatProvider}
   */
  default Optional<GroupChatFixture> groupChats() {
    return Optional.empty();
  }

  /** Heals the server and counts from zero. Codes and tokens that were handed out are forgotten. */
  void reset();

  /** Stops the server. */
  @Override
  void close();
}
