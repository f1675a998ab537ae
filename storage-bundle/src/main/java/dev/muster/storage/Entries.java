package dev.muster.storage;

import dev.muster.spi.storage.IndexEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A document's entries as they lie beside its body, so that reading a document reads one row, and
 * replacing it touches only the entries that differ.
 */
final class Entries {
  private static final byte[] NONE = new byte[] {0, 0};

  private Entries() {}

  static byte[] encode(List<IndexEntry> entries) {
    if (entries.isEmpty()) {
      return NONE;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * entries.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(entries.size());
      for (IndexEntry entry : entries) {
        out.writeBoolean(entry.unique());
        out.writeUTF(entry.index());
        out.writeUTF(entry.value());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static List<IndexEntry> decode(byte[] stored) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int size = in.readUnsignedShort();
      List<IndexEntry> entries = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        boolean unique = in.readBoolean();
        entries.add(new IndexEntry(in.readUTF(), in.readUTF(), unique));
      }
      return entries;
    } catch (IOException damaged) {
      throw new UncheckedIOException("The entries of a stored document are damaged", damaged);
    }
  }
}
