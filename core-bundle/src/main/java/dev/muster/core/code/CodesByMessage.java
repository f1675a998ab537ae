package dev.muster.core.code;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.core.membership.Memberships;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.policy.Admission;
import dev.muster.core.source.SourceSessions;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codes as messages of a platform's app, to an identity by which their person could sign in at this
 * moment. One that was linked so short a time ago that its link can be undone shows nothing:
 * whoever linked theirs to somebody else's account would have codes for it.
 */
@Component(service = CodesByMessage.class)
public final class CodesByMessage {
  /** Of an account, the ones that signed in last. */
  static final int MOST_IDENTITIES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(CodesByMessage.class);

  /** For one message. */
  private static final Duration TIME = Duration.ofSeconds(5);

  /** For all messages of a code, so that those who wait for their own get it. */
  private static final Duration TIME_FOR_ALL = Duration.ofSeconds(15);

  private final Accounts accounts;
  private final IdentitySources sources;
  private final SourceSessions sessions;
  private final Platforms platforms;
  private final Credentials credentials;
  private final Connections connections;
  private final Memberships memberships;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public CodesByMessage(
      @Reference Accounts accounts,
      @Reference IdentitySources sources,
      @Reference SourceSessions sessions,
      @Reference Platforms platforms,
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference Memberships memberships,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.sources = sources;
    this.sessions = sessions;
    this.platforms = platforms;
    this.credentials = credentials;
    this.connections = connections;
    this.memberships = memberships;
    this.clock = clock;
  }

  /**
   * The identity sources by which a tenant's people may be sent codes: that an account has one of
   * them says nothing of it.
   */
  List<IdentitySource> sources(String tenant) {
    return platforms.list().stream()
        .filter(Platforms.Platform::available)
        .filter(it -> it.descriptor().flatMap(PlatformDescriptor::messages).isPresent())
        .flatMap(it -> sources.ofPlatform(tenant, it.id()).stream())
        .filter(CodesByMessage::sendsCodes)
        .sorted(
            Comparator.comparingInt((IdentitySource source) -> source.settings().order())
                .thenComparing(IdentitySource::id))
        .toList();
  }

  private static boolean sendsCodes(IdentitySource source) {
    return source.settings().enabled() && source.settings().codes();
  }

  /**
   * A person whom a code can go to.
   *
   * @param source by which they could sign in
   * @param identity who they are there
   */
  record Way(IdentitySource source, IdentityRecord identity) {
    /** What events and metrics call it. */
    String channel() {
      return source.platform();
    }
  }

  /**
   * The identities of an account to which a code can go. Asks the address book where a source lets
   * people in by where they belong: nobody gets a code for being no longer seen there.
   */
  List<Way> to(String tenant, String user) {
    List<IdentitySource> usable = sources(tenant);
    if (usable.isEmpty()) {
      return List.of();
    }
    return accounts.identitiesOf(tenant, user).stream()
        .map(Stored::value)
        .filter(identity -> !identity.isUnsettled(clock.instant()) && !identity.isAbsent())
        .sorted(Comparator.comparing(IdentityRecord::lastSignInAt).reversed())
        .flatMap(identity -> way(usable, identity).stream())
        .limit(MOST_IDENTITIES)
        .filter(way -> isAdmitted(tenant, way))
        .toList();
  }

  /** Whether an identity takes no code only because its link can still be undone. */
  boolean hasUnsettled(String tenant, String user) {
    List<IdentitySource> usable = sources(tenant);
    return !usable.isEmpty()
        && accounts.identitiesOf(tenant, user).stream()
            .map(Stored::value)
            .filter(identity -> identity.isUnsettled(clock.instant()) && !identity.isAbsent())
            .anyMatch(identity -> way(usable, identity).isPresent());
  }

  private static Optional<Way> way(List<IdentitySource> usable, IdentityRecord identity) {
    return usable.stream()
        .filter(source -> source.id().equals(identity.identitySource()))
        .filter(source -> source.platform().equals(identity.platform()))
        .findFirst()
        .map(source -> new Way(source, identity));
  }

  private boolean isAdmitted(String tenant, Way way) {
    IdentitySource.AdmissionRule rule = way.source.settings().admission();
    if (rule.isOpen()) {
      return true;
    }
    ExternalIdentity person =
        ExternalIdentity.of(way.identity.platformTenant(), way.identity.platformUserId())
            .withDepartments(way.identity.departments())
            .asPartial();
    try {
      return Admission.bars(rule, memberships.of(tenant, way.source, person)).isEmpty();
    } catch (ProviderException e) {
      LOG.warn(
          "No code goes by {} of {}: whom it lets in cannot be told: {}",
          way.source.id(),
          tenant,
          e.code());
      return false;
    } catch (ProblemException e) {
      LOG.warn(
          "No code goes by {} of {}: whom it lets in cannot be told: {}",
          way.source.id(),
          tenant,
          e.code());
      return false;
    }
  }

  /**
   * What a code rests on that goes to identities: it ends with the link of one, when its person
   * leaves the company, and with the sessions of a source. No more than a digest's part.
   */
  String rest(String tenant, String user) {
    return Schema.join(
        accounts.identitiesOf(tenant, user).stream()
            .sorted(Comparator.comparing(identity -> identity.key().id()))
            .flatMap(
                identity ->
                    Stream.of(
                        identity.key().id(),
                        identity.value().linkedAt().toString(),
                        identity.value().absence().map(Record::toString).orElse(""),
                        sessions
                            .validFrom(tenant, identity.value().identitySource())
                            .map(from -> from.value().toString())
                            .orElse("")))
            .toArray(String[]::new));
  }

  /** What became of a code. */
  enum Outcome {
    /** The platform took it. */
    SENT("sent"),
    /** The platform did not take it, or could not be asked. */
    FAILED("failed"),
    /** It was sent, and the platform did not answer. */
    UNCONFIRMED("unconfirmed");

    private final String id;

    Outcome(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /** Sends a text by several ways, one after the other. */
  Sender sender(String tenant, CodeMessages.Written text) {
    return new Sender(tenant, text, Deadline.in(TIME_FOR_ALL));
  }

  /** Sends one code. */
  final class Sender {
    private final String tenant;
    private final CodeMessages.Written text;
    private final Deadline all;

    private Sender(String tenant, CodeMessages.Written text, Deadline all) {
      this.tenant = tenant;
      this.text = text;
      this.all = all;
    }

    Outcome send(Way way) {
      Message message =
          Message.of(way.identity.platformTenant(), way.identity.platformUserId(), text.body())
              .withTitle(text.subject())
              .withLanguage(text.language())
              .withKey(accounts.newId());
      try {
        Binding binding =
            credentials
                .ofSource(tenant, way.source.id())
                .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
        Outcome outcome = send(binding, message, all.atMost(TIME));
        if (outcome == Outcome.UNCONFIRMED && hasKeys(way.source.platform())) {
          // arrives once, however often it is sent
          outcome = send(binding, message, all.atMost(TIME));
        }
        return outcome;
      } catch (ProblemException e) {
        LOG.warn("A code by {} of {} was not sent: {}", way.source.id(), tenant, e.code());
        return Outcome.FAILED;
      }
    }

    private Outcome send(Binding binding, Message message, Deadline deadline) {
      try {
        Delivery delivery =
            connections.call(
                binding,
                deadline,
                (connection, descriptor) ->
                    connection
                        .messages()
                        .orElseThrow(CodesByMessage::notOffered)
                        .send(message, deadline));
        if (delivery instanceof Delivery.Sent) {
          return Outcome.SENT;
        }
        LOG.info("A code by {} of {} did not reach its person: {}", binding.id(), tenant, delivery);
        return delivery instanceof Delivery.Unknown ? Outcome.UNCONFIRMED : Outcome.FAILED;
      } catch (ProviderException e) {
        LOG.warn(
            "A code by {} of {} was not sent: {} {}",
            binding.id(),
            tenant,
            e.code(),
            e.platformCode().orElse(""));
        return e.code() == Code.TIMEOUT ? Outcome.UNCONFIRMED : Outcome.FAILED;
      }
    }
  }

  private static ProviderException notOffered() {
    return new ProviderException(
        Code.NOT_PERMITTED, "The platform sends no messages to people", Optional.empty());
  }

  private boolean hasKeys(String platform) {
    return platforms
        .find(platform)
        .flatMap(Platforms.Platform::descriptor)
        .flatMap(PlatformDescriptor::messages)
        .filter(MessageAbility::keys)
        .isPresent();
  }
}
