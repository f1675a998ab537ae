package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts people into a chat, or takes them out. The platform adds whom it can and names the others,
 * those who left and those whom the bot does not reach in one list; the address book tells which.
 */
final class ChatMembers {
  private static final Set<Status> GONE = Set.of(Status.LEFT, Status.DISABLED);

  /** Of more than these who could not be added it is not asked why. */
  private static final int MOST_LOOKED_UP = 10;

  /** As many as the largest chat has. */
  private static final int MOST_PAGES = 100;

  private final ChatCalls calls;
  private final LarkDirectory directory;
  private final Pages pages;

  ChatMembers(ChatCalls calls, LarkDirectory directory, Pages pages) {
    this.calls = calls;
    this.directory = directory;
    this.pages = pages;
  }

  /** Reads who is in a chat. */
  interface Pages {
    Page<String> read(GroupChatRef chat, Optional<String> after, Deadline deadline)
        throws ProviderException;
  }

  /** A page of members, each once, without those of another company. */
  static Page<String> page(Answer answer, String tenantKey, Optional<String> after)
      throws ProviderException {
    Set<String> found = new LinkedHashSet<>();
    for (JsonNode item : LarkDirectory.list(answer, "items")) {
      if (item.path("tenant_key").asText(tenantKey).equals(tenantKey)) {
        String id =
            Json.text(item, "member_id")
                .orElseThrow(() -> answer.withheld("member_id", Scopes.USER_ID));
        found.add(answer.id(id, "member_id", Profiles.USER_ID));
      }
    }
    return new Page<>(List.copyOf(found), LarkDirectory.next(answer, after));
  }

  List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    Results results = new Results(userIds, Outcome.NOT_FOUND);
    if (results.asked.isEmpty()) {
      return results.all();
    }
    HttpCall call = calls.add(chat, results.asked);
    Optional<Answer> answer = calls.tryTo(call, ErrorCodes.NOT_ADDED, deadline);
    if (answer.isEmpty()) {
      return results.allAsked(Outcome.UNKNOWN);
    }
    if (answer.get().refusal().isPresent()) {
      String one = results.onlyOne(answer.get());
      results.put(one, refused(one, answer.get(), deadline), answer.get().refusal());
      return results.all();
    }
    List<String> absent = ids(answer.get(), "not_existed_id_list");
    List<String> pending = ids(answer.get(), "pending_approval_id_list");
    List<String> invalid = ids(answer.get(), "invalid_id_list");
    if (!results.asked.containsAll(absent)
        || !results.asked.containsAll(pending)
        || !results.asked.containsAll(invalid)) {
      // By other ids than ours: whom they mean is not known.
      return results.allAsked(Outcome.UNKNOWN);
    }
    absent.forEach(id -> results.put(id, Outcome.NOT_FOUND, Optional.empty()));
    pending.forEach(id -> results.put(id, Outcome.PENDING, Optional.empty()));
    int looked = 0;
    for (String id : invalid) {
      Outcome why = looked++ < MOST_LOOKED_UP ? whyNot(id, deadline) : Outcome.NOT_VISIBLE;
      results.put(id, why, Optional.empty());
    }
    return results.all();
  }

  List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    Results results = new Results(userIds, Outcome.DONE);
    if (results.asked.isEmpty()) {
      return results.all();
    }
    HttpCall call = calls.remove(chat, results.asked);
    Optional<Answer> answer = calls.tryTo(call, ErrorCodes.NOT_REMOVED, deadline);
    if (answer.isEmpty()) {
      return results.allAsked(Outcome.UNKNOWN);
    }
    if (answer.get().refusedWith(ErrorCodes.NONE_OF_THEM)) {
      return results.all();
    }
    if (answer.get().refusal().isPresent()) {
      String one = results.onlyOne(answer.get());
      if (!answer.get().refusedWith(ErrorCodes.NO_SUCH_PERSON)) {
        results.put(one, Outcome.FAILED, answer.get().refusal());
      }
      return results.all();
    }
    if (!ids(answer.get(), "invalid_id_list").isEmpty()) {
      stillThere(chat, results, deadline);
    }
    return results.all();
  }

  /** Whom the platform calls invalid may not have been in the chat, or may be in it still. */
  private void stillThere(GroupChatRef chat, Results results, Deadline deadline) {
    Set<String> members = new HashSet<>();
    Optional<String> after = Optional.empty();
    try {
      for (int read = 0; read < MOST_PAGES && (read == 0 || after.isPresent()); read++) {
        Page<String> page = pages.read(chat, after, deadline);
        members.addAll(page.items());
        after = page.next();
      }
    } catch (ProviderException e) {
      results.allAsked(Outcome.UNKNOWN);
      return;
    }
    results.asked.stream()
        .filter(members::contains)
        .forEach(id -> results.put(id, Outcome.FAILED, Optional.empty()));
  }

  private static List<String> ids(Answer answer, String name) throws ProviderException {
    List<String> ids = new ArrayList<>();
    JsonNode list = answer.at("data", name);
    if (!(list.isArray() || list.isMissingNode() || list.isNull())) {
      throw answer.unexpected("has no list " + name);
    }
    list.forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private Outcome refused(String userId, Answer answer, Deadline deadline) {
    if (answer.refusedWith(ErrorCodes.CHAT_FULL)) {
      return Outcome.FULL;
    }
    if (answer.refusedWith(ErrorCodes.RESIGNED)) {
      return Outcome.LEFT_COMPANY;
    }
    if (answer.refusedWith(ErrorCodes.NO_SUCH_PERSON)
        || answer.refusedWith(ErrorCodes.OTHER_TENANTS_ID)) {
      return Outcome.NOT_FOUND;
    }
    return answer.refusedWith(ErrorCodes.UNREACHED) ? whyNot(userId, deadline) : Outcome.FAILED;
  }

  private Outcome whyNot(String userId, Deadline deadline) {
    try {
      Lookup lookup = directory.person(userId, deadline);
      if (lookup instanceof Lookup.Found found) {
        return GONE.contains(found.person().status()) ? Outcome.LEFT_COMPANY : Outcome.NOT_VISIBLE;
      }
      return lookup instanceof Lookup.NotFound ? Outcome.NOT_FOUND : Outcome.NOT_VISIBLE;
    } catch (ProviderException e) {
      // The others were added, and that has to be told.
      return Outcome.NOT_VISIBLE;
    }
  }

  /** What became of each, in the order given. */
  private static final class Results {
    private final List<String> userIds;
    private final List<String> asked;
    private final Map<String, MemberResult> known = new HashMap<>();

    /**
     * Done, unless something else is put.
     *
     * @param nobody what becomes of what is no user id
     */
    Results(List<String> userIds, Outcome nobody) {
      this.userIds = userIds;
      this.asked = userIds.stream().filter(id -> Profiles.USER_ID.matcher(id).matches()).toList();
      userIds.stream()
          .filter(id -> !asked.contains(id))
          .forEach(id -> put(id, nobody, Optional.empty()));
    }

    void put(String userId, Outcome outcome, Optional<String> code) {
      MemberResult result = MemberResult.of(userId, outcome);
      known.put(userId, code.map(result::withPlatformCode).orElse(result));
    }

    List<MemberResult> allAsked(Outcome outcome) {
      asked.forEach(id -> put(id, outcome, Optional.empty()));
      return all();
    }

    /** Of more than one the platform does not say whom it means. */
    String onlyOne(Answer answer) throws ProviderException {
      if (asked.size() > 1) {
        throw ChatCalls.rejected(answer);
      }
      return asked.get(0);
    }

    List<MemberResult> all() {
      return userIds.stream()
          .map(id -> known.getOrDefault(id, MemberResult.of(id, Outcome.DONE)))
          .toList();
    }
  }
}
