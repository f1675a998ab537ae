package dev.muster.core.throttle;

import dev.muster.api.Caller;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Says in the log why somebody was refused, who is not to be told it. Anybody can have it said, so
 * it is said once a minute for each name, cause and address, and only so often of a tenant.
 * Thread-safe.
 */
public final class RefusalLog {
  /** The most lines about one tenant in a minute. */
  static final int MOST_OF_A_TENANT = 100;

  /** The most names, causes and addresses that are told apart in a minute. */
  static final int MOST = 5000;

  private static final int MOST_SHOWN = 100;

  private final PerMinute once;
  private final PerMinute ofTenants;
  private final Consumer<String> lines;

  /**
   * Nothing was said yet.
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
   * Says it, unless it was said a moment ago.
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
