package dev.muster.core.policy;

import dev.muster.api.IdentitySource.MatchField;

/**
 * What candidates are looked for by.
 *
 * @param field which field of ours
 * @param value what it must be; without regard to case but for phone numbers, which is narrowed
 *     down in {@link Admission#decide}
 */
public record Lookup(MatchField field, String value) {}
