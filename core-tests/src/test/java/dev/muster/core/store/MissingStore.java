package dev.muster.core.store;

import dev.muster.spi.storage.DocumentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A store that tells its watches of nothing but that it missed something. */
final class MissingStore extends SilentStore {
  private final List<Consumer<Notice>> listeners = new ArrayList<>();

  MissingStore(DocumentStore store) {
    super(store);
  }

  void miss() {
    listeners.forEach(each -> each.accept(new Notice.Missed()));
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    listeners.add(listener);
    return () -> {};
  }
}
