package dev.muster.core.throttle;

import dev.muster.api.Caller;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Logs why a caller was refused who must not learn it from the answer. Anybody can cause such
 * lines, so there is one a minute for each name, cause and address, and a limit for each tenant.
 * Thread-safe.
 */
public final class RefusalLog {
  /** The most lines about one tenant in a minute. */
  static final int MOST_OF_A_TENANT = 100;

  /** The most combinations of name, cause and address that are logged in a minute. */
  static final int MOST = 5000;

  private static final int MOST_SHOWN = 100;

  private final PerMinute once;
  private final PerMinute ofTenants;
  private final Consumer<String> lines;

  /**
   * Nothing was logged yet.
   *
   * @param clock the time
   * @param lines takes a line; nothing in it is a secret
   */
  public RefusalLog(InstantSource clock, Consumer<String> lines) {
    this.once = new PerMinute(1, MOST, clock);
    this.ofTenants = new PerMinute(MOST_OF_A_TENANT, MOST, clock);
    this.lines = lines;
  }

  /**
   * Logs it, unless that was done within the minute.
   *
   * @param caller whose address and correlation id
   * @param tenant the tenant's id
   * @param who such as {@code client shop}; nothing that a caller made up
   * @param cause a word of ours
   * @param sentence the same for people, without a full stop
   */
  public void say(Caller caller, String tenant, String who, String cause, String sentence) {
    String key = String.join("\0", tenant, who, cause, Networks.of(caller.address()));
    if (once.allows(key) && ofTenants.allows(tenant)) {
      lines.accept(
          sentence
              + " ("
              + who
              + " of tenant "
              + tenant
              + ", from "
              + caller.address()
              + ", "
              + caller.correlationId()
              + ")");
    }
  }

  /**
   * What somebody made up, no longer than what a client may be called.
   *
   * @param text what they sent
   * @return the text or its beginning
   */
  public static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
  }
}
