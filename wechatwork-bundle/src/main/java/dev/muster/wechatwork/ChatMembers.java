package dev.muster.wechatwork;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts people into a chat, or takes them out. The platform does all that it is asked or nothing,
 * says not who is in the way, and refuses as well who is where they are to be already.
 */
final class ChatMembers {
  private static final Set<Status> GONE = Set.of(Status.LEFT, Status.DISABLED);

  private final ChatCalls calls;
  private final Directory directory;

  ChatMembers(ChatCalls calls, Directory directory) {
    this.calls = calls;
    this.directory = directory;
  }

  /** Which way people go. */
  enum Way {
    IN("add_user_list"),
    OUT("del_user_list");

    private final String field;

    Way(String field) {
      this.field = field;
    }
  }

  List<MemberResult> move(Way way, String chatId, List<String> userIds, Deadline deadline)
      throws ProviderException {
    Map<String, MemberResult> undone = new HashMap<>();
    List<String> left = userIds.stream().filter(Profiles::isUserId).toList();
    for (String other : userIds) {
      if (!Profiles.isUserId(other) && way == Way.IN) {
        undone.put(other, MemberResult.of(other, Outcome.NOT_FOUND));
      }
    }
    while (!left.isEmpty()) {
      Optional<Answer> answer =
          calls.tryToChange(Map.of("chatid", chatId, way.field, left), deadline);
      if (answer.isEmpty()) {
        left.forEach(id -> undone.put(id, MemberResult.of(id, Outcome.UNKNOWN)));
        break;
      }
      if (answer.get().refusal().isEmpty()) {
        break;
      }
      List<String> still = notThere(way, chatId, left, deadline);
      if (still.size() == left.size()) {
        String one = onlyOne(left, answer.get());
        undone.put(one, refused(way, one, answer.get(), deadline));
        break;
      }
      left = still;
    }
    return userIds.stream()
        .map(id -> undone.getOrDefault(id, MemberResult.of(id, Outcome.DONE)))
        .toList();
  }

  /** Of more than one the core asks again by halves. */
  private static String onlyOne(List<String> people, Answer answer) throws ProviderException {
    if (people.size() > 1) {
      throw ChatCalls.rejected(answer);
    }
    return people.get(0);
  }

  private List<String> notThere(Way way, String chatId, List<String> people, Deadline deadline)
      throws ProviderException {
    ChatCalls.Chat chat =
        calls
            .read(chatId, deadline)
            .orElseThrow(
                () ->
                    new ProviderException(
                        Code.NOT_FOUND, "The chat is there no more", Optional.empty()));
    return people.stream().filter(id -> chat.has(id) != (way == Way.IN)).toList();
  }

  private MemberResult refused(Way way, String userId, Answer answer, Deadline deadline) {
    Outcome outcome = Outcome.FAILED;
    if (way == Way.IN) {
      outcome =
          answer.refusedWith(ErrorCodes.CHAT_SIZE) ? Outcome.FULL : whatIsWrong(userId, deadline);
    }
    MemberResult result = MemberResult.of(userId, outcome);
    return answer.refusal().map(result::withPlatformCode).orElse(result);
  }

  /** The refusal is the same for everybody; the address book knows more. */
  private Outcome whatIsWrong(String userId, Deadline deadline) {
    try {
      Lookup lookup = directory.person(userId, deadline);
      if (lookup instanceof Lookup.Found found) {
        return GONE.contains(found.person().status()) ? Outcome.LEFT_COMPANY : Outcome.FAILED;
      }
      if (lookup instanceof Lookup.NotFound) {
        return Outcome.NOT_FOUND;
      }
      return lookup instanceof Lookup.NotVisible ? Outcome.NOT_VISIBLE : Outcome.FAILED;
    } catch (ProviderException e) {
      return Outcome.FAILED;
    }
  }
}
