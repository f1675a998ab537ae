package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final String TEXT =
      """
      {
        "good": " li@corp.example ",
        "bad": "li",
        "picture": "https://cdn.example/1",
        "script": "javascript:1",
        "ids": [1, "a", "", true, null, 1.5, {}, 1, "a"]
      }
      """;

  private static final JsonNode PERSON =
      Json.forAnswers().object(TEXT.getBytes(StandardCharsets.UTF_8)).orElseThrow();

  @Test
  void takesForAMailboxWhatLooksLikeOne() {
    assertThat(Profile.mailbox(PERSON, "good")).contains("li@corp.example");
    assertThat(Profile.mailbox(PERSON, "bad")).isEmpty();
    assertThat(Profile.mailbox(PERSON, "absent")).isEmpty();
  }

  @Test
  void takesForAPictureAnHttpsAddressOnly() {
    assertThat(Profile.picture(PERSON, "picture")).contains(URI.create("https://cdn.example/1"));
    assertThat(Profile.picture(PERSON, "script")).isEmpty();
  }

  @Test
  void takesEachIdOnceAndNothingElseForOne() {
    assertThat(Profile.ids(PERSON.path("ids"))).containsExactly("1", "a");
    assertThat(Profile.ids(PERSON.path("absent"))).isEmpty();
  }
}
