package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * User groups. The platform tells those of somebody that are in the app's range, ordinary and
 * dynamic ones apart; so a group that somebody is not in has to be one that the app sees.
 */
final class Groups {
  private static final String GROUP = "/open-apis/contact/v3/group/{group_id}";
  private static final String BELONGS = "/open-apis/contact/v3/group/member_belong";
  private static final List<String> TYPES = List.of("1", "2");
  private static final int PAGE_SIZE = 100;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}");

  private final Api api;

  Groups(Api api) {
    this.api = api;
  }

  Set<String> of(String userId, Set<String> among, Deadline deadline) throws ProviderException {
    return api.asApp(
        access -> {
          Set<String> in = new HashSet<>();
          for (String type : TYPES) {
            in.addAll(ofType(access, userId, type, deadline));
          }
          in.retainAll(among);
          return in;
        },
        deadline);
  }

  private Set<String> ofType(Access access, String userId, String type, Deadline deadline)
      throws ProviderException {
    Set<String> in = new HashSet<>();
    Optional<String> after = Optional.empty();
    do {
      HttpCall call =
          LarkDirectory.paged(api.get(BELONGS), after, PAGE_SIZE)
              .withQuery("member_id", userId)
              .withQuery("member_id_type", "user_id")
              .withQuery("group_type", type);
      Answer answer = api.send(call, access.token(), deadline);
      for (JsonNode id : LarkDirectory.list(answer, "group_list")) {
        in.add(answer.id(id.asText(), "group id", ID));
      }
      after = LarkDirectory.next(answer, after);
    } while (after.isPresent());
    return in;
  }

  /** Asks about a group; its id has to be one. */
  static HttpCall call(Api api, String id) {
    return api.get(GROUP).withPath("group_id", id);
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** A group in sight. Its members are people and departments, each kind page by page. */
  Group read(String id, Deadline deadline) throws ProviderException {
    if (!isId(id)) {
      throw new ProviderException(Code.NOT_FOUND, "There is no user group " + id, Optional.empty());
    }
    return api.asApp(
        access -> {
          Answer answer = api.send(call(api, id), access.token(), deadline).orThrow();
          if (!answer.at("data", "group").isObject()) {
            throw answer.unexpected("has no group");
          }
          return Group.of(id);
        },
        deadline);
  }
}
