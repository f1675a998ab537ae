package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What nodes tell one another over PostgreSQL: a document that changed, or, where its key is too
 * long for a notification, the collection alone.
 *
 * @param collection the collection
 * @param key the document
 */
record Notification(String collection, Optional<DocumentKey> key) {
  /** PostgreSQL takes less than 8000 bytes. */
  private static final int MAX_LENGTH = 7900;

  private static final String SEPARATOR = "/";

  static Notification of(DocumentKey key) {
    return new Notification(key.collection(), Optional.of(key));
  }

  String encode() {
    String name = URLEncoder.encode(collection, StandardCharsets.UTF_8);
    String whole =
        key.map(
                k ->
                    String.join(
                        SEPARATOR,
                        name,
                        URLEncoder.encode(k.partition(), StandardCharsets.UTF_8),
                        URLEncoder.encode(k.id(), StandardCharsets.UTF_8)))
            .orElse(name);
    return whole.length() > MAX_LENGTH ? name : whole;
  }

  /** Reads a notification; empty if it is none of ours. */
  static Optional<Notification> decode(String payload) {
    try {
      String[] parts = payload.split(SEPARATOR, -1);
      String collection = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
      if (parts.length == 1) {
        return Optional.of(new Notification(collection, Optional.empty()));
      }
      if (parts.length == 3) {
        return Optional.of(
            of(
                new DocumentKey(
                    collection,
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[2], StandardCharsets.UTF_8))));
      }
    } catch (IllegalArgumentException e) {
      Failures.ignored(e);
    }
    return Optional.empty();
  }
}
