package dev.muster.core.code;

import dev.muster.api.Brandings;
import dev.muster.api.Caller;
import dev.muster.api.CodeWays;
import dev.muster.api.Interactions;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.core.background.TenantTurns.Lane;
import dev.muster.core.change.Changes;
import dev.muster.core.hook.CodeDeliveries;
import dev.muster.core.secret.Digests;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.RefusedAttempts;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AccessEvent.Attempt;
import dev.muster.spi.hook.CodeDelivery.Address;
import dev.muster.spi.hook.CodeDelivery.Email;
import dev.muster.spi.hook.CodeDelivery.Phone;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.UserEvent.CodeNotSent;
import dev.muster.spi.hook.UserEvent.CodeSent;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codes that are sent to a verified address of an account, and to its identities at platforms, and
 * entered on the page that asked for them. A code belongs to a flow, such as a sign-in that waits
 * or a lost password: to the key that its browser holds, so a code that somebody else reads is
 * worth nothing to them.
 *
 * <p>Whether there is such an account is found out after the answer, on another thread: answer and
 * time are the same either way.
 */
@Component(service = {OneTimeCodes.class, CodeOffer.class})
public final class OneTimeCodes implements CodeOffer {
  /** How long a code works. */
  public static final Duration LIFETIME = Interactions.CODE_LIFETIME;

  /** How many codes may be entered in a flow, whichever of its codes was meant. */
  public static final int MOST_TRIES = 5;

  /** Of an account that nothing else reaches than what stands by a link which can be undone. */
  private static final String UNSETTLED = "link-not-settled";

  private static final Logger LOG = LoggerFactory.getLogger(OneTimeCodes.class);

  /** Of what may be a code; nobody normalizes more. */
  private static final int MOST_CHARACTERS = 50;

  private static final String NOBODY = "user:(unknown)";

  /** The channel of all deliveries together. */
  private static final String DELIVERY = "delivery";

  private final Accounts accounts;
  private final CodeDeliveries deliveries;
  private final CodesByMessage byMessage;
  private final CodeSenders senders;
  private final CodeLimits limits;
  private final CodeMessages messages;
  private final Changes changes;
  private final RefusedAttempts refused;
  private final Metrics metrics;
  private final StoredCodes codes;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Made by Declarative Services. */
  @Activate
  public OneTimeCodes(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference StoredSessions sessions,
      @Reference CodeDeliveries deliveries,
      @Reference CodesByMessage byMessage,
      @Reference CodeSenders senders,
      @Reference Brandings brandings,
      @Reference Changes changes,
      @Reference Digests digests,
      @Reference RefusedAttempts refused,
      @Reference Metrics metrics,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.deliveries = deliveries;
    this.byMessage = byMessage;
    this.senders = senders;
    this.limits = new CodeLimits(storage, sessions, clock);
    this.messages = new CodeMessages(brandings);
    this.changes = changes;
    this.refused = refused;
    this.metrics = metrics;
    this.codes = new StoredCodes(storage, accounts, byMessage, changes, digests, clock);
    this.clock = clock;
  }

  @Override
  public CodeWays ways(String tenant) {
    return new CodeWays(
        !deliveries.isEmpty(),
        byMessage.sources(tenant).stream()
            .map(source -> source.settings().displayName())
            .distinct()
            .toList());
  }

  /**
   * A flow in which codes are asked for and entered.
   *
   * @param tenant the tenant's id
   * @param purpose what its codes are for
   * @param key what its browser or app holds and nobody else knows
   * @param names what the purpose's sentence names, by what stands for it there; needed to send
   * @param basis what its codes rest on beside the account, or empty: they are worth nothing once
   *     it differs
   */
  public record Flow(
      String tenant, Purpose purpose, Secret key, Map<String, String> names, String basis) {
    /** Copies. */
    public Flow {
      names = Map.copyOf(names);
    }

    /** One whose sentence names nothing. */
    public Flow(String tenant, Purpose purpose, Secret key) {
      this(tenant, purpose, key, Map.of(), "");
    }

    /** The same flow, with names. */
    public Flow naming(Map<String, String> those) {
      return new Flow(tenant, purpose, key, those, basis);
    }

    /** The same flow, whose codes rest on something more. */
    public Flow restingOn(String something) {
      return new Flow(tenant, purpose, key, names, something);
    }
  }

  /**
   * Sends a code to the account that somebody names, if there is one with a verified address that a
   * delivery reaches, or an identity that a message does, and that stands by more than a link which
   * can still be undone: the same code by both. That is after this has returned. A code that was
   * sent in the flow before is worth nothing from now on.
   *
   * @param caller from where; the actor is not used
   * @param flow in which flow
   * @param name a user name, or a verified address that no other account has, however odd
   * @param language a BCP 47 tag for accounts that have none of their own
   * @throws ProblemException {@code THROTTLED} if this flow has asked too often, and will not be
   *     sent any more, or this network, which is said when to ask again; {@code NOT_FOUND} if the
   *     tenant has gone
   */
  public void send(Caller caller, Flow flow, String name, String language) {
    // what the flow itself refuses is not to use up what its network has
    codes.requireNotSpent(flow);
    if (!limits.ofNetwork(flow.tenant, caller.address())) {
      throw tooMany();
    }
    int asked = codes.ask(flow);
    counted(flow.purpose, "asked");
    senders.run(
        new Lane(flow.tenant, name),
        () -> send(caller, flow, asked, name, language),
        () -> counted(flow.purpose, "busy"));
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        ProblemCode.THROTTLED,
        new Text("Too many codes were asked for. Try again later.", "获取验证码的次数过多，请稍后重试。"),
        List.of(),
        Optional.of(CodeLimits.SHORT));
  }

  private void send(Caller caller, Flow flow, int asked, String name, String language) {
    Optional<Stored<UserRecord>> user =
        accounts
            .named(flow.tenant, name)
            .filter(found -> found.value().active())
            .filter(
                found -> flow.purpose != Purpose.RECOVERY || found.value().password().isPresent());
    if (user.isEmpty()) {
      return;
    }
    User.Profile profile = user.get().value().profile();
    String id = user.get().key().id();
    // before any address book is asked: what a stranger may have of that is bounded as well
    if (!limits.ofAccount(flow.tenant, id, caller.address())) {
      noted(caller, flow, id, "limited");
      return;
    }
    // address books may take their time: what ends meanwhile ends the code as well
    String rest = byMessage.rest(flow.tenant, id);
    Ways ways =
        new Ways(
            deliveries.to(addresses(flow.tenant, accounts.settled(user.get(), clock.instant()))),
            byMessage.to(flow.tenant, id));
    if (ways.isEmpty()) {
      noted(caller, flow, id, isUnsettled(flow.tenant, user.get()) ? UNSETTLED : "unreachable");
      return;
    }
    Secret code = code(flow.purpose.digits());
    if (!codes.keep(flow, asked, user.get(), rest, code)) {
      // the flow has ended, or another code was asked for meanwhile
      return;
    }
    Sent sent = send(flow, ways, profile.locale().orElse(language), code);
    sent.by.forEach(channel -> record(caller, flow, new CodeSent(id, flow.purpose.id(), channel)));
    if (sent.by.isEmpty()) {
      noted(caller, flow, id, sent.perhaps ? "unconfirmed" : "failed");
    }
  }

  /** Whether somebody would be reached if no link of theirs could be undone any more. */
  private boolean isUnsettled(String tenant, Stored<UserRecord> user) {
    User.Profile shown = UserRecord.user(user).profile();
    return !deliveries.to(addresses(tenant, shown)).isEmpty()
        || byMessage.hasUnsettled(tenant, user.key().id());
  }

  /** How somebody can be reached. */
  private record Ways(List<CodeDeliveries.Way> addresses, List<CodesByMessage.Way> identities) {
    boolean isEmpty() {
      return addresses.isEmpty() && identities.isEmpty();
    }
  }

  /**
   * What became of a code.
   *
   * @param by which channels took it
   * @param perhaps whether one more may have
   */
  private record Sent(List<String> by, boolean perhaps) {}

  /** By every way there is: which of them its person looks at, nobody knows. */
  private Sent send(Flow flow, Ways ways, String language, Secret code) {
    List<String> by = new ArrayList<>();
    boolean perhaps = false;
    if (!ways.identities.isEmpty()) {
      CodesByMessage.Sender sender =
          byMessage.sender(flow.tenant, messages.written(flow, language, code));
      for (CodesByMessage.Way way : ways.identities) {
        CodesByMessage.Outcome outcome = sender.send(way);
        if (outcome != CodesByMessage.Outcome.SENT) {
          failed(way.channel(), outcome.id());
        }
        perhaps |= outcome == CodesByMessage.Outcome.UNCONFIRMED;
        if (outcome == CodesByMessage.Outcome.SENT && !by.contains(way.channel())) {
          by.add(way.channel());
        }
      }
    }
    if (!ways.addresses.isEmpty()) {
      Optional<String> delivery =
          deliveries.send(ways.addresses, to -> messages.message(flow, language, to, code));
      delivery.ifPresentOrElse(by::add, () -> failed(DELIVERY, "failed"));
    }
    return new Sent(by, perhaps);
  }

  private Secret code(int digits) {
    long codes = (long) Math.pow(10, digits);
    return Secret.of(String.format(Locale.ROOT, "%0" + digits + "d", random.nextLong(codes)));
  }

  /** Whoever reads an address of several accounts is not known to be the person of one. */
  private List<Address> addresses(String tenant, User.Profile profile) {
    List<Address> addresses = new ArrayList<>();
    profile
        .email()
        .filter(any -> profile.emailVerified())
        .filter(email -> accounts.byEmail(tenant, email).size() == 1)
        .map(Email::new)
        .ifPresent(addresses::add);
    profile
        .phone()
        .filter(any -> profile.phoneVerified())
        .filter(phone -> accounts.byPhone(tenant, phone).size() == 1)
        .map(Phone::new)
        .ifPresent(addresses::add);
    return addresses;
  }

  private void noted(Caller caller, Flow flow, String user, String reason) {
    LOG.warn("A one-time code for the user {} of {} was not sent: {}", user, flow.tenant, reason);
    if (limits.ofEvents(flow.tenant)) {
      record(caller, flow, new CodeNotSent(user, flow.purpose.id(), reason));
    }
  }

  private void record(Caller caller, Flow flow, DomainEvent event) {
    Caller from = new Caller(Caller.SYSTEM.actor(), caller.address(), caller.correlationId());
    changes.run(from, flow.tenant, work -> work.emit(event));
  }

  /** Before the name is looked up, so that the metrics reveal nothing about it. */
  private void counted(Purpose purpose, String outcome) {
    metrics.count("muster_codes_total", "purpose", purpose.id(), "outcome", outcome);
  }

  /** Failures alone: a success would reveal that the name which was entered has an account. */
  private void failed(String channel, String outcome) {
    metrics.count("muster_codes_failed_total", "channel", channel, "outcome", outcome);
  }

  /** What a code that was entered comes to. */
  public sealed interface Entered {
    /**
     * It is right; it never will be again.
     *
     * @param user whose it is, by their id
     */
    record Right(String user) implements Entered {}

    /**
     * It is not the flow's code.
     *
     * @param left how many more may be entered
     */
    record Wrong(int left) implements Entered {}
  }

  /**
   * Finds out whether a code is that of its flow. It counts before it is looked at, so many who try
   * at once have no more tries than one after the other.
   *
   * @param caller from where; the actor is not used
   * @param flow in which flow
   * @param code what was entered, however odd
   * @return what it comes to; {@code Wrong} with none left where no code was asked for
   * @throws ProblemException {@code NOT_FOUND} if the tenant has gone
   */
  public Entered enter(Caller caller, Flow flow, Secret code) {
    Optional<CodeRecord> record = codes.count(flow);
    Optional<String> user =
        record
            .filter(found -> codes.matches(flow, found, plain(code)))
            .flatMap(CodeRecord::user)
            .filter(any -> codes.use(flow, record.get()));
    if (user.isPresent()) {
      return new Entered.Right(user.get());
    }
    refused.add(
        caller,
        flow.tenant,
        Attempt.PROOF,
        record.flatMap(CodeRecord::user).map(id -> "user:" + id).orElse(NOBODY));
    return new Entered.Wrong(record.map(found -> MOST_TRIES - found.tried()).orElse(0));
  }

  /** As it was sent: mail programs copy blanks with it, Chinese keyboards type wide digits. */
  private static Secret plain(Secret code) {
    String entered = code.reveal();
    if (entered.length() > MOST_CHARACTERS) {
      return code;
    }
    String plain = Normalizer.normalize(entered, Normalizer.Form.NFKC).replaceAll("\\s", "");
    return plain.isEmpty() ? code : Secret.of(plain);
  }

  /** Ends a flow: its code is worth nothing any more. */
  public void end(Flow flow) {
    codes.end(flow);
  }
}
