package dev.muster.api.warroom;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What war rooms open with, in each tenant; an unknown placeholder is an {@code INVALID_VALUE}.
 *
 * <p>{@link WarRoomTemplate#DEFAULT} is there always and listed first, with version 0 as long as it
 * is the built-in one; the others are in the order of ids. Rooms that were opened with a template
 * that is deleted have the default one from then on. Deleting the default one makes it the built-in
 * one again, and is {@code NOT_FOUND} where it was never changed.
 */
@ProviderType
public interface WarRoomTemplates extends Resources<WarRoomTemplate, WarRoomTemplate.Settings> {
  /**
   * What a template would make of a room. Nothing is stored.
   *
   * @param tenant the tenant's id
   * @param settings the template
   * @param values what stands for placeholders; what is left out is made up
   * @return what it comes to
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  Preview preview(
      String tenant, WarRoomTemplate.Settings settings, Map<Placeholder, String> values);

  /**
   * What a template comes to.
   *
   * @param written the template's texts, with those of the built-in one where it has none
   * @param shown the same with values in place of placeholders
   */
  record Preview(Texts written, Texts shown) {}

  /**
   * All texts of a template.
   *
   * @param title of the chats: a line
   * @param briefing the first message, in Markdown
   * @param notices by kind, each of them, in Markdown
   */
  record Texts(String title, String briefing, Map<NoticeKind, String> notices) {
    /** Copies. */
    public Texts {
      notices = Map.copyOf(notices);
    }
  }
}
