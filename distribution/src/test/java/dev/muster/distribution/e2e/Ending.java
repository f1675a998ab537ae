package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How a sign-in ended.
 *
 * @param status the status of the last answer
 * @param text what there is to read
 * @param result what the application found out; missing where nobody came to it
 */
record Ending(int status, String text, JsonNode result) {
  boolean signedIn() {
    return result.path("outcome").asText().equals("signed-in");
  }

  JsonNode idToken() {
    return result.path("idToken");
  }

  /** The access token and the ID token, as the application got them. */
  List<String> tokens() {
    return StreamSupport.stream(result.path("tokens").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  JsonNode userInfo() {
    return result.path("userInfo");
  }

  String subject() {
    return idToken().path("sub").asText();
  }
}
