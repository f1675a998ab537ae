package dev.muster.dingtalk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How what comes from the platform, or from whoever says so, is read. */
final class Json {
  /** A push is small, and anybody may send what looks like one. */
  private static final int TOKENS_OF_A_PUSH = 5_000;

  /** The longest list has some thousands of people with a dozen fields each. */
  private static final int TOKENS_OF_AN_ANSWER = 100_000;

  private static final int DEEPEST = 32;

  private Json() {}

  static ObjectMapper ofPushes() {
    return mapper(TOKENS_OF_A_PUSH);
  }

  static ObjectMapper ofAnswers() {
    return mapper(TOKENS_OF_AN_ANSWER);
  }

  private static ObjectMapper mapper(int tokens) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxTokenCount(tokens)
                        .maxNestingDepth(DEEPEST)
                        .build())
                .build())
        .build();
  }
}
