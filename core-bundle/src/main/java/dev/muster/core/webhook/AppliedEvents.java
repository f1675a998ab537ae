package dev.muster.core.webhook;

import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.user.Deprovisioning;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Applies what events say by themselves: somebody left, or goes by another id. */
@Component(service = TaskHandler.class)
public final class AppliedEvents implements TaskHandler<WebhookEventTask> {
  private final Deprovisioning deprovisioning;

  /** Made by Declarative Services. */
  @Activate
  public AppliedEvents(@Reference Deprovisioning deprovisioning) {
    this.deprovisioning = deprovisioning;
  }

  @Override
  public TaskType<WebhookEventTask> type() {
    return WebhookEventTask.APPLIED;
  }

  @Override
  public Result run(Run<WebhookEventTask> task) {
    WebhookEventTask it = task.payload();
    return switch (it.kind()) {
      case LEFT -> left(deprovisioning, task);
      case RENAMED ->
          new Result.Done(
              work ->
                  deprovisioning.rename(
                      work,
                      task.tenant(),
                      it.identity(),
                      it.newIdentity().orElse(it.identity()),
                      it.platformUserId(),
                      it.at()));
      case CHANGED -> new Result.Failed("An event of this kind has to be looked up.");
    };
  }

  /** Disables somebody, with whom their sessions end. */
  static Result left(Deprovisioning deprovisioning, Run<WebhookEventTask> task) {
    WebhookEventTask it = task.payload();
    return new Result.Done(
        work -> deprovisioning.leave(work, task.tenant(), it.identity(), it.at()));
  }
}
