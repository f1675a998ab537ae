package dev.muster.spi.hook;

import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * May refuse a sign-in for a reason of the company's own: the hour, the network, the department. A
 * hook: every service of this type that is registered is asked, and one refusal is enough.
 *
 * <p>A policy is asked last: the platform has verified who the person is, and the product's own
 * rules let them in. It can refuse, never admit. It is asked at sign-ins by a platform or a
 * password, and of an account at a platform that somebody who is signed in links to theirs, or by
 * which they show whose account is theirs; not when a session that is there already satisfies a
 * client.
 *
 * @apiNote A policy fails closed: while it throws, hangs or is overrun nobody signs in. Where its
 *     absence must let nobody in either, name its bundle in the setting {@code
 *     signin.policies.required}.
 */
@ConsumerType
public interface SignInPolicy {
  /**
   * Judges a sign-in.
   *
   * @implSpec Called by many threads at once. All policies together have 2 s. The same sign-in may
   *     be judged more than once: judge, and change nothing.
   * @param attempt who wants to come in, and how
   * @return whether they may
   */
  Verdict judge(Attempt attempt);

  /**
   * Somebody at the door.
   *
   * @param tenant the tenant's id
   * @param identitySource the id of the identity source With a password it is {@code password}, and
   *     so is the platform.
   * @param platform the platform's id
   * @param method how they come in
   * @param address the network address they come from
   * @param userAgent what their browser or app calls itself
   * @param person who they are at the platform; with a password, who they are here: the company is
   *     the tenant, and the person's id is the user's
   * @param user the user's id; empty where one would be created
   */
  record Attempt(
      String tenant,
      String identitySource,
      String platform,
      SignInMethod method,
      String address,
      String userAgent,
      ExternalIdentity person,
      Optional<String> user) {}

  /** What a policy says. */
  @ProviderType
  sealed interface Verdict {
    /**
     * It has nothing against it.
     *
     * @return the verdict
     */
    static Allow allow() {
      return new VerdictRecords.AllowRecord();
    }

    /**
     * The person may not come in.
     *
     * @param sentence for the person: why, and what to do; at most 300 characters are shown
     * @return the verdict
     */
    static Refuse refuse(Text sentence) {
      return new VerdictRecords.RefuseRecord(sentence);
    }

    /** It has nothing against it. */
    @ProviderType
    sealed interface Allow extends Verdict permits VerdictRecords.AllowRecord {}

    /** The person may not come in. */
    @ProviderType
    sealed interface Refuse extends Verdict permits VerdictRecords.RefuseRecord {
      /** {@return for the person: why, and what to do} */
      Text sentence();
    }
  }
}
