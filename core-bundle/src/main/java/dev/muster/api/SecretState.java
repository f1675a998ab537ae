package dev.muster.api;

import java.time.Instant;

/**
 * What may be known of a stored secret.
 *
 * @param changedAt when it was set last
 * @param changedBy by whom, as in {@link Caller#actor()}
 */
public record SecretState(Instant changedAt, String changedBy) {}
