package dev.muster.sandbox.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The group chats of the app, dissolved ones among them. For any thread. */
public final class SimulatedChats {
  private static final int MOST = 5000;

  private final Map<String, GroupChat> chats = new LinkedHashMap<>();
  private long opened;

  SimulatedChats() {}

  /** What becomes of a chat. */
  @FunctionalInterface
  public interface Change {
    /**
     * Changes it.
     *
     * @param chat the chat as it stands
     * @return the chat as it is from now on
     * @throws ApiError if the platform refuses; the chat stays as it is
     */
    GroupChat of(GroupChat chat) throws ApiError;
  }

  /**
   * Opens a chat.
   *
   * @param chat the chat
   * @return false if there is, or was, one of its id
   * @throws IllegalStateException if there are too many
   */
  public synchronized boolean open(GroupChat chat) {
    if (chats.containsKey(chat.id())) {
      return false;
    }
    if (chats.size() >= MOST) {
      throw new IllegalStateException("There are " + MOST + " chats; put everything back");
    }
    chats.put(chat.id(), chat);
    opened++;
    return true;
  }

  /**
   * A chat.
   *
   * @param id its id
   * @return the chat, which may have been dissolved; empty if there never was one
   */
  public synchronized Optional<GroupChat> find(String id) {
    return Optional.ofNullable(chats.get(id));
  }

  /**
   * Changes a chat.
   *
   * @param id its id
   * @param gone what the platform says of one that does not stand
   * @param change what becomes of it
   * @return the chat as it is from now on
   * @throws ApiError {@code gone}, or what the change threw
   */
  public synchronized GroupChat change(String id, ApiError gone, Change change) throws ApiError {
    GroupChat before = chats.get(id);
    if (before == null || !before.standing()) {
      throw gone;
    }
    GroupChat after = change.of(before);
    chats.put(id, after);
    return after;
  }

  /** {@return all of them, the one that was opened first first} */
  public synchronized List<GroupChat> all() {
    return List.copyOf(chats.values());
  }

  synchronized long opened() {
    return opened;
  }

  /** Has a member dissolve a chat. */
  synchronized void dissolve(String id) {
    GroupChat chat = chats.get(id);
    if (chat == null) {
      throw new IllegalArgumentException("There is no chat " + id);
    }
    chats.put(id, chat.dissolved());
  }
}
