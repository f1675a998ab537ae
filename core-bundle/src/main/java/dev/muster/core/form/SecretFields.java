package dev.muster.core.form;

import dev.muster.api.SecretState;
import dev.muster.core.secret.AssociatedData;
import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The secrets of one document, by field. */
public final class SecretFields {
  private final SecretBox box;

  /** Seals with a box. */
  SecretFields(SecretBox box) {
    this.box = box;
  }

  /** The secrets after some were set and some taken away. */
  public Map<String, StoredSecret> changed(
      DocumentKey key,
      Map<String, StoredSecret> before,
      Map<String, Secret> set,
      Set<String> removed,
      Instant now,
      String actor) {
    Map<String, StoredSecret> after = new TreeMap<>(before);
    removed.forEach(after::remove);
    set.forEach(
        (field, value) -> {
          AssociatedData place = new AssociatedData(key, field);
          StoredSecret old = before.get(field);
          after.put(
              field,
              old == null
                  ? StoredSecret.first(box, place, value, now, actor)
                  : old.next(box, place, value, now, actor));
        });
    return after;
  }

  /** The same secrets, sealed with the key that encrypts now. */
  public Map<String, StoredSecret> resealed(DocumentKey key, Map<String, StoredSecret> secrets) {
    Map<String, StoredSecret> after = new TreeMap<>();
    secrets.forEach(
        (field, secret) -> after.put(field, secret.resealed(box, new AssociatedData(key, field))));
    return after;
  }

  /** Opens one sealed text of a field. */
  public Secret open(DocumentKey key, String field, String sealed) {
    return box.open(new AssociatedData(key, field), sealed);
  }

  /** What may be known of them. */
  public static Map<String, SecretState> states(Map<String, StoredSecret> secrets) {
    return secrets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().state()));
  }
}
