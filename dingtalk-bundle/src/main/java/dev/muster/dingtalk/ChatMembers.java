package dev.muster.dingtalk;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts people into a chat, or takes them out. The platform says of all of them that it was done,
 * and of none: who is in the chat afterwards it is asked, and why somebody is not, the address book
 * knows, which costs none of the month's calls.
 */
final class ChatMembers {
  /** Of one call; of the others it is not known why. */
  private static final int MOST_LOOKED_UP = 20;

  private final GroupCalls calls;
  private final Directory directory;
  private final int mostMembers;

  ChatMembers(GroupCalls calls, Directory directory, int mostMembers) {
    this.calls = calls;
    this.directory = directory;
    this.mostMembers = mostMembers;
  }

  List<MemberResult> move(
      GroupCalls.Way way, GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    Map<String, MemberResult> results = new HashMap<>();
    for (String id : userIds) {
      if (!DingTalkSignIn.ID.matcher(id).matches()) {
        Outcome outcome = way == GroupCalls.Way.IN ? Outcome.NOT_FOUND : Outcome.DONE;
        results.put(id, MemberResult.of(id, outcome));
      }
    }
    List<String> asked = userIds.stream().filter(id -> !results.containsKey(id)).toList();
    if (!asked.isEmpty()) {
      results.putAll(moved(way, chat, asked, deadline));
    }
    return userIds.stream()
        .map(id -> results.getOrDefault(id, MemberResult.of(id, Outcome.UNKNOWN)))
        .toList();
  }

  /** Whoever is missing from the results is not known to be in or out. */
  private Map<String, MemberResult> moved(
      GroupCalls.Way way, GroupChatRef chat, List<String> asked, Deadline deadline)
      throws ProviderException {
    Optional<Answer> answer = calls.move(way, chat, asked, deadline);
    if (answer.isEmpty()) {
      return Map.of();
    }
    boolean refused = answer.get().refusal().isPresent();
    if (refused && asked.size() > 1) {
      // the core asks again by halves
      throw ChatCalls.rejected(answer.get());
    }
    try {
      Set<String> members = calls.everybody(chat, deadline);
      return judged(way, asked, members, answer.get(), deadline);
    } catch (ProviderException e) {
      if (refused || e.code() == Code.NOT_FOUND) {
        throw e;
      }
      return Map.of();
    }
  }

  private Map<String, MemberResult> judged(
      GroupCalls.Way way,
      List<String> asked,
      Set<String> members,
      Answer answer,
      Deadline deadline) {
    boolean full = answer.refusedWith(ErrorCodes.CHAT_FULL) || members.size() >= mostMembers;
    Map<String, MemberResult> results = new HashMap<>();
    int lookups = 0;
    for (String id : asked) {
      Outcome outcome = Outcome.DONE;
      if (members.contains(id) != (way == GroupCalls.Way.IN)) {
        boolean why = way == GroupCalls.Way.IN && lookups < MOST_LOOKED_UP;
        lookups += why ? 1 : 0;
        outcome = why ? whyNot(id, full, deadline) : Outcome.FAILED;
      }
      MemberResult result = MemberResult.of(id, outcome);
      results.put(
          id,
          outcome == Outcome.DONE
              ? result
              : answer.refusal().map(result::withPlatformCode).orElse(result));
    }
    return results;
  }

  private Outcome whyNot(String userId, boolean full, Deadline deadline) {
    Outcome why = look(userId, deadline);
    return why == Outcome.FAILED && full ? Outcome.FULL : why;
  }

  /** What the address book says of somebody: {@code FAILED} if nothing is wrong with them. */
  Outcome look(String userId, Deadline deadline) {
    try {
      Lookup lookup = directory.person(userId, deadline);
      if (lookup instanceof Lookup.NotFound) {
        return Outcome.NOT_FOUND;
      }
      return lookup instanceof Lookup.NotVisible ? Outcome.NOT_VISIBLE : Outcome.FAILED;
    } catch (ProviderException e) {
      return Outcome.FAILED;
    }
  }
}
