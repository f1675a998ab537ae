package dev.muster.core.task;

import java.util.Optional;

/**
 * Does tasks of which one can take in what is left of another. Where whoever they are for cannot be
 * reached, those of a lane become one that is tried again, however many are added meanwhile.
 *
 * @param <P> the payload
 */
public interface JoiningTaskHandler<P> extends TaskHandler<P> {
  /**
   * What two tasks of a lane have left, as one. Asked again where somebody was faster.
   *
   * @param earlier what the one is about that was added earlier, and stays
   * @param later what the other one has left
   * @return what the earlier one is about from now on; empty if both stay
   */
  Optional<P> joined(P earlier, P later);
}
