package dev.muster.core.testing;

import dev.muster.api.Platforms;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.api.warroom.AlertReceiver.Receipt;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.alert.AlertInbox;
import dev.muster.core.alert.AlertRouting;
import dev.muster.core.alert.AlertStates;
import dev.muster.core.alert.Deciding;
import dev.muster.core.alert.KeptAlerts;
import dev.muster.core.alert.RoomActions;
import dev.muster.core.alert.Rooms;
import dev.muster.core.alert.StoredAlertIntakes;
import dev.muster.core.alert.StoredAlerts;
import dev.muster.core.alert.WaitingProblems;
import dev.muster.core.alert.format.AlertFormats;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.roomrule.StoredWarRoomRules;
import dev.muster.core.roomrule.StoredWarRoomSettings;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The part of the core that turns alerts into war rooms. */
public final class TestAlerts {
  public final FakeRooms rooms;
  public final StoredWarRoomSettings settings;
  public final StoredWarRoomRules rules;
  public final StoredAlertIntakes intakes;
  public final AlertFormatHooks othersFormats = new AlertFormatHooks(new CountedMetrics());

  /** Those of which rules speak besides those of the core. */
  public final FakePlatforms platforms = new FakePlatforms();

  public final AlertFormats formats = new AlertFormats(othersFormats);
  public final AlertInbox inbox;
  public final StoredAlerts alerts;
  public final Deciding deciding;
  private final TestCore core;

  TestAlerts(TestCore core) {
    this(core, new FakeRooms());
  }

  /** With other rooms, in place of those that a core has at first. */
  public TestAlerts(TestCore core, Rooms rooms) {
    this.core = core;
    this.rooms = rooms instanceof FakeRooms fake ? fake : new FakeRooms();
    settings = new StoredWarRoomSettings(core.storage, core.directory, core.changes);
    for (String id : List.of("wechatwork", "dingtalk", "lark")) {
      platforms.offer(PlatformDescriptor.of(id, new Text(id, id)));
    }
    rules =
        new StoredWarRoomRules(
            core.storage,
            core.directory,
            settings,
            new Either(core.platforms, platforms),
            core.credentials,
            core.rotas,
            core.templates,
            core.accounts,
            core.digests,
            core.changes,
            core.clock);
    intakes =
        new StoredAlertIntakes(
            core.storage,
            core.directory,
            core.digests,
            core.changes,
            core.guesses,
            core.background,
            core.clock);
    inbox =
        new AlertInbox(
            intakes,
            formats,
            core.storage,
            core.changes,
            core.queue,
            new CountedMetrics(),
            core.clock);
    deciding = new Deciding(core.storage, rules, settings, rooms, core.queue, core.clock);
    RoomActions actions = new RoomActions(core.storage, rooms, deciding);
    alerts = new StoredAlerts(deciding, formats, actions, core.directory, core.changes, core.clock);
    core.taskWork.add(
        new AlertRouting(
            core.storage,
            core.changes,
            deciding,
            core.tally,
            new KeptAlerts(core.storage, new CountedMetrics(), core.clock),
            core.clock));
    core.taskWork.add(new AlertStates(core.storage));
    core.taskWork.add(new WaitingProblems(deciding, core.clock));
    core.taskWork.add(actions);
  }

  private record Either(Platforms first, Platforms second) implements Platforms {
    @Override
    public List<Platform> list() {
      return Stream.concat(first.list().stream(), second.list().stream()).toList();
    }

    @Override
    public Optional<Platform> find(String id) {
      return first.find(id).or(() -> second.find(id));
    }
  }

  /** A rule for all alerts, on one platform. */
  public static Settings rule(boolean triage, Threshold threshold) {
    return new Settings(
        "All",
        true,
        0,
        new When(List.of(), List.of(), Set.of(), Map.of()),
        new Then(
            List.of("lark"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            triage),
        threshold);
  }

  /** Binds an app of the platform on which {@link #rule} opens rooms. */
  public void bind(String tenant) {
    Text name = new Text("lark", "lark");
    core.platforms.offer(
        PlatformDescriptor.of("lark", name)
            .withBindingFields(List.of(Field.text("appId", name, name))));
    var unused = core.mobileApps.bind(TestCore.ALICE, tenant, "lark", Map.of("appId", "cli_1"));
  }

  /** Adds a rule by which every alert opens a room. */
  public WarRoomRule openAll(String tenant) {
    return rules.create(TestCore.ALICE, tenant, rule(false, Threshold.FIRST)).value();
  }

  /** An intake's id. */
  public String intake(String tenant) {
    return intakes.create(TestCore.ALICE, tenant, "Prometheus").intake().value().id();
  }

  /** Sends JSON, and has it routed. */
  public Receipt send(String tenant, String intake, AlertFormat format, String json) {
    Receipt receipt = inbox.receive(TestCore.ALICE, tenant, intake, content(format, json));
    core.taskWork.runDue();
    return receipt;
  }

  /** JSON as it is sent. */
  public static Content content(AlertFormat format, String json) {
    AlertReceiver.Headers headers =
        name -> Optional.ofNullable(Map.of("content-type", "application/json").get(name));
    return new Content(
        format, headers, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
