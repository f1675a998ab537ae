package dev.muster.core.alert;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bodies have together that are being read, which is bounded: by all tenants, and by each,
 * so that nobody who sends slowly keeps others out. A body that is its tenant's only one may be as
 * large as bodies may be. Thread-safe.
 */
final class ReadBytes {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AtomicLong used = new AtomicLong();
  private final Map<String, Long> usedBy = new ConcurrentHashMap<>();
  private final long most;
  private final long mostOfTenant;

  ReadBytes(long most, long mostOfTenant) {
    this.most = most;
    this.mostOfTenant = mostOfTenant;
  }

  /** The share of one body of a tenant: nothing yet. */
  Share share(String tenant) {
    return new Share(tenant);
  }

  /** What one body has of it, until it is closed. Of one thread. */
  final class Share implements AutoCloseable {
    private final String tenant;
    private long size;
    private long charged;

    private Share(String tenant) {
      this.tenant = tenant;
    }

    /** The same body, which ends where there is no room for more of it. */
    InputStream counted(InputStream body) {
      return new FilterInputStream(body) {
        @Override
        public int read() throws IOException {
          int one = super.read();
          take(one < 0 ? 0 : 1);
          return one;
        }

        @Override
        public int read(byte[] piece, int offset, int length) throws IOException {
          int read = super.read(piece, offset, length);
          take(Math.max(0, read));
          return read;
        }
      };
    }

    private void take(int more) {
      size += more;
      long due = Math.max(0, size - AlertBounds.FREE_BODY_BYTES) - charged;
      if (due > 0) {
        charged += due;
        long ofTenant = usedBy.merge(tenant, due, Long::sum);
        boolean isTooMuchOfTenant = ofTenant > mostOfTenant && ofTenant != charged;
        if (used.addAndGet(due) > most || isTooMuchOfTenant) {
          throw new ProblemException(
              ProblemCode.UNAVAILABLE,
              new Text("Too much is being sent at the moment. Send it again.", "当前发送的内容过多，请重新发送。"),
              List.of(),
              Optional.of(PAUSE));
        }
      }
    }

    @Override
    public void close() {
      long back = charged;
      charged = 0;
      used.addAndGet(-back);
      usedBy.computeIfPresent(tenant, (id, has) -> has == back ? null : has - back);
    }
  }
}
