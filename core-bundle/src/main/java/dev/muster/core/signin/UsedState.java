package dev.muster.core.signin;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A one-time key that was used, whether somebody was signed in with it or not: the state of a
 * platform's answer. The document's id is the state.
 *
 * @param until when what it is sealed in has stopped opening, so that nothing needs to be
 *     remembered any more
 */
record UsedState(Instant until) {
  static final Schema<UsedState> SCHEMA =
      new Schema<>(
          "used-state", UsedState.class, state -> List.of(), state -> Optional.of(state.until()));
}
