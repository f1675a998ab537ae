package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.api.warroom.WarRooms.NewClosing;
import dev.muster.api.warroom.WarRooms.NewMessage;
import dev.muster.api.warroom.WarRooms.NewNotice;
import dev.muster.api.warroom.WarRooms.NoticeKind;
import dev.muster.api.warroom.WarRooms.Opened;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.spi.Text;
import dev.muster.web.api.WarRoomView.ClosedChatView;
import dev.muster.web.api.WarRoomView.DeliveryView;
import dev.muster.web.api.WarRoomView.EntryView;
import dev.muster.web.api.WarRoomView.MemberView;
import dev.muster.web.api.WarRoomView.SettingsView;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/war-rooms}: problems, each with its chats. */
@Component
public final class WarRoomsApi implements Routes {
  private static final String ALL = "/war-rooms";
  private static final String MARKDOWN = "text/markdown;charset=utf-8";
  private static final String ONE = "/war-rooms/{room}";

  private final Guard guard;
  private final WarRooms rooms;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param rooms the service
   */
  @Activate
  public WarRoomsApi(@Reference Guard guard, @Reference WarRooms rooms) {
    this.guard = guard;
    this.rooms = rooms;
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
        guard.tenantRoute("POST", ONE + "/reopen", Right.RESPOND, this::reopen),
        guard.tenantRoute("POST", ONE + "/retry", Right.RESPOND, this::retry),
        guard.tenantRoute("GET", ONE + "/timeline", Right.READ, this::timeline),
        guard.tenantRoute("GET", ONE + "/report", Right.READ, this::report));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Language language = call.request().language();
    Filter filter =
        new Filter(
            word(call.request(), "status", Status.values(), WarRoomView::word),
            word(call.request(), "severity", Severity.values(), Severity::name),
            call.request().query().filled("application"));
    return Listing.versioned(
            rooms.list(call.tenant(), filter, listing.limit(), listing.after()),
            room -> WarRoomView.of(room, Optional.empty(), language))
        .in(language);
  }

  private static <T> Optional<T> word(
      Request request, String name, T[] values, Function<T, String> spelling) {
    return request
        .query()
        .filled(name)
        .map(
            text ->
                Arrays.stream(values)
                    .filter(it -> spelling.apply(it).equals(text))
                    .findFirst()
                    .orElseThrow(
                        () -> {
                          String words =
                              String.join(", ", Arrays.stream(values).map(spelling).toList());
                          return ProblemException.invalid(
                              name,
                              "unknown-value",
                              new Text(
                                  "It must be one of " + words + ".", "须为以下之一：" + words + "。"));
                        }));
  }

  private Response open(Call call) {
    JsonObject body = call.request().json();
    Settings settings = SettingsView.read(body);
    body.required("platforms");
    NewWarRoom room =
        new NewWarRoom(
            settings.facts(),
            body.texts("platforms").orElse(List.of()),
            body.text("template").filter(it -> !it.equals("default")),
            settings.owner(),
            settings.recorder(),
            PersonView.readAll(body, "members").orElse(List.of()),
            body.texts("rotas").orElse(List.of()));
    body.end();
    Opened opened =
        rooms.open(call.caller(), call.tenant(), room, call.request().header("Idempotency-Key"));
    Language language = call.request().language();
    WarRoomView view = view(call, opened.room().value());
    String id = opened.room().value().id();
    Response created =
        Etags.created(
            opened.room(), view, Inputs.location("tenants", call.tenant(), "war-rooms", id));
    return (opened.replayed() ? Etags.ok(opened.room(), view) : created).in(language);
  }

  private WarRoomView view(Call call, WarRoom room) {
    return WarRoomView.of(
        room, Optional.of(rooms.members(call.tenant(), room.id())), call.request().language());
  }

  private Versioned<WarRoom> require(Call call) {
    return rooms
        .find(call.tenant(), call.path("room"))
        .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM));
  }

  private Response shown(Call call, Versioned<WarRoom> room) {
    return Etags.ok(room, view(call, room.value())).in(call.request().language());
  }

  private Response get(Call call) {
    return shown(call, require(call));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    for (String name :
        List.of("id", "status", "template", "rotas", "platforms", "chats", "members", "etag")) {
      patch.immutable(name);
    }
    return shown(
        call,
        rooms.change(
            call.caller(),
            call.tenant(),
            call.path("room"),
            present -> whole(patch, present),
            Etags.expected(call.request())));
  }

  /** A person is replaced as a whole: by another kind of address they would be two. */
  private static Settings whole(JsonObject patch, Settings present) {
    Settings bare =
        new Settings(
            present.facts(),
            patch.has("owner") ? Optional.empty() : present.owner(),
            patch.has("recorder") ? Optional.empty() : present.recorder());
    return patch.appliedTo(SettingsView.of(bare), SettingsView::read);
  }

  private Response invite(Call call) {
    JsonObject body = call.request().json();
    body.required("members");
    List<PersonRef> people = PersonView.readAll(body, "members").orElse(List.of());
    body.end();
    Language language = call.request().language();
    List<MemberView> members =
        rooms.invite(call.caller(), call.tenant(), call.path("room"), people).stream()
            .map(it -> MemberView.of(it, language))
            .toList();
    return Response.json(200, Map.of("members", members)).in(language);
  }

  private Response remove(Call call) {
    call.request().noBody();
    Language language = call.request().language();
    MemberView removed =
        MemberView.of(
            rooms.remove(call.caller(), call.tenant(), call.path("room"), call.path("member")),
            language);
    return Response.json(200, Map.of("members", List.of(removed))).in(language);
  }

  private Response send(Call call) {
    JsonObject body = call.request().json();
    Optional<String> text = body.text("text");
    Optional<String> markdown = body.text("markdown");
    List<String> mentions = body.texts("mention").orElse(List.of());
    if (text.isPresent() == markdown.isPresent()) {
      body.problem(
          "text",
          text.isPresent() ? "conflict" : "required",
          new Text("Give either text or markdown.", "请填写 text 或 markdown 其中之一。"));
    }
    body.end();
    NewMessage message =
        new NewMessage(markdown.or(() -> text).orElse(""), markdown.isPresent(), mentions);
    return results(call, rooms.send(call.caller(), call.tenant(), call.path("room"), message));
  }

  private Response notice(Call call) {
    JsonObject body = call.request().json();
    body.required("kind");
    NoticeKind kind =
        Inputs.word(body, "kind", NoticeKind.values(), WarRoomView::word)
            .orElse(NoticeKind.PROGRESS);
    NewNotice notice = new NewNotice(kind, body.text("text"), body.texts("to").orElse(List.of()));
    body.end();
    return results(call, rooms.notice(call.caller(), call.tenant(), call.path("room"), notice));
  }

  private static Response results(Call call, List<Delivery> deliveries) {
    Language language = call.request().language();
    return Response.json(
            200,
            Map.of(
                "results", deliveries.stream().map(it -> DeliveryView.of(it, language)).toList()))
        .in(language);
  }

  private Response setStatus(Call call) {
    JsonObject body = call.request().json();
    body.required("status");
    Status status =
        Inputs.word(
                body,
                "status",
                new Status[] {Status.STARTED, Status.DIAGNOSING, Status.RECOVERED},
                WarRoomView::word)
            .orElse(Status.STARTED);
    body.end();
    return shown(call, rooms.setStatus(call.caller(), call.tenant(), call.path("room"), status));
  }

  private record Closed(String status, List<ClosedChatView> chats) {}

  private Response close(Call call) {
    JsonObject body = call.request().json();
    body.required("policy");
    Policy policy =
        Inputs.word(body, "policy", Policy.values(), WarRoomView::word).orElse(Policy.KEEP);
    NewClosing how = new NewClosing(policy, body.text("reason"), body.flag("force").orElse(false));
    body.end();
    WarRoom.Closing closing = rooms.close(call.caller(), call.tenant(), call.path("room"), how);
    Language language = call.request().language();
    return Response.json(
            200,
            new Closed(
                WarRoomView.word(Status.CLOSED), ClosedChatView.of(closing.chats(), language)))
        .in(language);
  }

  private Response reopen(Call call) {
    JsonObject body = call.request().jsonOrNothing();
    Optional<String> reason = body.text("reason");
    body.end();
    return shown(call, rooms.reopen(call.caller(), call.tenant(), call.path("room"), reason));
  }

  private Response retry(Call call) {
    call.request().noBody();
    return shown(call, rooms.retry(call.caller(), call.tenant(), call.path("room")));
  }

  private Response timeline(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.answer(
        rooms.timeline(call.tenant(), call.path("room"), listing.limit(), listing.after()),
        EntryView::of);
  }

  private Response report(Call call) {
    Language language = call.request().language();
    WarRoom room = require(call).value();
    String format = format(call.request());
    WarRoomReport report =
        WarRoomReport.of(rooms, call.tenant(), room, InstantSource.system().instant(), language);
    Response response =
        switch (format) {
          case "markdown" ->
              kept(Response.text(200, MARKDOWN, report.markdown(language)), "war-room.md");
          case "html" ->
              kept(Response.text(200, Response.HTML, report.html(language)), "war-room.html");
          default -> Response.json(200, report);
        };
    return response.in(language);
  }

  /** A file to keep, never a page of ours. */
  private static Response kept(Response response, String name) {
    return response.with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /** By the query, else by what the client takes. */
  private static String format(Request request) {
    List<String> formats = List.of("json", "markdown", "html");
    Optional<String> named =
        word(request, "format", formats.toArray(new String[0]), Function.identity());
    String accept = request.header("Accept").orElse("");
    return named.orElseGet(
        () ->
            accept.startsWith("text/markdown")
                ? "markdown"
                : accept.startsWith("text/html") ? "html" : "json");
  }
}
