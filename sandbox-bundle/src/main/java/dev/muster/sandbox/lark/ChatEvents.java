package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.GroupChat;
import java.util.List;

/** Where the platform tells of what becomes of a chat. */
interface ChatEvents {
  /** People came. */
  void joined(GroupChat chat, List<String> people);

  /** People left, or were removed. */
  void left(GroupChat chat, List<String> people);

  /** It has another name. */
  void renamed(GroupChat before, String name);

  /** It does not stand any more. */
  void dissolved(GroupChat chat);
}
