package dev.muster.testkit.platform;

import java.util.List;
import java.util.Optional;

/** What the server that plays the platform shows on people's phones. */
public interface MessageFixture {
  /**
   * Somebody's id.
   *
   * @param persona who
   * @return the id, or empty if the platform has no such people
   */
  Optional<String> userId(Persona persona);

  /**
   * The messages that somebody has got since {@link PlatformFixture#reset}.
   *
   * @param userId the person's id
   * @return title and text of each as one text, oldest first
   */
  List<String> received(String userId);

  /**
   * How many messages anybody has got since {@link PlatformFixture#reset}.
   *
   * @return the number
   */
  long received();
}
