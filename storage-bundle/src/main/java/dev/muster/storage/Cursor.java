package dev.muster.storage;

import dev.muster.spi.storage.Query;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Where a page ended: the last entry's value, empty where the order is by id, and the document's
 * id. Its text form begins with a hash of the question it belongs to.
 *
 * @param value the value
 * @param id the id
 */
record Cursor(String value, String id) {
  private static final int HASH_BYTES = 8;

  /** Far above what the largest value and id can make. */
  private static final int MAX_LENGTH = 4096;

  String encode(Query query) {
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(HASH_BYTES + 2 + valueBytes.length + idBytes.length);
    plain.put(hash(query)).putShort((short) valueBytes.length).put(valueBytes).put(idBytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.array());
  }

  static Cursor decode(Query query, String text) {
    byte[] plain;
    try {
      plain = text.length() > MAX_LENGTH ? new byte[0] : Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The cursor is not of this store", e);
    }
    byte[] hash = hash(query);
    int start = HASH_BYTES + 2;
    if (plain.length < start
        || !ByteBuffer.wrap(plain, 0, HASH_BYTES).equals(ByteBuffer.wrap(hash))) {
      throw new IllegalArgumentException("The cursor is not of this question");
    }
    int length = Short.toUnsignedInt(ByteBuffer.wrap(plain).getShort(HASH_BYTES));
    if (start + length > plain.length) {
      throw new IllegalArgumentException("The cursor is not of this store");
    }
    Cursor cursor =
        new Cursor(
            new String(plain, start, length, StandardCharsets.UTF_8),
            new String(
                plain, start + length, plain.length - start - length, StandardCharsets.UTF_8));
    if (!Texts.storable(cursor.value()) || !Texts.storable(cursor.id())) {
      throw new IllegalArgumentException("The cursor is not of this store");
    }
    return cursor;
  }

  private static byte[] hash(Query query) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, query.collection());
      add(digest, query.partition());
      add(digest, query.condition().getClass().getSimpleName());
      if (query.condition() instanceof Query.Equal equal) {
        add(digest, equal.index());
        add(digest, equal.value());
      } else if (query.condition() instanceof Query.Prefix prefix) {
        add(digest, prefix.index());
        add(digest, prefix.prefix());
      } else if (query.condition() instanceof Query.Range range) {
        add(digest, range.index());
        add(digest, range.from());
        add(digest, range.to());
      }
      add(digest, query.descending() ? "descending" : "ascending");
      return ByteBuffer.allocate(HASH_BYTES).put(digest.digest(), 0, HASH_BYTES).array();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
