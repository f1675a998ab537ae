package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.task.TaskHandler.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that repeat. */
class RepeatedTasksTest extends TaskWorkFixture {
  private final List<String> cleaned = new ArrayList<>();
  private final TaskWork first = cleaner("a");
  private final TaskWork second = cleaner("b");

  private TaskWork cleaner(String name) {
    TaskWork work = new TaskWork(storage, changes, metrics, clock, name);
    work.add(
        new TaskHandler<TaskType.Nothing>() {
          @Override
          public TaskType<TaskType.Nothing> type() {
            return TaskType.every("clean", Duration.ofHours(1));
          }

          @Override
          public Result run(Run<TaskType.Nothing> task) {
            cleaned.add(name);
            return Result.done();
          }
        });
    return work;
  }

  private void bothLook() {
    first.addRepeating();
    second.addRepeating();
    runAll(first);
    runAll(second);
  }

  @Test
  void runOnceForAllNodesAndAgainAfterThePause() {
    bothLook();
    bothLook();
    assertThat(cleaned).hasSize(1);

    clock.advance(Duration.ofHours(1));
    bothLook();
    assertThat(cleaned).hasSize(2);
  }
}
