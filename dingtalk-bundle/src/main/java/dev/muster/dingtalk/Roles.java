package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
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
 * left out of whoever has none alone is not documented: then each role is asked who has it.
 */
final class Roles {
  private static final String PEOPLE_PATH = "/topapi/role/simplelist";
  private static final int PAGE_SIZE = 200;

  private final Api api;

  Roles(Api api) {
    this.api = api;
  }

  /** None of the calls is counted among those of the address book: somebody waits to sign in. */
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
      return in;
    }
    for (String id : among) {
      if (has(userId, id, deadline)) {
        in.add(id);
      }
    }
    return in;
  }

  private boolean has(String userId, String role, Deadline deadline) throws ProviderException {
    if (!role.matches("[1-9][0-9]{0,17}")) {
      throw new ProviderException(Code.NOT_PERMITTED, "There is no role " + role, Optional.empty());
    }
    for (int offset = 0; ; offset += PAGE_SIZE) {
      Answer answer =
          api.asApp(
              api.oldRead(
                  PEOPLE_PATH,
                  Map.of("role_id", Long.valueOf(role), "offset", offset, "size", PAGE_SIZE)),
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
