package dev.muster.spi.storage;

/**
 * One value that a document can be found by. A document may carry several entries of one index.
 * Values are ordered by their UTF-8 bytes, unsigned; whoever wants numbers or times in order writes
 * them with a fixed width.
 *
 * @param index the index's name, {@code [a-zA-Z0-9-]{1,40}}
 * @param value at most 512 bytes of UTF-8, without U+0000
 * @param unique whether no other live document of the same collection and partition may carry the
 *     same value in this index
 */
public record IndexEntry(String index, String value, boolean unique) {
  /** Validates. */
  public IndexEntry {
    if (index.isEmpty() || index.length() > 40) {
      throw new IllegalArgumentException("An index's name has 1 to 40 characters");
    }
    if (value.length() > 512 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A value of index " + index + " has at most 512 bytes and no U+0000");
    }
  }

  /**
   * An entry that others may share.
   *
   * @param index the index's name
   * @param value the value
   * @return the entry
   */
  public static IndexEntry of(String index, String value) {
    return new IndexEntry(index, value, false);
  }

  /**
   * An entry that no other document may share.
   *
   * @param index the index's name
   * @param value the value
   * @return the entry
   */
  public static IndexEntry unique(String index, String value) {
    return new IndexEntry(index, value, true);
  }
}
