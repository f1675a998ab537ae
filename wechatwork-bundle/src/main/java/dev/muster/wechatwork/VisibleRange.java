package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.HttpCall;
import dev.muster.support.Answer;

/** Whom the app is for. */
final class VisibleRange {
  private static final String PATH = "/cgi-bin/agent/get";

  /** The department above all others. */
  private static final String COMPANY = "1";

  /** It may name thousands of people one by one. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  private VisibleRange() {}

  /** The call that tells. */
  static HttpCall call(Api api, App app) {
    return api.get(PATH).withQuery("agentid", app.agentId()).withMaxAnswerBytes(MAX_ANSWER_BYTES);
  }

  /** Whether it is for everybody, which group chats need. */
  static boolean isWholeCompany(Answer range) {
    for (JsonNode department : range.at("allow_partys", "partyid")) {
      if (department.asText().equals(COMPANY)) {
        return true;
      }
    }
    return false;
  }
}
