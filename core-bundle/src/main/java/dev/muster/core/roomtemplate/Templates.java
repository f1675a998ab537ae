package dev.muster.core.roomtemplate;

import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the templates of rooms say. */
public interface Templates {
  /**
   * Whether there is a template.
   *
   * @param tenant the tenant's id
   * @param template the template's id, however odd
   */
  boolean exists(String tenant, String template);

  /**
   * What a template says.
   *
   * @param tenant the tenant's id
   * @param template the template's id; where none is named, or it is not there any more, the
   *     tenant's default one
   * @return its texts
   */
  Texts of(String tenant, Optional<String> template);

  /** The texts of a template. */
  interface Texts {
    /** The title of a room's chats: a line of 1 to 255 characters. */
    String title(Values values);

    /** The first message, in Markdown. Never blank. */
    String briefing(Values values);

    /** A notice, in Markdown. Never blank. */
    String notice(NoticeKind kind, Values values);

    /** The title of the chats of a room that is closed, of the one that they have else. */
    String closed(String title);

    /** That the room is open again, in plain text. */
    String openAgain();

    /** That the room is to be closed, in plain text. */
    String closesAt(Instant time);

    /** That it is not to be closed any more, in plain text. */
    String staysOpen();

    /** That all alerts are resolved, in plain text. */
    String resolved();

    /** That alerts fire again, in plain text. */
    String fireAgain();

    /** That a later alert is more severe, in plain text. */
    String moreSevere(Severity severity);
  }

  /**
   * What stands for placeholders: plain text, each of it.
   *
   * @param title what the problem is; not blank
   * @param severity how bad it is
   * @param summary what is known
   * @param applications which are affected
   * @param regions which are affected
   * @param owner who leads the room, as people call them
   * @param recorder who writes down what happens, as people call them
   * @param status how far the problem is, as the API calls it
   * @param link the address of the room
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
    public Values saying(Optional<String> news) {
      return new Values(
          title, severity, summary, applications, regions, owner, recorder, status, link, news);
    }
  }
}
