package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Tasks;
import dev.muster.api.Tasks.State;
import dev.muster.api.Tasks.Task;
import dev.muster.spi.Text;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/tasks}: background work, what failed of it, and another try. */
@Component
public final class TasksApi implements Routes {
  private final Guard guard;
  private final Tasks tasks;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param tasks the service
   */
  @Activate
  public TasksApi(@Reference Guard guard, @Reference Tasks tasks) {
    this.guard = guard;
    this.tasks = tasks;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/tasks", Right.READ, this::list),
        guard.tenantRoute("POST", "/tasks/{task}/retry", Right.CHANGE, this::retry),
        guard.tenantRoute("DELETE", "/tasks/{task}", Right.CHANGE, this::delete));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Optional<State> state = call.request().query().filled("state").map(TasksApi::state);
    Optional<String> type = call.request().query().filled("type");
    return Listing.answer(
        tasks.list(call.tenant(), state, type, listing.limit(), listing.after()), TaskView::of);
  }

  private static State state(String text) {
    return Arrays.stream(State.values())
        .filter(each -> shown(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "state",
                    "unknown",
                    new Text(
                        "state must be waiting, running or failed.",
                        "须为 waiting、running 或 failed。")));
  }

  private Response retry(Call call) {
    call.request().noBody();
    return Response.json(
        200, TaskView.of(tasks.retry(call.caller(), call.tenant(), call.path("task"))));
  }

  private Response delete(Call call) {
    call.request().noBody();
    tasks.delete(call.caller(), call.tenant(), call.path("task"));
    return Response.empty(204);
  }

  private static String shown(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private record TaskView(
      String id,
      String type,
      String state,
      Instant createdAt,
      Optional<Instant> dueAt,
      int attempts,
      Optional<String> problem,
      Optional<Instant> failedAt,
      boolean deletable) {
    static TaskView of(Task task) {
      return new TaskView(
          task.id(),
          task.type(),
          shown(task.state()),
          task.createdAt(),
          task.dueAt(),
          task.attempts(),
          task.problem(),
          task.failedAt(),
          task.isDeletable());
    }
  }
}
