package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.util.HashSet;
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

  Tags(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  /** Asks who is in a tag. */
  static HttpCall call(Api api, String id) {
    return api.get(TAG).withQuery("tagid", id).withMaxAnswerBytes(MAX_TAG_BYTES);
  }

  Group read(String id, Deadline deadline) throws ProviderException {
    Answer tag = tag(id, deadline);
    return Group.of(id).withMembers(people(tag), departments(tag));
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

  private static Set<String> people(Answer tag) throws ProviderException {
    Set<String> ids = new HashSet<>();
    for (JsonNode row : tag.list("userlist")) {
      Json.text(Api.lowerCase(TAG, row), "userid").ifPresent(ids::add);
    }
    return ids;
  }

  private static Set<String> departments(Answer tag) throws ProviderException {
    Set<String> ids = new HashSet<>();
    for (JsonNode id : tag.list("partylist")) {
      ids.add(Json.text(id).orElseThrow(() -> tag.unexpected("has a department without an id")));
    }
    return ids;
  }
}
