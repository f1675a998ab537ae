package dev.muster.core.userimport;

import dev.muster.core.secret.AssociatedData;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.userimport.ImportRecord.Part;
import dev.muster.core.userimport.ImportRecord.Row;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The passwords of lines that wait: sealed, each for its line. */
@Component(service = {SealedPasswords.class, Resealable.class})
public final class SealedPasswords implements Resealable {
  /** The column. */
  static final String COLUMN = "password";

  /** So many parts are in memory at a time. */
  private static final int AT_A_TIME = 4;

  private final Storage storage;
  private final SecretBox box;
  private final Repository<Part> parts;

  /** Made by Declarative Services. */
  @Activate
  public SealedPasswords(@Reference Storage storage, @Reference SecretBox box) {
    this.storage = storage;
    this.box = box;
    this.parts = storage.repository(Part.SCHEMA);
  }

  private static AssociatedData place(DocumentKey part, Row row) {
    return new AssociatedData(part, "password of line " + row.line());
  }

  /** Lines as a part may hold them: no cell is a password any more. */
  List<Row> seal(DocumentKey part, List<String> columns, List<Row> rows) {
    int column = columns.indexOf(COLUMN);
    return column < 0
        ? rows
        : rows.stream().map(row -> seal(part, row, column, columns.size())).toList();
  }

  private Row seal(DocumentKey part, Row row, int column, int width) {
    if (row.cells().size() != width) {
      // nobody can tell which of its cells is one; it is refused for their number
      return new Row(row.line(), Collections.nCopies(row.cells().size(), ""));
    }
    String plain = row.cells().get(column);
    List<String> cells = new ArrayList<>(row.cells());
    cells.set(column, "");
    return new Row(
        row.line(),
        cells,
        Optional.of(plain)
            .filter(any -> !any.isBlank())
            .map(any -> box.seal(place(part, row), Secret.of(any))));
  }

  /** The password of a line, if it has one. */
  Optional<Secret> open(DocumentKey part, Row row) {
    return row.password().map(kept -> box.open(place(part, row), kept));
  }

  @Override
  public int reseal(String partition) {
    int changed = 0;
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<Part>> page = parts.query(partition, new Query.All(), false, AT_A_TIME, after);
      for (Stored<Part> part : page.items()) {
        changed += reseal(part.key()) ? 1 : 0;
      }
      after = page.next();
    } while (after.isPresent());
    return changed;
  }

  private boolean reseal(DocumentKey key) {
    return storage.transact(
        work -> {
          Optional<Stored<Part>> read = parts.find(key.partition(), key.id());
          if (read.isEmpty() || read.get().value().rows().stream().allMatch(this::isCurrent)) {
            return () -> false;
          }
          Part part = read.get().value();
          work.add(
              parts.replace(
                  read.get(),
                  new Part(
                      part.rows().stream().map(row -> resealed(key, row)).toList(),
                      part.expiresAt())));
          return () -> true;
        });
  }

  private boolean isCurrent(Row row) {
    return row.password().stream().allMatch(box::isCurrent);
  }

  private Row resealed(DocumentKey part, Row row) {
    return new Row(
        row.line(), row.cells(), row.password().map(kept -> box.reseal(place(part, row), kept)));
  }
}
