package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.AlertIntakes;
import dev.muster.api.warroom.Alerts;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoomRules;
import dev.muster.api.warroom.WarRooms;
import dev.muster.api.warroom.WarRooms.Opened;
import dev.muster.spi.Text;
import dev.muster.web.api.WarRoomView.ClosedView;
import dev.muster.web.api.WarRoomView.DeliveriesView;
import dev.muster.web.api.WarRoomView.EntryView;
import dev.muster.web.api.WarRoomView.MembersView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-rooms}: problems, and the chats in which they are solved. */
@Component
public final class WarRoomsApi implements Routes {
  /** The most members that are searched again in one request. */
  private static final int MOST_RETRIED = 100;

  private static final String ALL = "/war-rooms";
  private static final String ONE = "/war-rooms/{room}";

  /** What a room is made with or says of itself, and by which call it changes where it does. */
  private static final List<String> NOT_CHANGED =
      List.of(
          "id",
          "platforms",
          "template",
          "rotas",
          "chats",
          "openedAt",
          "openedBy",
          "acknowledgedAt",
          "recoveredAt",
          "closedAt",
          "closesAt",
          "plannedClosing",
          "closing",
          "etag");

  private final Guard guard;
  private final WarRooms rooms;
  private final ApiTokens tokens;
  private final WarRoomReports reports;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param rooms the service
   * @param platforms what platforms are called
   * @param tokens what API tokens are called
   * @param alerts what opened rooms
   * @param intakes what intakes of alerts are called
   * @param rules what rules are called
   * @param clock what time it is
   */
  @Activate
  public WarRoomsApi(
      @Reference Guard guard,
      @Reference WarRooms rooms,
      @Reference Platforms platforms,
      @Reference ApiTokens tokens,
      @Reference Alerts alerts,
      @Reference AlertIntakes intakes,
      @Reference WarRoomRules rules,
      @Reference InstantSource clock) {
    this.guard = guard;
    this.rooms = rooms;
    this.tokens = tokens;
    this.reports =
        new WarRoomReports(
            rooms, platforms, tokens, new ReportOrigins(alerts, intakes, rules), clock);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", ALL, Right.READ, this::list),
        guard.tenantRoute("POST", ALL, Right.RESPOND, this::open),
        guard.tenantRoute("GET", ONE, Right.READ, this::get),
        guard.tenantRoute("PATCH", ONE, Right.RESPOND, this::change),
        guard.tenantRoute("POST", ONE + "/members", Right.RESPOND, this::invite),
        guard.tenantRoute("DELETE", ONE + "/members/{member}", Right.RESPOND, this::remove),
        guard.tenantRoute("POST", ONE + "/messages", Right.RESPOND, this::send),
        guard.tenantRoute("POST", ONE + "/notices", Right.RESPOND, this::notice),
        guard.tenantRoute("POST", ONE + "/status", Right.RESPOND, this::setStatus),
        guard.tenantRoute("POST", ONE + "/close", Right.RESPOND, this::close),
        guard.tenantRoute("DELETE", ONE + "/close", Right.RESPOND, this::callOff),
        guard.tenantRoute("POST", ONE + "/reopen", Right.RESPOND, this::reopen),
        guard.tenantRoute("POST", ONE + "/retry", Right.RESPOND, this::retry),
        guard.tenantRoute("GET", ONE + "/timeline", Right.READ, this::timeline),
        guard.tenantRoute("GET", ONE + "/report", Right.READ, reports::answer));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Language language = call.request().language();
    ActorNames actors = new ActorNames(tokens);
    return Listing.versioned(
            rooms.list(
                call.tenant(),
                WarRoomInputs.filter(call.request().query()),
                listing.limit(),
                listing.after()),
            room -> WarRoomView.of(room, actors, language))
        .in(language);
  }

  private Response open(Call call) {
    NewWarRoom room = WarRoomInputs.room(call.request().json());
    Opened opened =
        rooms.open(call.caller(), call.tenant(), room, call.request().header("Idempotency-Key"));
    Versioned<WarRoom> made = opened.room();
    WarRoomView view = view(call, made);
    URI location = Inputs.location("tenants", call.tenant(), "war-rooms", view.id());
    Response answer =
        opened.replayed()
            ? Etags.ok(made, view).with("Location", location.toASCIIString())
            : Etags.created(made, view, location);
    return answer.in(call.request().language());
  }

  private Response get(Call call) {
    return shown(
        call,
        rooms
            .find(call.tenant(), call.path("room"))
            .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    NOT_CHANGED.forEach(patch::immutable);
    elsewhere(patch, "status", "POST …/status");
    elsewhere(patch, "members", "POST …/members");
    return shown(
        call,
        rooms.change(
            call.caller(),
            call.tenant(),
            call.path("room"),
            present -> WarRoomInputs.changed(patch, present),
            Etags.expected(call.request())));
  }

  private static void elsewhere(JsonObject patch, String name, String how) {
    if (patch.has(name)) {
      patch.problem(
          name, "immutable", new Text("Change it with " + how + ".", "请通过 " + how + " 修改。"));
    }
  }

  private Response invite(Call call) {
    List<PersonRef> people = WarRoomInputs.members(call.request().json());
    Language language = call.request().language();
    return Response.json(
            200,
            MembersView.of(
                rooms.invite(call.caller(), call.tenant(), call.path("room"), people), language))
        .in(language);
  }

  private Response remove(Call call) {
    call.request().noBody();
    Language language = call.request().language();
    WarRoom.Member removed =
        rooms.remove(call.caller(), call.tenant(), call.path("room"), call.path("member"));
    return Response.json(200, MembersView.of(List.of(removed), language)).in(language);
  }

  private Response send(Call call) {
    NewMessage message = WarRoomInputs.message(call.request().json());
    return sent(call, rooms.send(call.caller(), call.tenant(), call.path("room"), message));
  }

  private Response notice(Call call) {
    NewNotice notice = WarRoomInputs.notice(call.request().json());
    Language language = call.request().language();
    return Response.json(
            200,
            DeliveriesView.of(
                rooms.notice(call.caller(), call.tenant(), call.path("room"), notice), language))
        .in(language);
  }

  private static Response sent(Call call, List<WarRooms.Delivery> deliveries) {
    Language language = call.request().language();
    return Response.json(200, DeliveriesView.of(deliveries, language)).in(language);
  }

  private Response setStatus(Call call) {
    Status status = WarRoomInputs.status(call.request().json());
    return shown(call, rooms.setStatus(call.caller(), call.tenant(), call.path("room"), status));
  }

  private Response close(Call call) {
    WarRoomInputs.Closing closing = WarRoomInputs.closing(call.request().json());
    Language language = call.request().language();
    String room = call.path("room");
    ClosedView view =
        closing.delay().isZero()
            ? ClosedView.of(
                rooms.close(call.caller(), call.tenant(), room, closing.how()), language)
            : ClosedView.of(
                rooms
                    .closeLater(call.caller(), call.tenant(), room, closing.how(), closing.delay())
                    .value());
    return Response.json(200, view).in(language);
  }

  private Response callOff(Call call) {
    call.request().noBody();
    rooms.callOff(call.caller(), call.tenant(), call.path("room"));
    return Response.empty(204);
  }

  private Response reopen(Call call) {
    JsonObject body = call.request().jsonOrNothing();
    Optional<String> reason = body.text("reason");
    // the contract has one body for closing and reopening
    Optional<String> unused = body.text("policy");
    body.end();
    return shown(call, rooms.reopen(call.caller(), call.tenant(), call.path("room"), reason));
  }

  private Response retry(Call call) {
    JsonObject body = call.request().jsonOrNothing();
    Optional<List<String>> named = body.texts("members");
    if (named.filter(List::isEmpty).isPresent()) {
      body.problem(
          "members",
          "required",
          new Text(
              "Name at least one, or leave it out to try everything again.",
              "请至少指定一名成员；省略该字段则重试全部失败项。"));
    }
    if (named.filter(it -> it.size() > MOST_RETRIED).isPresent()) {
      body.problem(
          "members",
          "too-many",
          new Text("Give " + MOST_RETRIED + " at most.", "最多填写 " + MOST_RETRIED + " 项。"));
    }
    body.end();
    List<String> members = named.orElse(List.of());
    return shown(call, rooms.retry(call.caller(), call.tenant(), call.path("room"), members));
  }

  private Response timeline(Call call) {
    Listing listing = Listing.of(call.request());
    ActorNames actors = new ActorNames(tokens);
    return Listing.answer(
        rooms.timeline(call.tenant(), call.path("room"), listing.limit(), listing.after()),
        entry -> EntryView.of(entry, actors));
  }

  private Response shown(Call call, Versioned<WarRoom> room) {
    return Etags.ok(room, view(call, room)).in(call.request().language());
  }

  private WarRoomView view(Call call, Versioned<WarRoom> room) {
    return WarRoomView.of(
        room,
        rooms.members(call.tenant(), room.value().id()),
        new ActorNames(tokens),
        call.request().language());
  }
}
