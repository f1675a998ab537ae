package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform calls groups. Somebody's roles come with what it tells of them. Whether that is
 * left out of whoever has none alone is not documented: then each role is asked who has it. None of
 * the calls is counted among those of the address book: somebody waits to sign in.
 */
final class Roles {
  private static final String PEOPLE_PATH = "/topapi/role/simplelist";
  private static final String ROLE_PATH = "/topapi/role/getrole";
  private static final int PAGE_SIZE = 200;

  private final Api api;

  Roles(Api api) {
    this.api = api;
  }

  /** Asks about a role; its id has to be one. */
  static HttpCall call(Api api, String id) {
    return api.oldRead(ROLE_PATH, Map.of("roleId", Long.valueOf(id)));
  }

  static boolean isId(String id) {
    return id.matches("[1-9][0-9]{0,17}");
  }

  /** A role that is there. Who has it would be many calls. */
  Group read(String id, Deadline deadline) throws ProviderException {
    requireId(id);
    Answer answer = api.asApp(call(api, id), deadline);
    if (!answer.at("role").isObject()) {
      throw answer.unexpected("has no role");
    }
    return Group.of(id);
  }

  Set<String> of(String userId, Set<String> among, Deadline deadline) throws ProviderException {
    Answer answer =
        api.asApp(api.oldRead(DingTalkSignIn.PERSON_PATH, Map.of("userid", userId)), deadline);
    JsonNode person = Answers.result(answer);
    if (Json.text(person, "userid").filter(userId::equals).isEmpty()) {
      throw answer.unexpected("is about somebody else");
    }
    JsonNode roles = person.path("role_list");
    Set<String> in = new HashSet<>();
    if (roles.isArray()) {
      for (JsonNode role : roles) {
        in.add(answer.require(role, "id"));
      }
      in.retainAll(among);
    } else {
      for (String id : among) {
        if (has(userId, id, deadline)) {
          in.add(id);
        }
      }
    }
    return in;
  }

  private static void requireId(String id) throws ProviderException {
    if (!isId(id)) {
      throw new ProviderException(Code.NOT_FOUND, "There is no role " + id, Optional.empty());
    }
  }

  private boolean has(String userId, String role, Deadline deadline) throws ProviderException {
    requireId(role);
    long id = Long.parseLong(role);
    for (int offset = 0; ; offset += PAGE_SIZE) {
      Answer answer =
          api.asApp(
              api.oldRead(PEOPLE_PATH, Map.of("role_id", id, "offset", offset, "size", PAGE_SIZE)),
              deadline);
      for (JsonNode person : answer.list("result", "list")) {
        if (answer.require(person, "userid").equals(userId)) {
          return true;
        }
      }
      JsonNode more = answer.at("result", "hasMore");
      if (!more.isBoolean()) {
        throw answer.unexpected("does not say whether it is all");
      }
      if (!more.booleanValue()) {
        return false;
      }
    }
  }
}
