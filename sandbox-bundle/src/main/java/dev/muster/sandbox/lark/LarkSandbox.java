package dev.muster.sandbox.lark;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lark and Feishu, simulated: the server API below {@code /open-apis}, the sign-in page where the
 * platform has it, and the events.
 */
public final class LarkSandbox extends SimulatedPlatform<World> {
  static final Words NAME = new Words("Lark", "飞书");

  private final ServerApi api;
  private final SignInPage page;
  private final Webhooks webhooks;
  private final Events events;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public LarkSandbox(Clock clock) {
    super("lark", NAME, "appSecret", () -> new World(clock));
    this.page = new SignInPage(state());
    this.webhooks = new Webhooks(state(), clock);
    this.events = new Events();
    this.api = new ServerApi(state(), events, clock);
  }

  @Override
  protected SandboxResponse answer(SandboxRequest request) {
    String path = request.path();
    return ServerApi.serves(path) && !SignInPage.serves(path)
        ? api.handle(request)
        : page.handle(request);
  }

  /** {@return the company's key} */
  public String tenantKey() {
    return world().tenantKey();
  }

  /**
   * Takes permissions away.
   *
   * @param scopes their names
   */
  public void revokeScopes(String... scopes) {
    Set<String> left = new HashSet<>(world().app().scopes());
    Arrays.asList(scopes).forEach(left::remove);
    changeApp("scopes", String.join(" ", left));
  }

  @Override
  public String code(String person, Map<String, String> wishes) {
    world().require(person);
    return world()
        .codes
        .issue(
            new World.Code(
                person,
                Optional.ofNullable(wishes.get("redirectUri")),
                Optional.ofNullable(wishes.get("codeChallenge"))
                    .map(text -> new World.Challenge(text, true)),
                new AtomicBoolean()));
  }

  @Override
  public Set<Happening> happenings() {
    return EnumSet.allOf(Happening.class);
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.of(what, subject);
  }

  /** Sends what becomes of chats to the product. */
  private final class Events implements ChatEvents {
    @Override
    public void joined(GroupChat chat, List<String> people) {
      tell("chat-joined", chat.id(), webhooks.members("added", chat, people));
    }

    @Override
    public void left(GroupChat chat, List<String> people) {
      tell("chat-left", chat.id(), webhooks.members("deleted", chat, people));
    }

    @Override
    public void renamed(GroupChat before, String name) {
      tell("chat-renamed", before.id(), webhooks.renamed(before, name));
    }

    @Override
    public void dissolved(GroupChat chat) {
      tell("chat-dissolved", chat.id(), webhooks.dissolved(chat));
    }
  }

  @Override
  protected void dissolvedByHand(GroupChat chat) {
    events.dissolved(chat);
  }

  /**
   * The departments that the app may read about, the company itself among them where it may read
   * about all.
   *
   * @return by open id, the one above it; empty for the company itself
   */
  public Map<String, Optional<String>> departments() {
    World world = world();
    Map<String, Optional<String>> seen = new LinkedHashMap<>();
    if (world.sees(World.ROOT)) {
      seen.put(World.ROOT, Optional.empty());
    }
    world.below(World.ROOT).stream()
        .filter(department -> world.sees(department.openDepartmentId()))
        .forEach(it -> seen.put(it.openDepartmentId(), Optional.of(it.parentId())));
    return seen;
  }

  /**
   * The people directly in a department whom the app may read about.
   *
   * @param department its open id
   * @return their user ids
   */
  public Set<String> peopleOf(String department) {
    Set<String> ids = new LinkedHashSet<>();
    world().directlyIn(department).forEach(person -> ids.add(person.id()));
    return ids;
  }
}
