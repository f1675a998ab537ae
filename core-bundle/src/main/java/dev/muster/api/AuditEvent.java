package dev.muster.api;

import java.time.Instant;
import java.util.Map;

/**
 * Something that was done and is kept.
 *
 * @param id ours, in the order of time
 * @param at when
 * @param actor by whom, as in {@link Caller#actor()}
 * @param action such as {@code mobile-app.created}
 * @param subject such as {@code mobile-app:wechatwork}
 * @param tenant the tenant's id, or the empty string
 * @param address where it came from
 * @param correlationId what joins it with the log
 * @param detail more of it, never a secret
 */
public record AuditEvent(
    String id,
    Instant at,
    String actor,
    String action,
    String subject,
    String tenant,
    String address,
    String correlationId,
    Map<String, String> detail) {
  /** Copies. */
  public AuditEvent {
    detail = Map.copyOf(detail);
  }
}
