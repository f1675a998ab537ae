package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.testing.FakeChats;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.ArrayList;
import java.util.List;

/** A tenant whose war rooms have their chats at Lark. */
abstract class WarRoomsApiFixture {
  static final String ROOMS = "/tenants/acme/war-rooms";

  static final String NEW =
      """
      {"title":"Checkout is down","severity":"P1","summary":"Since nine.",
       "applications":["shop"],"regions":["cn-north"],"platforms":["lark"],"template":"default",
       "owner":{"email":"li@corp.example"},"recorder":{"mobile":"+8613800000000"},
       "members":[{"email":"wang@corp.example"},{"platform":"lark","userId":"ou-zhao"}]}
      """;

  final ApiFixture api = new ApiFixture();
  final FakeChats lark = api.world.chats();

  String opened() {
    Answer answer = api.send("POST", ROOMS, NEW);
    assertThat(answer.status()).isEqualTo(201);
    return ROOMS + "/" + answer.body().get("id").asText();
  }

  static List<String> texts(JsonNode array, String member) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.at(member).asText()));
    return texts;
  }

  static String error(Answer answer) {
    return answer.body().at("/errors/0/field").asText()
        + " "
        + answer.body().at("/errors/0/code").asText();
  }
}
