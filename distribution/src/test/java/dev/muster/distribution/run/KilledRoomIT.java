package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.SimulatedPlatform;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A node is killed at every call with which it opens war rooms on three platforms, and between
 * them, while alerts come in. {@code -Dmuster.kills=200} says how often.
 */
class KilledRoomIT {
  private static final int KILLS = Integer.getInteger("muster.kills", 3);

  /** More than the calls of the two rooms of a round. */
  private static final int CALLS = 40;

  private static final long SEED = 20_261_130;
  private static final Duration SOON = Duration.ofSeconds(4);

  /** A dead node's lease ends after a minute, and then its task goes on. */
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(180);

  private final Random random = new Random(SEED);

  @Test
  void opensNoSecondChatAndLosesNobodyAndNoAlert() {
    try (KilledRooms rooms = new KilledRooms()) {
      Distribution node = Distribution.unpack("killed-rooms", rooms.settings());
      try (Child process = node.run()) {
        rooms.prepare(node);
        assertThat(process.alive()).isTrue();
      }
      for (int kill = 0; kill < KILLS; kill++) {
        try (Child process = node.run()) {
          rooms.openAgain(node);
          assertThat(rooms.chatsOfATitle()).as("after kill " + kill).allMatch(count -> count == 1);
          // every call is hit before anything is hit twice, where there are enough kills
          rooms.killAt(
              process,
              1 + kill * 7 % CALLS,
              KilledRooms.When.values()[kill % 3],
              random.nextInt(20));
          rooms.openUntilKilled(node, process, SOON);
        }
      }
      try (Child process = node.run()) {
        rooms.openAgain(node);
        Management api = new Management(node);
        Await.until(
            LEASE_AND_MORE,
            () -> "nothing is left to be done: " + api.get("/tenants/default/tasks"),
            () -> api.get("/tenants/default/tasks").path("items").isEmpty());
        List<JsonNode> found = api.all("/tenants/default/war-rooms?limit=200");
        requireOneChatEach(rooms, found);
        requireEverybody(api, found);
        requireAlerts(api, rooms, found);
        assertThat(process.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
      }
    }
  }

  private static void requireOneChatEach(KilledRooms rooms, List<JsonNode> found) {
    for (SimulatedPlatform<?> platform : rooms.platforms()) {
      Set<String> ids = new HashSet<>();
      for (JsonNode room : found) {
        for (JsonNode chat : room.path("chats")) {
          assertThat(chat.path("state").asText()).as(chat.toString()).isEqualTo("open");
          if (chat.path("platform").asText().equals(platform.id())) {
            ids.add(chat.path("chatId").asText());
          }
        }
      }
      assertThat(ids).hasSameSizeAs(found);
      assertThat(platform.chats())
          .extracting(GroupChat::id)
          .containsExactlyInAnyOrderElementsOf(ids);
      for (GroupChat chat : platform.chats()) {
        assertThat(chat.standing()).isTrue();
        assertThat(chat.members()).as(platform.id()).containsAll(KilledRooms.PEOPLE);
        List<String> said = chat.messages().stream().map(GroupChat.Said::text).toList();
        assertThat(said).doesNotHaveDuplicates();
      }
    }
  }

  private static void requireEverybody(Management api, List<JsonNode> found) {
    for (JsonNode room : found) {
      JsonNode members =
          api.get("/tenants/default/war-rooms/" + room.path("id").asText()).path("members");
      assertThat(members).hasSize(KilledRooms.INVITED);
      for (JsonNode member : members) {
        assertThat(member.path("results"))
            .isNotEmpty()
            .allMatch(result -> result.path("result").asText().equals("joined"));
      }
    }
  }

  private static void requireAlerts(Management api, KilledRooms rooms, List<JsonNode> found) {
    Set<String> stored = new HashSet<>();
    Map<String, Set<String>> roomsOfProblem = new HashMap<>();
    for (JsonNode alert : api.all("/tenants/default/alerts?limit=200")) {
      stored.add(alert.path("fingerprint").asText());
      roomsOfProblem
          .computeIfAbsent(alert.path("group").asText(), group -> new HashSet<>())
          .add(alert.path("warRoom").asText());
    }
    assertThat(rooms.acknowledged()).isNotEmpty();
    assertThat(stored).containsAll(rooms.acknowledged());
    assertThat(roomsOfProblem.values()).allMatch(ids -> ids.size() == 1 && !ids.contains(""));
    // and those that were opened by hand
    assertThat(found).hasSize(roomsOfProblem.size() + KILLS);
  }
}
