package dev.muster.spi.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The limits of one bound app's group chats and what they can do. Immutable; the {@code with}
 * methods make changed copies.
 */
@ProviderType
public sealed interface GroupChatTraits permits GroupChatRecords.TraitsRecord {
  /**
   * Chats that are opened by an owner alone, to which others are added afterwards, without any
   * feature.
   *
   * @param mostMembers how many people a chat takes, from 2
   * @param mostAtOnce how many people one call adds or removes, from 1
   * @param titleCharacters how many characters (Unicode code points) a title has, from 1
   * @param messageBytes how many bytes in UTF-8 a message has, title and text together, from 256
   * @return the traits
   * @throws IllegalArgumentException if a number is out of range
   */
  static GroupChatTraits of(
      int mostMembers, int mostAtOnce, int titleCharacters, int messageBytes) {
    return new GroupChatRecords.TraitsRecord(
        mostMembers,
        mostAtOnce,
        titleCharacters,
        messageBytes,
        1,
        1,
        false,
        Optional.of(Duration.ZERO),
        Set.of());
  }

  /** {@return how many people a chat takes} */
  int mostMembers();

  /** {@return how many people one call adds or removes} */
  int mostAtOnce();

  /** {@return how many characters (Unicode code points) a title has; longer ones are cut} */
  int titleCharacters();

  /**
   * {@return how many bytes in UTF-8 a message has, title and text together; longer ones are cut}
   */
  int messageBytes();

  /** {@return how many people a chat is opened with at least, the owner among them} */
  int leastAtOpening();

  /** {@return how many people a chat is opened with at most, the owner among them} */
  int mostAtOpening();

  /** {@return whether a person has to own a chat; the app itself owns it otherwise} */
  boolean ownerRequired();

  /**
   * For how long a key opens the same chat.
   *
   * @return the time since the first call; zero if a key means nothing; empty if for ever
   */
  Optional<Duration> keyLife();

  /** {@return what the chats can do} */
  Set<GroupChatFeature> features();

  /**
   * Whether the chats can do something.
   *
   * @param feature what
   * @return true if so
   */
  default boolean has(GroupChatFeature feature) {
    return features().contains(feature);
  }

  /**
   * The same, whose chats are opened with several people at once.
   *
   * @param least how many at least, from 0, where the owner counts
   * @param most how many at most, from {@code least}
   * @return a changed copy
   * @throws IllegalArgumentException if a number is out of range
   */
  GroupChatTraits withOpening(int least, int most);

  /**
   * The same, whose chats need a person as their owner.
   *
   * @return a changed copy
   */
  GroupChatTraits withOwnerRequired();

  /**
   * The same, where a key opens the same chat.
   *
   * @param life for how long since the first call; empty for ever
   * @return a changed copy
   */
  GroupChatTraits withKeyLife(Optional<Duration> life);

  /**
   * The same with features.
   *
   * @param features what the chats can do
   * @return a changed copy
   */
  GroupChatTraits withFeatures(Set<GroupChatFeature> features);
}
