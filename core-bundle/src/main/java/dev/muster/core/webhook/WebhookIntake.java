package dev.muster.core.webhook;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.WebhookEvents;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.throttle.PerMinute;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.warroom.ChatEvents;
import dev.muster.core.webhook.WebhookEventTask.Kind;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookEvent.UserChanged;
import dev.muster.spi.platform.WebhookEvent.UserLeft;
import dev.muster.spi.platform.WebhookEvent.UserRenamed;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.spi.platform.Webhooks.Received.Rejected;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has webhook events verified, stores them as tasks, and answers. */
@Component(service = WebhookEvents.class)
public final class WebhookIntake implements WebhookEvents {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);

  /** Of a tenant and platform: whoever sends what is not signed must not fill the log. */
  static final int LINES_PER_MINUTE = 60;

  /** Of people in one event; who is in a chat is read where it matters. */
  private static final int MOST_TOLD = 1_000;

  private static final String COUNTER = "muster_webhook_requests_total";

  private final Credentials credentials;
  private final Connections connections;
  private final Changes changes;
  private final TaskQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;
  private final PerMinute lines;

  /** Made by Declarative Services. */
  @Activate
  public WebhookIntake(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference Metrics metrics,
      @Reference InstantSource clock) {
    this.credentials = credentials;
    this.connections = connections;
    this.changes = changes;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
    this.lines = new PerMinute(LINES_PER_MINUTE, clock);
  }

  private record Read(Optional<Received> received, boolean userIdIgnoresCase) {}

  @Override
  public Optional<Answer> receive(
      Caller caller, String tenant, String platform, WebhookRequest request, Deadline deadline) {
    Optional<Binding> binding = credentials.ofMobileApp(tenant, platform);
    if (binding.isEmpty()) {
      return refused(caller, tenant, "unknown", "there is no such mobile app");
    }
    Read read = read(binding.get(), request, deadline);
    if (read.received().isEmpty()) {
      return refused(caller, tenant, platform, "the mobile app has no keys for webhook events");
    }
    if (read.received().get() instanceof Rejected rejected) {
      return refused(caller, tenant, platform, rejected.reason());
    }
    Accepted accepted = (Accepted) read.received().get();
    Map<String, WebhookEventTask> events = new LinkedHashMap<>();
    for (WebhookEvent event : accepted.events()) {
      task(platform, accepted.platformTenant(), event, read.userIdIgnoresCase())
          .ifPresent(it -> events.put(WebhookEventTask.id(tenant, platform, event.id()), it));
    }
    Map<String, ChatEvents.Told> chats = new LinkedHashMap<>();
    for (WebhookEvent event : accepted.events()) {
      told(platform, event)
          .ifPresent(it -> chats.put(WebhookEventTask.id(tenant, platform, event.id()), it));
    }
    store(caller, tenant, platform, events);
    storeChats(caller, tenant, platform, chats);
    metrics.count(COUNTER, "platform", platform, "outcome", "accepted");
    return Optional.of(new Answer(accepted.contentType(), accepted.answer()));
  }

  /** Stored before the platform is answered; what came before is left out. */
  private void store(
      Caller caller, String tenant, String platform, Map<String, WebhookEventTask> events) {
    events.values().stream()
        .map(WebhookEventTask::type)
        .distinct()
        .forEach(type -> requireRoom(type, tenant));
    changes.run(
        caller,
        tenant,
        work -> {
          Instant due = clock.instant();
          for (Map.Entry<String, WebhookEventTask> event : events.entrySet()) {
            if (!queue.isKnown(event.getKey())) {
              WebhookEventTask it = event.getValue();
              queue.add(
                  work, new TaskQueue.New<>(it.type(), tenant, platform, it), event.getKey(), due);
              // a millisecond apart, so that they run in the order in which they were sent
              due = due.plusMillis(1);
            }
          }
        });
  }

  private void storeChats(
      Caller caller, String tenant, String platform, Map<String, ChatEvents.Told> events) {
    if (events.isEmpty()) {
      return;
    }
    requireRoom(ChatEvents.TYPE, tenant);
    changes.run(
        caller,
        tenant,
        work -> {
          Instant due = clock.instant();
          for (Map.Entry<String, ChatEvents.Told> event : events.entrySet()) {
            if (!queue.isKnown(event.getKey())) {
              queue.add(
                  work,
                  new TaskQueue.New<>(ChatEvents.TYPE, tenant, platform, event.getValue()),
                  event.getKey(),
                  due);
              due = due.plusMillis(1);
            }
          }
        });
  }

  private void requireRoom(TaskType<?> type, String tenant) {
    if (!queue.hasRoom(type, tenant)) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, new Text("Too many events are waiting.", "等待处理的事件过多。"));
    }
  }

  private Read read(Binding binding, WebhookRequest request, Deadline deadline) {
    try {
      return connections.local(
          binding,
          deadline,
          (connection, descriptor) ->
              new Read(
                  connection.webhooks().map(it -> it.receive(request)),
                  descriptor.userIdIgnoresCase()));
    } catch (ProviderException e) {
      metrics.count(COUNTER, "platform", binding.platform(), "outcome", "failed");
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, new Text("It cannot be accepted now.", "暂时无法接收。"));
    }
  }

  private Optional<Answer> refused(Caller caller, String tenant, String platform, String reason) {
    metrics.count(COUNTER, "platform", platform, "outcome", "refused");
    if (lines.allows(tenant + "/" + platform)) {
      LOG.info(
          "A webhook event of {} for tenant {} is refused: {} ({})",
          platform,
          tenant,
          reason,
          caller.correlationId());
    }
    return Optional.empty();
  }

  /** What is worth a task of an event; the others follow nothing. */
  private static Optional<WebhookEventTask> task(
      String platform, String company, WebhookEvent event, boolean ignoreCase) {
    if (event instanceof UserLeft left) {
      return Optional.of(
          new WebhookEventTask(
              Kind.LEFT,
              platform,
              IdentityRecord.id(platform, company, left.userId(), ignoreCase),
              left.userId(),
              Optional.empty(),
              event.at()));
    }
    if (event instanceof UserChanged changed) {
      return Optional.of(
          new WebhookEventTask(
              Kind.CHANGED,
              platform,
              IdentityRecord.id(platform, company, changed.userId(), ignoreCase),
              changed.userId(),
              Optional.empty(),
              event.at()));
    }
    if (event instanceof UserRenamed renamed) {
      return Optional.of(
          new WebhookEventTask(
              Kind.RENAMED,
              platform,
              IdentityRecord.id(platform, company, renamed.userId(), ignoreCase),
              renamed.newUserId(),
              Optional.of(IdentityRecord.id(platform, company, renamed.newUserId(), ignoreCase)),
              event.at()));
    }
    return Optional.empty();
  }

  /** What is worth a task of what happened to a chat; whether it is one of ours is seen then. */
  private static Optional<ChatEvents.Told> told(String platform, WebhookEvent event) {
    if (event instanceof WebhookEvent.ChatDissolved it) {
      return Optional.of(
          new ChatEvents.Told(
              ChatEvents.Kind.DISSOLVED,
              platform,
              it.chatId(),
              it.at(),
              List.of(),
              List.of(),
              Optional.empty()));
    }
    if (event instanceof WebhookEvent.ChatMembersChanged it) {
      return Optional.of(
          new ChatEvents.Told(
              ChatEvents.Kind.MEMBERS,
              platform,
              it.chatId(),
              it.at(),
              it.joined().stream().limit(MOST_TOLD).toList(),
              it.left().stream().limit(MOST_TOLD).toList(),
              Optional.empty()));
    }
    if (event instanceof WebhookEvent.ChatRenamed it) {
      return Optional.of(
          new ChatEvents.Told(
              ChatEvents.Kind.RENAMED,
              platform,
              it.chatId(),
              it.at(),
              List.of(),
              List.of(),
              Optional.of(it.title())));
    }
    return Optional.empty();
  }
}
