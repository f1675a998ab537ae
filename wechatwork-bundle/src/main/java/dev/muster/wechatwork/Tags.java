package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform calls groups. It tells who is in a tag, not in which tags somebody is; and in
 * one are people and departments, with all that is below those. Of people it lists those whom the
 * app sees.
 */
final class Tags {
  private static final String TAG = "/cgi-bin/tag/get";

  /** A tag of a large company has everybody in it, in one answer. */
  private static final int MAX_TAG_BYTES = 16 * 1024 * 1024;

  private final App app;
  private final Api api;
  private final Directory directory;

  Tags(App app, Api api, Directory directory) {
    this.app = app;
    this.api = api;
    this.directory = directory;
  }

  /** Asks who is in a tag. */
  static HttpCall call(Api api, String id) {
    return api.get(TAG).withQuery("tagid", id).withMaxAnswerBytes(MAX_TAG_BYTES);
  }

  Set<String> of(String userId, Set<String> among, Deadline deadline) throws ProviderException {
    Set<String> in = new HashSet<>();
    Map<String, Set<String>> others = new LinkedHashMap<>();
    for (String id : among) {
      Answer tag = tag(id, deadline);
      if (names(tag, userId)) {
        in.add(id);
      } else {
        others.put(id, departments(tag));
      }
    }
    if (!others.isEmpty()) {
      Set<String> own = own(userId, deadline);
      Set<String> all =
          others.values().stream().allMatch(Set::isEmpty) ? own : above(own, others, deadline);
      others.forEach(
          (id, departments) -> {
            if (departments.stream().anyMatch(all::contains)) {
              in.add(id);
            }
          });
    }
    return in;
  }

  private Answer tag(String id, Deadline deadline) throws ProviderException {
    if (!id.matches("[0-9]{1,10}")) {
      throw new ProviderException(Code.NOT_FOUND, "There is no tag " + id, Optional.empty());
    }
    try {
      return api.asApp(call(api, id), deadline);
    } catch (ProviderException e) {
      if (e.code() != Code.NOT_PERMITTED || !app.hasAddressBookSecret()) {
        throw e;
      }
      return api.asAddressBook(call(api, id), deadline);
    }
  }

  private static boolean names(Answer tag, String userId) throws ProviderException {
    for (JsonNode row : tag.list("userlist")) {
      if (Json.text(Api.lowerCase(TAG, row), "userid")
          .filter(userId::equalsIgnoreCase)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> departments(Answer tag) throws ProviderException {
    Set<String> ids = new HashSet<>();
    for (JsonNode id : tag.list("partylist")) {
      ids.add(Json.text(id).orElseThrow(() -> tag.unexpected("has a department without an id")));
    }
    return ids;
  }

  /** Of somebody whom the app does not see no list says that they are not in it. */
  private Set<String> own(String userId, Deadline deadline) throws ProviderException {
    if (directory.person(userId, deadline) instanceof Lookup.Found found
        && !found.person().departments().isEmpty()) {
      return Set.copyOf(found.person().departments());
    }
    throw notPermitted("The app does not see the person, and so not their tags");
  }

  private Set<String> above(Set<String> own, Map<String, Set<String>> tags, Deadline deadline)
      throws ProviderException {
    Map<String, Optional<String>> parents = new HashMap<>();
    for (Department department : directory.departments(Optional.empty(), deadline).items()) {
      parents.put(department.id(), department.parentId());
    }
    for (Map.Entry<String, Set<String>> tag : tags.entrySet()) {
      if (!parents.keySet().containsAll(tag.getValue())) {
        throw notPermitted("The app does not see every department of the tag " + tag.getKey());
      }
    }
    Set<String> all = new HashSet<>();
    for (String id : own) {
      Optional<String> next = Optional.of(id);
      while (next.isPresent() && all.add(next.get())) {
        next = parents.getOrDefault(next.get(), Optional.empty());
      }
    }
    return all;
  }

  private static ProviderException notPermitted(String message) {
    return new ProviderException(Code.NOT_PERMITTED, message, Optional.empty());
  }
}
