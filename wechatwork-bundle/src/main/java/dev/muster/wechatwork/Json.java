package dev.muster.wechatwork;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How what comes from the platform is read. */
final class Json {
  /** The longest list has some thousands of people with a dozen fields each. */
  private static final int TOKENS_OF_AN_ANSWER = 100_000;

  private static final int DEEPEST = 32;

  private Json() {}

  static ObjectMapper ofAnswers() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxTokenCount(TOKENS_OF_AN_ANSWER)
                        .maxNestingDepth(DEEPEST)
                        .build())
                .build())
        .build();
  }
}
