package dev.muster.api.warroom;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the chats of war rooms are called, and what is written in them.
 *
 * @param id opaque, or {@link #DEFAULT}
 * @param settings what can be set of it
 * @param createdAt when it was made; empty for the built-in one
 */
public record WarRoomTemplate(String id, Settings settings, Optional<Instant> createdAt) {
  /** The id of the template of rooms that name none. It is there always. */
  public static final String DEFAULT = "default";

  /**
   * What can be set of a template. Texts hold placeholders such as <code>{{title}}</code>; what is
   * left out is that of the built-in template in its language.
   *
   * @param displayName what people call it
   * @param language in which language it is
   * @param title of the chats: a line
   * @param briefing the first message, in Markdown
   * @param notices by kind, in Markdown
   */
  public record Settings(
      String displayName,
      Language language,
      Optional<String> title,
      Optional<String> briefing,
      Map<NoticeKind, String> notices) {
    /** Copies. */
    public Settings {
      notices = Map.copyOf(notices);
    }
  }

  /** In which language a template is. */
  public enum Language {
    /** English. */
    ENGLISH("en"),
    /** Chinese as written in mainland China. */
    CHINESE("zh-CN");

    private final String tag;

    Language(String tag) {
      this.tag = tag;
    }

    /**
     * What the API calls it.
     *
     * @return a BCP 47 tag
     */
    public String tag() {
      return tag;
    }
  }

  /** What can stand in the texts of a template, between double braces. */
  public enum Placeholder {
    /** What the problem is. */
    TITLE,
    /** How bad it is. */
    SEVERITY,
    /** What is known. */
    SUMMARY,
    /** Which applications are affected. */
    APPLICATIONS,
    /** Which regions are affected. */
    REGIONS,
    /** Who leads the room. */
    OWNER,
    /** Who writes down what happens. */
    RECORDER,
    /** How far the problem is. */
    STATUS,
    /** The address of the room. */
    LINK,
    /** What is new, in a notice. */
    TEXT;

    /**
     * What it is called between the braces.
     *
     * @return the name
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The placeholder of a name.
     *
     * @param id the name
     * @return the placeholder, or empty if there is none
     */
    public static Optional<Placeholder> of(String id) {
      return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }
  }
}
