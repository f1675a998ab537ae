package dev.muster.core.warroom;

import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRooms.NoticeKind;
import java.util.List;
import java.util.Optional;

/** What the templates of rooms say. */
public interface RoomTexts {
  /**
   * What a template says.
   *
   * @param tenant the tenant's id
   * @param template the template's id; the built-in one where it is empty or there is none of it
   * @return its texts
   */
  Texts of(String tenant, Optional<String> template);

  /** The texts of a template. */
  interface Texts {
    /** The title of a room's chats: a line. */
    String title(Values values);

    /** The first message, in Markdown. */
    String briefing(Values values);

    /** A notice, in Markdown. */
    String notice(NoticeKind kind, Values values);
  }

  /**
   * What stands for placeholders.
   *
   * @param title the room's title
   * @param severity how bad it is
   * @param summary what is known
   * @param applications which are affected
   * @param regions which are affected
   * @param owner who leads it, as people call them
   * @param recorder who writes down what happens
   * @param status how far the problem is, in kebab case
   * @param link the room's page
   * @param text what is new
   */
  record Values(
      String title,
      Severity severity,
      Optional<String> summary,
      List<String> applications,
      List<String> regions,
      Optional<String> owner,
      Optional<String> recorder,
      String status,
      String link,
      Optional<String> text) {
    /** Copies. */
    public Values {
      applications = List.copyOf(applications);
      regions = List.copyOf(regions);
    }

    /** The same with what is new. */
    Values saying(Optional<String> news) {
      return new Values(
          title, severity, summary, applications, regions, owner, recorder, status, link, news);
    }
  }
}
