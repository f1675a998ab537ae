package dev.muster.spi.hook;

import java.time.Instant;

/**
 * An event as it was recorded.
 *
 * @param id its id in the audit log, unique in the installation; ids sort by time
 * @param at when it happened
 * @param tenant the tenant's id, or the empty string for what belongs to no tenant
 * @param actor by whom: {@code admin:alice}, {@code token:…}, {@code user:…} or {@code system}
 * @param address the caller's network address, or the empty string
 * @param correlationId the request in which it happened, as logs have it
 * @param event what happened
 */
public record RecordedEvent(
    String id,
    Instant at,
    String tenant,
    String actor,
    String address,
    String correlationId,
    DomainEvent event) {}
