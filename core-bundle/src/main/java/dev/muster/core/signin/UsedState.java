package dev.muster.core.signin;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A state that a platform has answered, with somebody or not; the document's id is the state.
 *
 * @param until when its cookie stops opening, so that nothing needs to be remembered any more
 */
record UsedState(Instant until) {
  static final Schema<UsedState> SCHEMA =
      new Schema<>(
          "used-state", UsedState.class, state -> List.of(), state -> Optional.of(state.until()));
}
