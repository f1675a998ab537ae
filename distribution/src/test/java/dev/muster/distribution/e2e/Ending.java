package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;

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

  JsonNode userInfo() {
    return result.path("userInfo");
  }

  String subject() {
    return idToken().path("sub").asText();
  }
}
