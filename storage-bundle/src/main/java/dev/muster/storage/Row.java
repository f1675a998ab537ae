package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;

/**
 * A document's row without its body. It may have expired.
 *
 * @param key the document
 * @param version its version
 * @param expires see {@link Timestamps}
 * @param entries see {@link Entries}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Row(DocumentKey key, long version, long expires, byte[] entries) {
  boolean isLive(long now) {
    return expires > now;
  }
}
