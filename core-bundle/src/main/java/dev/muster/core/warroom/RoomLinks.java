package dev.muster.core.warroom;

import dev.muster.api.Installation;
import java.util.function.BiFunction;

/** Where a room's page is. */
final class RoomLinks {
  private RoomLinks() {}

  static BiFunction<String, String, String> of(Installation installation) {
    return (tenant, room) ->
        installation.publicUrl() + "/console/t/" + tenant + "/war-rooms/" + room;
  }
}
