package dev.muster.distribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A war room on all platforms with people of the crowd. */
final class BenchRoom {
  private BenchRoom() {}

  /** How one is opened: of an application and the severity of that number. */
  static String of(int application, int people) {
    List<String> members = new ArrayList<>();
    List<String> platforms = new ArrayList<>();
    for (BenchPlatform platform : BenchPlatform.values()) {
      platforms.add("'" + platform.id() + "'");
      for (int person = 1; person <= people; person++) {
        members.add("{'platform':'%s','userId':'crowd-%d'}".formatted(platform.id(), person));
      }
    }
    return "{'title':'Checkout is down','severity':'P%1$d','applications':['shop-%1$d'],'platforms':[%2$s],'members':[%3$s]}"
        .formatted(application, String.join(",", platforms), String.join(",", members));
  }

  /** Whether every chat is open, and everybody is in the chat of their platform. */
  static boolean isWhole(JsonNode room) {
    for (JsonNode chat : room.path("chats")) {
      if (!chat.path("state").asText().equals("open")) {
        return false;
      }
    }
    for (JsonNode member : room.path("members")) {
      for (JsonNode result : member.path("results")) {
        if (!result.path("result").asText().equals("joined")) {
          return false;
        }
      }
    }
    return !room.path("members").isEmpty();
  }
}
