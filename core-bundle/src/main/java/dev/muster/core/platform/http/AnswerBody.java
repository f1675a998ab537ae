package dev.muster.core.platform.http;

import dev.muster.spi.Deadline;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body up to a limit and until a deadline: the client's own timeout ends with the
 * headers, so that a body that drips would hold the caller for ever.
 */
final class AnswerBody implements BodySubscriber<AnswerBody> {
  private final int limit;
  private final ByteArrayOutputStream bytes;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;

  AnswerBody(int limit, long announced) {
    this.limit = limit;
    this.bytes = new ByteArrayOutputStream((int) Math.max(512, Math.min(announced, limit)));
  }

  /** The body is larger than it may be. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("The answer is too large", null, false, false);
    }
  }

  byte[] await(Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return whole.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      cancel();
      throw e;
    }
  }

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (whole.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      if (length > limit - bytes.size()) {
        whole.completeExceptionally(new TooLarge());
        cancel();
        return;
      }
      byte[] chunk = new byte[length];
      buffer.get(chunk);
      bytes.write(chunk, 0, length);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }

  private void cancel() {
    Flow.Subscription present = subscription;
    if (present != null) {
      present.cancel();
    }
  }
}
