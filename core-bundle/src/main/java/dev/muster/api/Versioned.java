package dev.muster.api;

/**
 * A stored value with the version of it that was read.
 *
 * @param value the value
 * @param version above 0, another after every change: an ETag
 * @param <T> what it is
 */
public record Versioned<T>(T value, long version) {}
