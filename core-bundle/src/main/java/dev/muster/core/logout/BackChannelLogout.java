package dev.muster.core.logout;

import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Installation;
import dev.muster.api.SigningKeys;
import dev.muster.api.TenantUrls;
import dev.muster.api.Versioned;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.core.task.JoiningTaskHandler;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.user.LogoutNotices;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a client that sessions have ended. The first call of a run is made alone: where the
 * application is down, a run costs one call that fails, and those that follow wait without any, as
 * one task for the sign-outs of an hour.
 */
@Component(service = {BackChannelLogout.class, TaskHandler.class})
public final class BackChannelLogout implements JoiningTaskHandler<LogoutNotices> {
  private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

  /** How many calls one application gets at a time. */
  private static final int AT_A_TIME = 8;

  /**
   * The most logout tokens that this node sends in a second. At this rate two applications are told
   * of the end of 10 000 sessions in 40 s, of the 60 s that it may take.
   */
  private static final int PER_SECOND = 500;

  /** How many threads help in all. */
  private static final int HELPERS = 28;

  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Clients clients;
  private final SigningKeys keys;
  private final Installation installation;
  private final OutgoingCalls calls;
  private final InstantSource clock;
  private final Patience patience;
  private final Pace pace = new Pace(PER_SECOND, System::nanoTime);
  private final ExecutorService helpers;

  /** Made by Declarative Services. */
  @Activate
  public BackChannelLogout(
      @Reference Clients clients,
      @Reference SigningKeys keys,
      @Reference Installation installation,
      @Reference OutgoingCalls calls,
      @Reference InstantSource clock) {
    this.clients = clients;
    this.keys = keys;
    this.installation = installation;
    this.calls = calls;
    this.clock = clock;
    this.patience = new Patience(clock);
    this.helpers =
        new ThreadPoolExecutor(
            0,
            HELPERS,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "muster-logout");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public TaskType<LogoutNotices> type() {
    return LogoutNotices.TYPE;
  }

  @Override
  public Optional<LogoutNotices> joined(LogoutNotices earlier, LogoutNotices later) {
    return earlier.with(later);
  }

  @Override
  public Result run(Run<LogoutNotices> task) {
    LogoutNotices notices = task.payload();
    Optional<Client> client =
        clients
            .find(task.tenant(), notices.clientId())
            .map(Versioned::value)
            .filter(found -> found.createdAt().equals(notices.clientCreatedAt()));
    Optional<URI> uri = client.flatMap(found -> found.settings().backchannelLogoutUri());
    if (uri.isEmpty()) {
      // it wants to be told no more, or is gone
      return Result.done();
    }
    String application = task.tenant() + "/" + notices.clientId() + " " + uri.get();
    Optional<String> known = task.byHand() ? Optional.empty() : patience.problem(application);
    if (known.isPresent()) {
      return new Result.Retry(sentence(client.get(), notices.notices().size(), known.get()));
    }
    LogoutTokens tokens =
        LogoutTokens.of(
            keys,
            task.tenant(),
            new TenantUrls(installation.publicUrl(), task.tenant()).issuer(),
            client.get());
    Delivery delivery =
        new Delivery(
            new Delivery.Line(calls, pace, uri.get()),
            tokens,
            notices.notices(),
            clock,
            task.deadline());
    deliver(delivery);
    if (delivery.isDown()) {
      patience.failed(application, delivery.problem().orElse(""));
    } else {
      patience.answered(application);
    }
    return result(client.get(), notices, delivery);
  }

  private static Result result(Client client, LogoutNotices notices, Delivery delivery) {
    List<LogoutNotices.Notice> left = delivery.left();
    if (left.isEmpty()) {
      return Result.done();
    }
    Optional<Object> rest = Optional.of(notices.of(left));
    return delivery
        .problem()
        .<Result>map(why -> new Result.Retry(sentence(client, left.size(), why), rest))
        .orElseGet(() -> new Result.Unfinished(rest));
  }

  /** For an administrator: whom, of how much, and why not. */
  private static String sentence(Client client, int sessions, String why) {
    return "The application "
        + client.settings().displayName()
        + " ("
        + client.clientId()
        + ") was not told that "
        + (sessions == 1 ? "a session" : sessions + " sessions")
        + " ended: "
        + why;
  }

  private void deliver(Delivery delivery) {
    if (!delivery.next()) {
      return;
    }
    List<Future<?>> helping = new ArrayList<>();
    try {
      for (int i = Math.min(AT_A_TIME, delivery.waiting()); i > 1; i--) {
        helping.add(helpers.submit(() -> drain(delivery)));
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("All helpers are at work; this thread goes on with fewer");
    }
    drain(delivery);
    for (Future<?> each : helping) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }
  }

  private static void drain(Delivery delivery) {
    boolean more = true;
    while (more) {
      more = delivery.next();
    }
  }

  /** Ends what is under way. */
  @Deactivate
  public void close() {
    helpers.shutdownNow();
  }
}
