package dev.muster.api.warroom;

import java.time.Instant;
import java.util.Optional;

/**
 * A way in for alerts.
 *
 * @param id its id
 * @param displayName what people call it
 * @param createdAt since when it is there
 * @param createdBy who made it, as the actor of an audit event
 * @param lastReceivedAt when an alert came in last, to within a minute
 */
public record AlertIntake(
    String id,
    String displayName,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastReceivedAt) {}
