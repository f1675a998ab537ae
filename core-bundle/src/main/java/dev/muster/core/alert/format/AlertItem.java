package dev.muster.core.alert.format;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One alert, bounded and in plain text.
 *
 * @param fingerprint what its sender tells it by, or what we make of its labels
 * @param resolved whether it is over
 * @param title a line
 * @param summary more of it
 * @param labels its labels, the severity among them
 * @param startsAt since when it fires, as its sender says
 * @param url where to read more
 */
public record AlertItem(
    String fingerprint,
    boolean resolved,
    String title,
    Optional<String> summary,
    Map<String, String> labels,
    Optional<Instant> startsAt,
    Optional<String> url) {}
