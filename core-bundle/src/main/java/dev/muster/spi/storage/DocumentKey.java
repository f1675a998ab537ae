package dev.muster.spi.storage;

import java.util.Objects;

/**
 * Where a document lies.
 *
 * @param collection the kind of document, {@code [a-z0-9-]{1,40}}
 * @param partition who owns it: a tenant's id, or the empty string for what belongs to no tenant.
 *     Indexes and uniqueness never reach across partitions.
 * @param id unique in collection and partition, 1 to 200 characters, compared byte by byte
 */
public record DocumentKey(String collection, String partition, String id) {
  /** Validates. */
  public DocumentKey {
    Objects.requireNonNull(partition);
    if (collection.isEmpty() || collection.length() > 40) {
      throw new IllegalArgumentException("A collection's name has 1 to 40 characters");
    }
    if (id.isEmpty() || id.length() > 200) {
      throw new IllegalArgumentException("A document's id has 1 to 200 characters");
    }
  }
}
