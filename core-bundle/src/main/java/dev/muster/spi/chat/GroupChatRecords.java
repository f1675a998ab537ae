package dev.muster.spi.chat;

import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the values of this package are. */
final class GroupChatRecords {
  private GroupChatRecords() {}

  private static void requireLine(String text) {
    if (text.isBlank() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("A title is one line");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  record TraitsRecord(
      int mostMembers,
      int mostAtOnce,
      int titleCharacters,
      int messageBytes,
      int leastAtOpening,
      int mostAtOpening,
      boolean ownerRequired,
      Optional<Duration> keyLife,
      Set<GroupChatFeature> features)
      implements GroupChatTraits {
    TraitsRecord {
      require(mostMembers >= 2, "A chat takes two people at least");
      require(mostAtOnce >= 1, "A call adds one person at least");
      require(titleCharacters >= 1, "A title has one character at least");
      require(messageBytes >= 256, "A message has 256 bytes at least");
      require(
          leastAtOpening >= 0 && leastAtOpening <= mostAtOpening && mostAtOpening <= mostMembers,
          "A chat is opened with as many people as it takes");
      require(keyLife.filter(Duration::isNegative).isEmpty(), "A key lives from then on");
      features = Set.copyOf(features);
    }

    @Override
    public GroupChatTraits withOpening(int least, int most) {
      return new TraitsRecord(
          mostMembers,
          mostAtOnce,
          titleCharacters,
          messageBytes,
          least,
          most,
          ownerRequired,
          keyLife,
          features);
    }

    @Override
    public GroupChatTraits withOwnerRequired() {
      return new TraitsRecord(
          mostMembers,
          mostAtOnce,
          titleCharacters,
          messageBytes,
          leastAtOpening,
          mostAtOpening,
          true,
          keyLife,
          features);
    }

    @Override
    public GroupChatTraits withKeyLife(Optional<Duration> life) {
      return new TraitsRecord(
          mostMembers,
          mostAtOnce,
          titleCharacters,
          messageBytes,
          leastAtOpening,
          mostAtOpening,
          ownerRequired,
          life,
          features);
    }

    @Override
    public GroupChatTraits withFeatures(Set<GroupChatFeature> named) {
      return new TraitsRecord(
          mostMembers,
          mostAtOnce,
          titleCharacters,
          messageBytes,
          leastAtOpening,
          mostAtOpening,
          ownerRequired,
          keyLife,
          named);
    }
  }

  record NewGroupChatRecord(String key, String title, Optional<String> owner, List<String> members)
      implements NewGroupChat {
    NewGroupChatRecord {
      require(key.matches("[0-9a-f]{32}"), "The key of a chat is 32 hexadecimal digits");
      requireLine(title);
      members = List.copyOf(members);
      require(new LinkedHashSet<>(members).size() == members.size(), "Nobody is in a chat twice");
    }

    @Override
    public NewGroupChat withOwner(String userId) {
      return new NewGroupChatRecord(key, title, Optional.of(userId), with(members, userId));
    }

    @Override
    public NewGroupChat withMembers(List<String> userIds) {
      return new NewGroupChatRecord(
          key, title, owner, owner.map(person -> with(userIds, person)).orElse(userIds));
    }

    private static List<String> with(List<String> people, String person) {
      if (people.contains(person)) {
        return people;
      }
      List<String> all = new ArrayList<>(people.size() + 1);
      all.add(person);
      all.addAll(people);
      return all;
    }
  }

  record StateRecord(GroupChatRef ref, String title, Optional<String> owner)
      implements GroupChatState {
    @Override
    public GroupChatState withOwner(String userId) {
      return new StateRecord(ref, title, Optional.of(userId));
    }
  }

  record ChangeRecord(Optional<String> title, Optional<String> owner) implements GroupChatChange {
    ChangeRecord {
      title.ifPresent(GroupChatRecords::requireLine);
    }

    @Override
    public GroupChatChange withOwner(String userId) {
      return new ChangeRecord(title, Optional.of(userId));
    }
  }

  record MemberResultRecord(String userId, Outcome outcome, Optional<String> platformCode)
      implements MemberResult {
    @Override
    public MemberResult withPlatformCode(String code) {
      return new MemberResultRecord(userId, outcome, Optional.of(code));
    }
  }

  record MessageRecord(
      String text,
      boolean isMarkdown,
      Optional<String> title,
      List<String> mentions,
      Optional<String> key)
      implements GroupMessage {
    MessageRecord {
      require(!text.isBlank(), "A message says something");
      title.ifPresent(GroupChatRecords::requireLine);
      mentions = List.copyOf(mentions);
      require(
          key.filter(it -> !it.matches("[A-Za-z0-9_-]{1,50}")).isEmpty(),
          "The key of a message is [A-Za-z0-9_-]{1,50}");
    }

    @Override
    public GroupMessage withTitle(String line) {
      return new MessageRecord(text, isMarkdown, Optional.of(line), mentions, key);
    }

    @Override
    public GroupMessage withMentions(List<String> userIds) {
      return new MessageRecord(text, isMarkdown, title, userIds, key);
    }

    @Override
    public GroupMessage withKey(String by) {
      return new MessageRecord(text, isMarkdown, title, mentions, Optional.of(by));
    }

    /** What people write to each other does not belong into a log. */
    @Override
    public String toString() {
      return "GroupMessage[" + text.length() + " characters]";
    }
  }

  record SentRecord(Optional<String> messageId, boolean cut) implements Posted.Sent {}

  record UnknownRecord(ProviderException.Code code) implements Posted.Unknown {}

  record HistoryRecord(String id, Instant at, String text, Optional<String> userId, boolean isOwn)
      implements HistoryEntry {
    @Override
    public HistoryEntry asOwn() {
      return new HistoryRecord(id, at, text, Optional.empty(), true);
    }

    @Override
    public HistoryEntry withUserId(String by) {
      return new HistoryRecord(id, at, text, Optional.of(by), false);
    }

    /** What people write to each other does not belong into a log. */
    @Override
    public String toString() {
      return "HistoryEntry[id=" + id + ", at=" + at + "]";
    }
  }
}
