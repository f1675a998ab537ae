package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A simulated platform: it answers its server API and its sign-in pages, and below {@code /control}
 * what only a sandbox has. The rest is what the controls and a test in the same process do with it.
 * Thread-safe.
 *
 * @param <W> the world
 */
public abstract class SimulatedPlatform<W extends BaseWorld<?, ?>> implements AutoCloseable {
  private static final String CONTROL = "/control";

  private final String id;
  private final Words name;
  private final String secretField;
  private final PlatformState<W> state;
  private final WebhookSender sender = new WebhookSender();

  /**
   * A platform in its first state.
   *
   * @param id its id, as the product's provider names it: the first part of every path
   * @param name what people call it
   * @param secretField what its app calls its secret
   * @param world makes the world as it begins
   */
  protected SimulatedPlatform(String id, Words name, String secretField, Supplier<W> world) {
    this.id = id;
    this.name = name;
    this.secretField = secretField;
    this.state = new PlatformState<>(world);
  }

  /**
   * Answers a request for the platform itself.
   *
   * @param request the request
   * @return the answer
   */
  protected abstract SandboxResponse answer(SandboxRequest request);

  /**
   * Makes a code as if somebody had come in.
   *
   * @param person the person's id
   * @param wishes what else matters to the platform, such as {@code redirectUri}
   * @return the code
   * @throws IllegalArgumentException if there is nobody of that id
   */
  public abstract String code(String person, Map<String, String> wishes);

  /**
   * {@return what the platform may tell of to our webhook address; empty if it tells of nothing}
   */
  public abstract Set<Happening> happenings();

  /**
   * Writes a webhook request as the platform does: encrypted and signed with the keys of {@link
   * #binding()}.
   *
   * @param what what happened
   * @param subject the id of the person or department; with {@link Happening#RENAMED} the old and
   *     the new id with a blank between; empty with {@link Happening#VERIFICATION}
   * @return the request
   * @throws IllegalArgumentException if the platform sends nothing like it
   */
  public abstract WebhookCall webhook(Happening what, String subject);

  final PhonePage phone() {
    return new PhonePage(name, world().company(), world().appName());
  }

  /** {@return all that can change of it} */
  protected final PlatformState<W> state() {
    return state;
  }

  /** {@return the world as it stands} */
  protected final W world() {
    return state.world();
  }

  /**
   * Answers a request, never blocking.
   *
   * @param request the request, as it is below the platform's id
   * @return the answer, which may ask to be held back for a while
   */
  public final SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    if (path.equals(CONTROL) || path.startsWith(CONTROL + "/")) {
      return new Control(this, sender).handle(request.below(CONTROL));
    }
    if (path.equals("/style.css")) {
      byte[] style = Html.style(Html.class).getBytes(StandardCharsets.UTF_8);
      return SandboxResponse.of(200, "text/css; charset=utf-8", style)
          .with("Cache-Control", "max-age=300");
    }
    return answer(request);
  }

  /** {@return its id, as the product's provider names it} */
  public final String id() {
    return id;
  }

  /** {@return what people call it} */
  public final Words name() {
    return name;
  }

  /**
   * {@return the fields of the mobile app that binds it, secrets among them, by the names of the
   * management API and in the order of its form}
   */
  public final Map<String, String> binding() {
    return world().binding();
  }

  /** {@return the faults that have a name, those of every platform among them} */
  public final List<Preset> presets() {
    return world().presets();
  }

  /** {@return the faults that are on} */
  public final Faults faults() {
    return state.faults();
  }

  /**
   * {@return how often each call was made since the last reset, failed ones counted; the counters
   * themselves, so that clearing them counts from zero}
   */
  public final Map<String, Long> counters() {
    return state.counters();
  }

  /** {@return the people whom the pages describe, in the order in which they are shown} */
  public final List<? extends Someone> people() {
    return world().people();
  }

  /**
   * {@return what may become of a person in the address book: labels by the platform's own code of
   * it, in order}
   */
  public final Map<String, Words> statuses() {
    return world().statuses();
  }

  /**
   * Somebody's status.
   *
   * @param person the person's id
   * @return one of {@link #statuses()}, or empty if the address book does not have them
   */
  public final Optional<String> status(String person) {
    return world().status(person);
  }

  /**
   * Changes somebody's status.
   *
   * @param person the person's id
   * @param status one of {@link #statuses()}
   * @throws IllegalArgumentException if there is nobody of that id, or no such status
   */
  public final void changeStatus(String person, String status) {
    if (!statuses().containsKey(status)) {
      throw new IllegalArgumentException(
          status + " is no status; there are " + statuses().keySet());
    }
    world().changeStatus(person, status);
  }

  /**
   * The messages that the app has sent to somebody.
   *
   * @param person the person's id
   * @return what their phone shows, oldest first
   */
  public final List<String> messages(String person) {
    return world().messages(person);
  }

  /** {@return how many messages the app has sent to anybody since the last reset} */
  public final long messages() {
    return world().messages();
  }

  /** {@return the group chats of the app, dissolved ones among them, the oldest first} */
  public final List<GroupChat> chats() {
    return world().chats().all();
  }

  /** {@return how many group chats were opened since the last reset} */
  public final long chatsOpened() {
    return world().chats().opened();
  }

  /**
   * Has a member dissolve a group chat.
   *
   * @param chat its id
   * @throws IllegalArgumentException if there is none of that id
   */
  public final void dissolveChat(String chat) {
    world().chats().dissolve(chat);
    world().chats().find(chat).ifPresent(this::dissolvedByHand);
  }

  /**
   * Called when a member has dissolved a group chat; a platform that tells of it does so here.
   *
   * @param chat the chat
   */
  protected void dissolvedByHand(GroupChat chat) {}

  /**
   * Sends a webhook request that nobody asked for, if it is known where to; does not wait.
   *
   * @param what what it tells, a word or two in kebab-case
   * @param subject the id of whom or what it is about
   * @param call the request
   */
  protected final void tell(String what, String subject, WebhookCall call) {
    if (!sender.address().isEmpty()) {
      CompletableFuture<?> unused = sender.send(what, subject, call);
    }
  }

  /**
   * Changes something of the app, as an administrator does in the platform's console.
   *
   * @param field {@code secret}, {@code trustedDomain}, {@code people} (ids of those whom its range
   *     names one by one), {@code enabled}, or another switch or list that this platform's app has
   * @param value its value; the items of a list with blanks or commas between
   * @throws IllegalArgumentException if there is nothing like it
   */
  public final void changeApp(String field, String value) {
    switch (field) {
      case "trustedDomain" -> trustDomain(value);
      case "people" -> world().name(value);
      case "secret" -> world().changeSecret(secretField, value);
      default -> {
        if (!world().changeApp(field, value)) {
          throw new IllegalArgumentException("The app has no " + field);
        }
      }
    }
  }

  /**
   * Sets the domain that people may be sent back to.
   *
   * @param domain host, and port where it is not the usual one; empty to trust any
   */
  public final void trustDomain(String domain) {
    state.trustDomain(domain);
  }

  /**
   * Says where webhook events are sent.
   *
   * @param address the product's webhook address; empty for nowhere
   */
  public final void webhookAddress(String address) {
    sender.address(address);
  }

  /** Makes every access token invalid, as if it had never been. */
  public final void revokeTokens() {
    world().tokens().forEach(Tickets::clear);
  }

  /** Lets every access token expire. */
  public final void expireTokens() {
    world().tokens().forEach(Tickets::expireAll);
  }

  /** Puts everything back but the trusted domain. Tokens and codes are forgotten. */
  public final void reset() {
    state.reset();
  }

  /**
   * Switches a fault on.
   *
   * @param preset its name, such as {@code rate-limited}
   * @param times how many times it strikes; 0 for ever
   * @throws IllegalArgumentException if there is none of that name
   */
  public final void fault(String preset, int times) {
    fault(preset, times, Optional.empty());
  }

  /**
   * Switches a fault on for one call.
   *
   * @param preset its name, such as {@code rate-limited}
   * @param times how many times it strikes; 0 for ever
   * @param call the call; empty for what the preset usually strikes
   * @throws IllegalArgumentException if there is none of that name
   */
  public final void fault(String preset, int times, Optional<String> call) {
    Preset it = preset(preset);
    faults().add(call.orElse(it.call()), it.kind(), it.number(), 0, times);
  }

  /**
   * Has a call answer an error code.
   *
   * @param call the call's name
   * @param code the code
   * @param times how many times; 0 for ever
   */
  public final void errcode(String call, int code, int times) {
    faults().add(call, Fault.Kind.ERRCODE, Integer.toString(code), 0, times);
  }

  final Preset preset(String id) {
    return presets().stream()
        .filter(preset -> preset.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preset has to be one of " + presets().stream().map(Preset::id).toList()));
  }

  /**
   * How often a call was made, failed ones counted.
   *
   * @param call the call's name
   * @return the number since the last reset
   */
  public final long calls(String call) {
    return counters().getOrDefault(call, 0L);
  }

  @Override
  public final void close() {
    sender.close();
  }
}
