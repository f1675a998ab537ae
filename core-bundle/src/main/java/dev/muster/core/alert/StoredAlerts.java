package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.api.warroom.Alerts;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.alert.RoomActions.Act;
import dev.muster.core.alert.RoomActions.Action;
import dev.muster.core.alert.format.AlertFormats;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.statistics.WaitingAlerts;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AlertEvent.AlertDecided;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Alerts as they are stored, and what somebody decides about them. */
@Component(service = {Alerts.class, WaitingAlerts.class})
public final class StoredAlerts implements Alerts, WaitingAlerts {
  private static final Pattern GROUP = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private final Deciding deciding;
  private final AlertFormats formats;
  private final RoomActions actions;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredAlerts(
      @Reference Deciding deciding,
      @Reference AlertFormats formats,
      @Reference RoomActions actions,
      @Reference TenantDirectory tenants,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.deciding = deciding;
    this.formats = formats;
    this.actions = actions;
    this.tenants = tenants;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public long waiting(String tenant) {
    return deciding.alerts.count(
        tenant, new Query.Prefix(AlertRecord.STATE, Schema.join(State.WAITING.name(), "")));
  }

  @Override
  public Page<Alert> list(String tenant, Optional<State> state, int limit, Optional<String> after) {
    return page(
        tenant,
        state
            .map(it -> new Query.Prefix(AlertRecord.STATE, Schema.join(it.name(), "")))
            .orElseGet(() -> new Query.Prefix(AlertRecord.RECEIVED, "")),
        limit,
        after);
  }

  @Override
  public Page<Alert> ofGroup(String tenant, String group, int limit, Optional<String> after) {
    return GROUP.matcher(group).matches()
        ? page(tenant, new Query.Prefix(AlertRecord.PROBLEM, Schema.join(group, "")), limit, after)
        : Page.only(List.of());
  }

  private Page<Alert> page(
      String tenant, Query.Condition which, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<AlertRecord>> page = deciding.alerts.page(tenant, which, true, limit, after);
    Map<String, Optional<Stored<ProblemRecord>>> problems = new HashMap<>();
    return new Page<>(
        page.items().stream()
            .map(
                stored ->
                    shown(
                        stored.key().id(),
                        stored.value(),
                        stored.version(),
                        problems.computeIfAbsent(
                            stored.value().problem(), id -> deciding.problems.find(tenant, id))))
            .toList(),
        page.next());
  }

  /** Both versions only grow, so that their sum is another one after each change of one of them. */
  private static Alert shown(
      String id, AlertRecord alert, long version, Optional<Stored<ProblemRecord>> problem) {
    return alert.alert(
        id, problem.map(Stored::value), version + problem.map(Stored::version).orElse(0L));
  }

  @Override
  public Optional<Alert> find(String tenant, String id) {
    return tenants.exists(tenant)
        ? deciding
            .alerts
            .find(tenant, id)
            .map(
                stored ->
                    shown(
                        id,
                        stored.value(),
                        stored.version(),
                        deciding.problems.find(tenant, stored.value().problem())))
        : Optional.empty();
  }

  private Stored<AlertRecord> require(String tenant, String id) {
    return deciding
        .alerts
        .find(tenant, id)
        .orElseThrow(() -> ProblemException.notFound(Resource.ALERT));
  }

  private Stored<ProblemRecord> problemOf(String tenant, Stored<AlertRecord> alert) {
    return deciding
        .problems
        .find(tenant, alert.value().problem())
        .orElseThrow(() -> ProblemException.notFound(Resource.ALERT));
  }

  @Override
  public Alert open(Caller caller, String tenant, String id) {
    tenants.require(tenant);
    String problem = require(tenant, id).value().problem();
    Values settings = deciding.settings(tenant);
    ProblemRecord decided =
        changes.make(
            caller,
            tenant,
            work -> {
              Stored<ProblemRecord> read = problemOf(tenant, require(tenant, id));
              ProblemRecord before = read.value();
              boolean lost = hasLostItsRoom(tenant, before);
              if (before.state() == State.ROUTED && !lost) {
                return () -> before;
              }
              if (before.decision().then().isEmpty()) {
                throw refused(
                    "no-rule",
                    new Text(
                        "No rule says on which platforms a room is opened for it. Add one, or open"
                            + " a room yourself.",
                        "没有规则说明在哪些平台为其开启作战室。请添加规则，或自行开启作战室。"));
              }
              ProblemRecord undecided =
                  lost
                      ? before.anew(clock.instant()).decided(before.decision().withoutRoom())
                      : before;
              ProblemRecord after =
                  undecided.decided(
                      undecided.decision().openingByHand(before.subject().facts(settings)));
              Openings openings = new Openings(deciding, work, tenant, settings, clock.instant());
              openings.take();
              openings.store();
              // whoever opens it now may die before it is opened
              deciding.act(work, tenant, new Action(problem, after.episode(), Act.OPEN));
              store(work, tenant, read, after);
              work.emit(new AlertDecided(id, problem, true));
              return () -> after;
            });
    if (decided.room().isEmpty()) {
      String room = actions.open(caller, tenant, problem, decided);
      changes.run(
          caller,
          tenant,
          work ->
              deciding
                  .problems
                  .find(tenant, problem)
                  .filter(now -> now.value().episode() == decided.episode())
                  .filter(now -> now.value().state() == State.ROUTED)
                  .filter(now -> now.value().room().isEmpty())
                  .ifPresent(
                      now ->
                          work.add(
                              deciding.problems.replace(
                                  now,
                                  now.value().decided(now.value().decision().withRoom(room))))));
    }
    return shown(tenant, id);
  }

  /** Its room was closed while it goes on. */
  private boolean hasLostItsRoom(String tenant, ProblemRecord problem) {
    return problem.firing()
        && problem.state() == State.ROUTED
        && problem.room().filter(room -> !deciding.isOpen(tenant, room)).isPresent();
  }

  @Override
  public Alert dismiss(Caller caller, String tenant, String id) {
    tenants.require(tenant);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<AlertRecord> alert = require(tenant, id);
          Stored<ProblemRecord> read = problemOf(tenant, alert);
          State state = read.value().state();
          if (state == State.ROUTED) {
            throw refused(
                "has-war-room", new Text("It has a war room: close that.", "该告警已有作战室，请关闭作战室。"));
          }
          if (state != State.DISMISSED) {
            store(
                work,
                tenant,
                read,
                read.value().decided(read.value().decision().in(State.DISMISSED)));
            work.emit(new AlertDecided(id, alert.value().problem(), false));
          }
        });
    return shown(tenant, id);
  }

  @Override
  public Tried tryOut(String tenant, Content content) {
    tenants.require(tenant);
    return new Trial(deciding, tenant).of(formats.read(content));
  }

  private static ProblemException refused(String code, Text why) {
    return ProblemException.invalid("", code, why);
  }

  private void store(
      ChangeSet work, String tenant, Stored<ProblemRecord> read, ProblemRecord after) {
    work.add(deciding.problems.replace(read, after));
    deciding.follow(work, tenant, read.key().id());
  }

  /** The alerts follow their problem a moment later; this one shows at once how it stands. */
  private Alert shown(String tenant, String id) {
    Stored<AlertRecord> alert = require(tenant, id);
    Stored<ProblemRecord> problem = problemOf(tenant, alert);
    return shown(
        id,
        alert.value().in(problem.value().state(), alert.value().firing()),
        alert.version(),
        Optional.of(problem));
  }
}
