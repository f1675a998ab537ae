package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DingTalk, simulated: both server APIs, the sign-in page, and the script library of its client, at
 * one address.
 */
public final class DingTalkSandbox extends SimulatedPlatform<World> {
  static final Words NAME = new Words("DingTalk", "钉钉");

  private final OldApi oldApi;
  private final NewApi newApi;
  private final SignInPages pages;
  private final InClient client;
  private final Webhooks webhooks;
  private final ChatEvents chatEvents;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public DingTalkSandbox(Clock clock) {
    super("dingtalk", NAME, "clientSecret", () -> new World(clock));
    this.webhooks = new Webhooks(state(), clock);
    this.chatEvents = new ChatEvents(webhooks, this::tell);
    GroupChatApi groupChats = new GroupChatApi(state(), chatEvents, clock);
    PlainGroupApi plainGroups = new PlainGroupApi(state(), chatEvents, groupChats);
    this.oldApi = new OldApi(state(), groupChats, plainGroups);
    this.newApi = new NewApi(state(), groupChats, plainGroups);
    this.pages = new SignInPages(state());
    this.client = new InClient(state());
  }

  @Override
  protected SandboxResponse answer(SandboxRequest request) {
    String call = request.path().substring(1);
    if (OldApi.has(call)) {
      return oldApi.handle(call, request);
    }
    Optional<String> name = NewApi.name(call);
    if (name.isPresent()) {
      return newApi.handle(name.get(), call, request);
    }
    return switch (request.path()) {
      case SignInPages.LOGIN -> pages.handle(request);
      case InClient.LIBRARY -> client.library(request);
      case InClient.PHONE -> client.phone(request);
      default -> pages.noPage(request);
    };
  }

  /** {@return the company's id} */
  public String corpId() {
    return world().app().corpId();
  }

  /**
   * {@inheritDoc}
   *
   * @param wishes {@code kind}: {@code client} for a code that a page inside the client gets, else
   *     one of the sign-in page; {@code scope}: {@code openid} for one that tells no company
   */
  @Override
  public String code(String person, Map<String, String> wishes) {
    Person who = world().require(person);
    if ("client".equals(wishes.get("kind"))) {
      return world().codesOfClients.issue(who.id());
    }
    Optional<String> company =
        "openid".equals(wishes.get("scope")) ? Optional.empty() : world().companyOf(who);
    return world().codesOfAccounts.issue(new World.Account(who.id(), company));
  }

  @Override
  public Set<Happening> happenings() {
    // people keep their ids for ever
    return EnumSet.complementOf(EnumSet.of(Happening.RENAMED));
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.write(what, subject);
  }

  @Override
  protected void dissolvedByHand(GroupChat chat) {
    chatEvents.dissolved(chat);
  }
}
