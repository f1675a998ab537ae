package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform calls groups. Somebody's roles come with what it tells of them. Whether that is
 * left out of whoever has none alone is not documented: then each role is asked who has it. Nobody
 * is outside of a role that is not there. Thread-safe.
 */
final class Roles {
  private static final String PEOPLE_PATH = "/topapi/role/simplelist";
  private static final String ROLE_PATH = "/topapi/role/getrole";
  private static final int PAGE_SIZE = 200;

  /** How long a role that was there is taken to be there still. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** More than all rules of an app name. */
  private static final int MOST_KNOWN = 1000;

  private final Api api;
  private final Map<String, Instant> seen = Collections.synchronizedMap(new HashMap<>());

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
    } else {
      for (String id : among) {
        if (has(userId, id, deadline)) {
          in.add(id);
        }
      }
    }
    for (String id : among) {
      if (!in.contains(id)) {
        requireThere(id, deadline);
      }
    }
    return in;
  }

  private void requireThere(String id, Deadline deadline) throws ProviderException {
    Instant now = api.context().clock().instant();
    Instant last = seen.get(id);
    if (last != null && now.isBefore(last.plus(LIFETIME))) {
      return;
    }
    Answer answer = api.asApp(api.oldRead(ROLE_PATH, Map.of("roleId", number(id))), deadline);
    if (!answer.at("role").isObject()) {
      throw answer.unexpected("has no role");
    }
    if (seen.size() >= MOST_KNOWN) {
      seen.clear();
    }
    seen.put(id, now);
  }

  private static long number(String role) throws ProviderException {
    if (!role.matches("[1-9][0-9]{0,17}")) {
      throw new ProviderException(Code.NOT_FOUND, "There is no role " + role, Optional.empty());
    }
    return Long.parseLong(role);
  }

  private boolean has(String userId, String role, Deadline deadline) throws ProviderException {
    long id = number(role);
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
