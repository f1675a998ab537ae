package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRooms.NoticeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The built-in template. */
@Component(service = RoomTexts.class)
public final class BuiltInTexts implements RoomTexts {
  private static final String MARKUP = "\\`*_{}[]()<>#+-.!|~";

  @Override
  public Texts of(String tenant, Optional<String> template) {
    return new BuiltIn();
  }

  private static final class BuiltIn implements Texts {
    @Override
    public String title(Values values) {
      return "[" + values.severity() + "] " + values.title();
    }

    @Override
    public String briefing(Values values) {
      List<String> lines = new ArrayList<>();
      lines.add("**" + values.severity() + "** " + plain(values.title()));
      values.summary().ifPresent(it -> lines.add(plain(it)));
      facts(values, lines);
      lines.add(values.link());
      return String.join("\n\n", lines);
    }

    private static void facts(Values values, List<String> lines) {
      if (!values.applications().isEmpty()) {
        lines.add("Applications: " + plain(String.join(", ", values.applications())));
      }
      if (!values.regions().isEmpty()) {
        lines.add("Regions: " + plain(String.join(", ", values.regions())));
      }
      values.owner().ifPresent(it -> lines.add("Owner: " + plain(it)));
      values.recorder().ifPresent(it -> lines.add("Recorder: " + plain(it)));
    }

    @Override
    public String notice(NoticeKind kind, Values values) {
      List<String> lines = new ArrayList<>();
      lines.add("**" + head(kind) + "** " + values.severity() + " " + plain(values.title()));
      values.text().ifPresent(it -> lines.add(plain(it)));
      return String.join("\n\n", lines);
    }

    private static String head(NoticeKind kind) {
      return switch (kind) {
        case FIRST -> "New problem";
        case PROGRESS -> "Progress";
        case UPGRADE -> "More severe";
        case DOWNGRADE -> "Less severe";
        case RECOVERY -> "Recovered";
        case CORRECTION -> "Correction";
        case CANCEL -> "Cancelled";
      };
    }
  }

  /** What people entered is no markup. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (MARKUP.indexOf(each) >= 0) {
                plain.append('\\');
              }
              plain.appendCodePoint(each);
            });
    return plain.toString();
  }
}
