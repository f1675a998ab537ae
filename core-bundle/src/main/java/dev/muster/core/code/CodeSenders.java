package dev.muster.core.code;

import dev.muster.core.background.TenantTurns;
import dev.muster.core.background.TenantTurns.Lane;
import java.util.concurrent.Executor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send codes: their own, so that a mail server that hangs keeps neither a request
 * nor other work waiting. Tenants take turns: the platform of one, or its mail server, keeps no
 * other tenant's people from their codes. Codes for one name go one after another.
 */
@Component(service = CodeSenders.class)
public final class CodeSenders {
  static final int THREADS = 16;

  /** The most that one tenant's codes keep busy. */
  static final int OF_A_TENANT = 4;

  /** How many codes wait or are being sent at a time. */
  static final int MOST = 1000;

  /** The same of one tenant. */
  static final int MOST_OF_A_TENANT = 100;

  private static final Logger LOG = LoggerFactory.getLogger(CodeSenders.class);

  private final Threads threads;
  private final Runnable close;

  /** Starts none yet: threads come with the first code. */
  @Activate
  public CodeSenders() {
    TenantTurns turns =
        new TenantTurns(
            "muster-codes", new TenantTurns.Bounds(THREADS, OF_A_TENANT, MOST, MOST_OF_A_TENANT));
    threads = turns::add;
    close = turns::close;
  }

  private CodeSenders(Executor executor) {
    this.threads =
        (lane, work) -> {
          executor.execute(work);
          return true;
        };
    this.close = () -> {};
  }

  /** Sends on threads of others. No constructor: Declarative Services would try it too. */
  public static CodeSenders on(Executor executor) {
    return new CodeSenders(executor);
  }

  private interface Threads {
    boolean add(Lane lane, Runnable work);
  }

  /**
   * Runs something soon. What fails is logged.
   *
   * @param lane the tenant, and for whom
   * @param busy is run at once instead where too much waits already
   */
  void run(Lane lane, Runnable work, Runnable busy) {
    boolean added =
        threads.add(
            lane,
            () -> {
              try {
                work.run();
              } catch (RuntimeException | Error e) { // nobody else would say so
                LOG.warn("A one-time code was not sent", e);
              }
            });
    if (!added) {
      LOG.warn("A one-time code of {} was not sent: too many wait already", lane.tenant());
      busy.run();
    }
  }

  /** Stops; a code that is being sent is not waited for. */
  @Deactivate
  public void close() {
    close.run();
  }
}
