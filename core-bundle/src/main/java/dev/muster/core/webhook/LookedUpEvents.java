package dev.muster.core.webhook;

import dev.muster.api.ProblemException;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.Presence;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the address book about somebody who has changed. The event does not say how they stand now,
 * and the platform might send it about somebody whom it has just disabled: only the address book
 * lets somebody in again.
 */
@Component(service = TaskHandler.class)
public final class LookedUpEvents implements TaskHandler<WebhookEventTask> {
  private static final Logger LOG = LoggerFactory.getLogger(LookedUpEvents.class);
  private static final Duration PLATFORM_TIME = Duration.ofSeconds(5);
  private static final String NO_ANSWER = "The platform's address book does not answer.";

  private final Deprovisioning deprovisioning;
  private final Credentials credentials;
  private final Connections connections;

  /** Made by Declarative Services. */
  @Activate
  public LookedUpEvents(
      @Reference Deprovisioning deprovisioning,
      @Reference Credentials credentials,
      @Reference Connections connections) {
    this.deprovisioning = deprovisioning;
    this.credentials = credentials;
    this.connections = connections;
  }

  @Override
  public TaskType<WebhookEventTask> type() {
    return WebhookEventTask.LOOKED_UP;
  }

  @Override
  public Result run(Run<WebhookEventTask> task) {
    WebhookEventTask it = task.payload();
    if (deprovisioning.userOf(task.tenant(), it.identity()).isEmpty()) {
      return Result.done();
    }
    try {
      return switch (presence(task.tenant(), it)) {
        case HERE ->
            new Result.Done(
                work -> deprovisioning.comeBack(work, task.tenant(), it.identity(), it.at()));
        case GONE -> AppliedEvents.left(deprovisioning, task);
        case UNCLEAR -> Result.done();
      };
    } catch (ProviderException e) {
      LOG.info("The address book of {} is asked again later: {}", it.platform(), e.code());
      return new Result.Retry(NO_ANSWER);
    } catch (ProblemException e) {
      LOG.info("The address book of {} is asked again later: {}", it.platform(), e.code());
      return new Result.Retry(NO_ANSWER);
    }
  }

  private Presence presence(String tenant, WebhookEventTask event) throws ProviderException {
    Optional<Binding> binding = credentials.ofMobileApp(tenant, event.platform());
    if (binding.isEmpty()) {
      return Presence.UNCLEAR;
    }
    Deadline deadline = Deadline.in(PLATFORM_TIME);
    Optional<Lookup> found =
        connections.call(
            binding.get(),
            deadline,
            (connection, descriptor) -> {
              Optional<Directory> directory = connection.directory();
              return directory.isEmpty()
                  ? Optional.empty()
                  : Optional.of(directory.get().person(event.platformUserId(), deadline));
            });
    if (found.isPresent() && found.get() instanceof Lookup.Unknown unknown) {
      throw new ProviderException(
          unknown.code(), "The address book does not say", Optional.empty());
    }
    return found.map(Presence::of).orElse(Presence.UNCLEAR);
  }
}
