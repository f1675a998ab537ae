package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;

/** A unique value that a commit wants for one of its documents. */
record Claim(String collection, String partition, String index, String value) {
  static Claim of(DocumentKey key, IndexEntry entry) {
    return new Claim(key.collection(), key.partition(), entry.index(), entry.value());
  }
}
