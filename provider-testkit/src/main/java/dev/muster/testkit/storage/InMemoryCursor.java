package dev.muster.testkit.storage;

import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended.
 *
 * @param question what the page belongs to
 * @param value the last entry's value; empty where the order is by id
 * @param id the last document's id
 */
record InMemoryCursor(String question, String value, String id) {
  private static final String SEPARATOR = "\0";

  static String encode(Query query, String value, String id) {
    String plain = question(query) + SEPARATOR + value + SEPARATOR + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  static InMemoryCursor decode(Query query, String text) {
    String[] parts;
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      parts = plain.split(SEPARATOR, -1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The cursor is not of this store", e);
    }
    if (parts.length != 3 || !parts[0].equals(question(query))) {
      throw new IllegalArgumentException("The cursor is not of this question");
    }
    return new InMemoryCursor(parts[0], parts[1], parts[2]);
  }

  private static String question(Query query) {
    String asked =
        String.join(
            SEPARATOR,
            query.collection(),
            query.partition(),
            query.condition().toString(),
            query.descending() ? "descending" : "ascending");
    return Base64.getUrlEncoder().encodeToString(asked.getBytes(StandardCharsets.UTF_8));
  }
}
