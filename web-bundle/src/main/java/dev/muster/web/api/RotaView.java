package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rota.Turn;
import dev.muster.api.warroom.Rotas.Gap;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.api.warroom.Rotas.Present;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rota as it is shown, in lists with who is on duty. */
record RotaView(
    String id,
    @JsonUnwrapped SettingsView settings,
    Instant createdAt,
    Optional<PresentView> onDuty) {
  static RotaView of(Rota rota) {
    return new RotaView(
        rota.id(), SettingsView.of(rota.settings()), rota.createdAt(), Optional.empty());
  }

  static RotaView listed(Rota rota, Present present, Language language) {
    return new RotaView(
        rota.id(),
        SettingsView.of(rota.settings()),
        rota.createdAt(),
        Optional.of(PresentView.of(present, language)));
  }

  /** What can be set of a rota, as it is sent and shown. */
  record SettingsView(
      String displayName,
      String timeZone,
      List<ShiftView> shifts,
      Optional<RotationView> rotation,
      Optional<SourceView> source) {
    static SettingsView of(Settings settings) {
      return new SettingsView(
          settings.displayName(),
          settings.timeZone().getId(),
          settings.shifts().stream().map(ShiftView::of).toList(),
          settings.rotation().map(RotationView::of),
          settings.source().map(SourceView::of));
    }

    static Settings read(JsonObject body) {
      String displayName = body.requiredText("displayName");
      ZoneId zone = DutyTimes.zone(body, "timeZone");
      List<Shift> shifts = new ArrayList<>();
      body.objects("shifts")
          .ifPresent(objects -> objects.forEach(each -> ShiftView.read(each, zone, shifts)));
      return new Settings(
          displayName,
          zone,
          shifts,
          body.object("rotation").flatMap(RotationView::read),
          body.object("source").map(SourceView::read));
    }
  }

  record SourceView(String id, String schedule) {
    static SourceView of(Source source) {
      return new SourceView(source.id(), source.schedule());
    }

    static Source read(JsonObject body) {
      return new Source(body.requiredText("id"), body.requiredText("schedule"));
    }
  }

  /** A source that rotas can name. */
  record SourceIdView(String id) {}

  record SourcesView(List<SourceIdView> items) {
    static SourcesView of(List<String> ids) {
      return new SourcesView(ids.stream().map(SourceIdView::new).toList());
    }
  }

  /** How a rota's source was read. */
  record ReadingView(
      Optional<Instant> answeredAt,
      Optional<Instant> failingSince,
      Optional<String> problem,
      int leftOut) {
    private static ReadingView of(Reading reading, Language language) {
      return new ReadingView(
          reading.answeredAt(),
          reading.failingSince(),
          reading.problem().map(language::of),
          reading.leftOut());
    }
  }

  /** With days where it is again and again. */
  record ShiftView(
      String start, String end, Optional<List<String>> days, List<PersonView> members) {
    static ShiftView of(Shift shift) {
      DutyTimes.Shown shown = DutyTimes.shown(shift.when());
      return new ShiftView(
          shown.start(), shown.end(), shown.days(), PersonView.all(shift.members()));
    }

    static void read(JsonObject body, ZoneId zone, List<Shift> shifts) {
      Optional<Rota.When> when = DutyTimes.read(body, zone);
      List<PersonRef> members = PersonView.readAll(body, "members").orElseGet(List::of);
      when.ifPresent(it -> shifts.add(new Shift(it, members)));
    }
  }

  record RotationView(String start, String every, String handover, List<GroupView> groups) {
    static RotationView of(Rotation rotation) {
      return new RotationView(
          rotation.start().toString(),
          id(rotation.every()),
          rotation.handover().toString(),
          rotation.groups().stream().map(it -> new GroupView(PersonView.all(it))).toList());
    }

    static Optional<Rotation> read(JsonObject body) {
      body.required("start");
      Optional<LocalDate> start = DutyTimes.date(body, "start");
      body.required("every");
      Optional<Turn> every = Inputs.word(body, "every", Turn.values(), RotationView::id);
      Optional<LocalTime> handover = DutyTimes.timeOfDay(body, "handover");
      body.required("groups");
      List<List<PersonRef>> groups = new ArrayList<>();
      body.objects("groups")
          .ifPresent(
              objects ->
                  objects.forEach(
                      each -> groups.add(PersonView.readAll(each, "members").orElseGet(List::of))));
      return start.flatMap(
          day ->
              every.map(
                  turn -> new Rotation(day, turn, handover.orElse(LocalTime.MIDNIGHT), groups)));
    }

    private static String id(Turn turn) {
      return turn.name().toLowerCase(Locale.ROOT);
    }
  }

  record GroupView(List<PersonView> members) {}

  /** Who is on duty when. */
  record PlanView(
      Instant from,
      Instant to,
      List<StretchView> items,
      Optional<List<GapView>> unknown,
      Optional<ReadingView> reading,
      Optional<Instant> retryAt) {
    static PlanView of(Plan plan, Language language) {
      return new PlanView(
          plan.from(),
          plan.to(),
          plan.stretches().stream().map(StretchView::of).toList(),
          plan.reading().map(it -> plan.unknown().stream().map(GapView::of).toList()),
          plan.reading().map(it -> ReadingView.of(it, language)),
          plan.retryAt());
    }
  }

  record StretchView(Instant start, Instant end, List<PersonView> members, boolean overlap) {
    private static StretchView of(Stretch stretch) {
      return new StretchView(
          stretch.start(), stretch.end(), PersonView.all(stretch.members()), stretch.overlap());
    }
  }

  /** A time in which it is not known who is on duty. */
  record GapView(Instant start, Instant end) {
    private static GapView of(Gap gap) {
      return new GapView(gap.start(), gap.end());
    }
  }

  /** Who is on duty now, and who is next. */
  record PresentView(
      List<PersonView> members,
      Optional<Boolean> known,
      Optional<NextView> next,
      Optional<ReadingView> reading) {
    private static PresentView of(Present present, Language language) {
      return new PresentView(
          PersonView.all(present.members()),
          present.reading().map(it -> present.isKnown()),
          present.next().map(it -> new NextView(it.start(), PersonView.all(it.members()))),
          present.reading().map(it -> ReadingView.of(it, language)));
    }
  }

  record NextView(Instant start, List<PersonView> members) {}
}
