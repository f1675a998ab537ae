package dev.muster.core.warroom;

import dev.muster.api.ProblemException;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Calls of a tenant's apps about group chats and the people in them, each within 5 s. */
@Component(service = ChatCalls.class)
public final class ChatCalls {
  private static final Duration CALL = Duration.ofSeconds(5);

  private final Credentials credentials;
  private final Connections connections;

  /** Made by Declarative Services. */
  @Activate
  public ChatCalls(@Reference Credentials credentials, @Reference Connections connections) {
    this.credentials = credentials;
    this.connections = connections;
  }

  /** A question to a part of an app. */
  interface Question<P, T> {
    T ask(P part, Deadline deadline) throws ProviderException;
  }

  /** The app of a platform that a tenant has bound. */
  Binding binding(String tenant, String platform) throws Fault {
    return credentials
        .ofMobileApp(tenant, platform)
        .orElseThrow(
            () ->
                Fault.lasting(
                    "not-bound",
                    new Text("No mobile app of the platform is bound.", "尚未绑定该平台的移动应用。")));
  }

  /** The app of a platform, or empty if none is bound. */
  Optional<Binding> found(String tenant, String platform) {
    return credentials.ofMobileApp(tenant, platform);
  }

  /** The app of an identity source. */
  Optional<Binding> ofSource(String tenant, String source) {
    return credentials.ofSource(tenant, source);
  }

  /** What the chats of a platform can do; asks nobody. */
  GroupChatTraits traits(String tenant, String platform) throws Fault {
    Binding binding = binding(tenant, platform);
    try {
      return connections
          .local(
              binding,
              Deadline.in(CALL),
              (connection, descriptor) -> chats(connection).map(GroupChats::traits))
          .orElseThrow(ChatCalls::noChats);
    } catch (ProviderException e) {
      throw Fault.of(e);
    } catch (ProblemException e) {
      throw Fault.of(e);
    }
  }

  <T> T ask(String tenant, String platform, Question<GroupChats, T> question) throws Fault {
    return ask(tenant, platform, Deadline.in(CALL), question);
  }

  /** The same by a deadline of at most 5 s, where somebody waits for several answers. */
  <T> T ask(String tenant, String platform, Deadline deadline, Question<GroupChats, T> question)
      throws Fault {
    return ask(tenant, platform, deadline, ChatCalls::chats, question)
        .orElseThrow(ChatCalls::noChats);
  }

  <T> T askPeople(String tenant, String platform, Question<Directory, T> question) throws Fault {
    return ask(tenant, platform, Deadline.in(CALL), Connection::directory, question)
        .orElseThrow(
            () ->
                Fault.lasting(
                    "no-address-book",
                    new Text("The plugin of the platform has no address book.", "该平台的插件不提供通讯录。")));
  }

  /** Sends a message to one person. */
  Messages.Delivery send(String tenant, String platform, Messages.Message message) throws Fault {
    return ask(
            tenant,
            platform,
            Deadline.in(CALL),
            Connection::messages,
            (messages, deadline) -> messages.send(message, deadline))
        .orElseThrow(
            () ->
                Fault.lasting(
                    "no-messages",
                    new Text("The bound app sends no messages to people.", "已绑定的应用不能向个人发送消息。")));
  }

  /** The answer, or empty if the app has no such part. */
  private <P, T> Optional<T> ask(
      String tenant,
      String platform,
      Deadline deadline,
      Function<Connection, Optional<P>> part,
      Question<P, T> question)
      throws Fault {
    Binding binding = binding(tenant, platform);
    try {
      return connections.call(
          binding,
          deadline,
          (connection, descriptor) -> {
            Optional<P> found = part.apply(connection);
            return found.isEmpty()
                ? Optional.empty()
                : Optional.of(question.ask(found.get(), deadline));
          });
    } catch (ProviderException e) {
      throw Fault.of(e);
    } catch (ProblemException e) {
      throw Fault.of(e);
    }
  }

  private static Optional<GroupChats> chats(Connection connection) {
    return connection instanceof GroupChatConnection it ? it.groupChats() : Optional.empty();
  }

  private static Fault noChats() {
    return Fault.lasting(
        "no-group-chats",
        new Text(
            "The bound app cannot open group chats. Check the mobile app for what it lacks.",
            "已绑定的应用无法创建群聊，请检查移动应用以了解缺少的配置。"));
  }
}
