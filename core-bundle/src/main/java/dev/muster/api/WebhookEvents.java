package dev.muster.api;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.WebhookRequest;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Takes in webhook events. */
@ProviderType
public interface WebhookEvents {
  /** The largest body of a webhook request, in bytes. */
  int MAX_BODY = 256 * 1024;

  /**
   * Takes a webhook request in: what it tells is stored durably when this returns, and worked on
   * afterwards, once however often it comes.
   *
   * @param caller the address it came from and the correlation id; the actor is not used
   * @param tenant the tenant's id, however odd
   * @param platform the platform's id, however odd
   * @param request the request as it came, nothing of it trusted
   * @param deadline until when to wait while the platform's bundle is being replaced
   * @return what to answer; empty if it is not shown to be the platform's, for whatever reason:
   *     nobody outside is to learn which
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE} or {@code UNAVAILABLE} if it cannot be
   *     taken in at the moment: the platform sends it again
   */
  Optional<Answer> receive(
      Caller caller, String tenant, String platform, WebhookRequest request, Deadline deadline);

  /**
   * What to answer, with status 200.
   *
   * @param contentType of the body
   * @param body the body
   */
  record Answer(String contentType, byte[] body) {}
}
