package dev.muster.core.secret;

import dev.muster.spi.storage.DocumentKey;
import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value is stored. It is part of what is authenticated: a ciphertext that is moved
 * to another tenant, document or field does not open.
 *
 * @param key the document
 * @param field the field in it
 */
public record AssociatedData(DocumentKey key, String field) {
  byte[] bytes() {
    String text =
        key.collection().length()
            + ":"
            + key.collection()
            + key.partition().length()
            + ":"
            + key.partition()
            + key.id().length()
            + ":"
            + key.id()
            + field;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
