package dev.muster.spi.chat;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What became of one person who was to be added or removed. Immutable. */
@ProviderType
public sealed interface MemberResult permits GroupChatRecords.MemberResultRecord {
  /**
   * A result.
   *
   * @param userId the person's id, as it was given
   * @param outcome what became of it
   * @return the result
   */
  static MemberResult of(String userId, Outcome outcome) {
    return new GroupChatRecords.MemberResultRecord(userId, outcome, Optional.empty());
  }

  /** {@return the person's id, as it was given} */
  String userId();

  /** {@return what became of it} */
  Outcome outcome();

  /** {@return the platform's own code, where it gave one} */
  Optional<String> platformCode();

  /**
   * The same with the platform's own code.
   *
   * @param code as text
   * @return a changed copy
   */
  MemberResult withPlatformCode(String code);

  /** What became of one person. */
  enum Outcome {
    /** Is in the chat, or, where people were removed, is not in it; also if it was so before. */
    DONE,
    /** The platform has nobody of this id. */
    NOT_FOUND,
    /** The app, or the chat's owner, may not see the person. */
    NOT_VISIBLE,
    /** The person has left the company or is switched off. */
    LEFT_COMPANY,
    /** Somebody has to agree first. */
    PENDING,
    /** The chat takes no more people. */
    FULL,
    /** The platform refused it for another reason. */
    FAILED,
    /** It was sent, and the platform did not say what became of it. */
    UNKNOWN
  }
}
