package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.core.alert.format.AlertFormats;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.task.TaskQueue;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.storage.Query;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stores what is sent, with the task that routes it, in one commit for each call; and answers after
 * that.
 */
@Component(service = AlertReceiver.class)
public final class AlertInbox implements AlertReceiver {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String COUNTER = "muster_alerts_received_total";

  private final StoredAlertIntakes intakes;
  private final AlertFormats formats;
  private final Repository<PieceRecord> pieces;
  private final Changes changes;
  private final TaskQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;
  private final Most most;
  private final ReadBytes bytes =
      new ReadBytes(AlertBounds.BODY_BYTES, AlertBounds.BODY_BYTES_OF_TENANT);
  private final AtomicLong number = new AtomicLong();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public AlertInbox(
      @Reference StoredAlertIntakes intakes,
      @Reference AlertFormats formats,
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference Metrics metrics,
      @Reference InstantSource clock) {
    this(
        intakes,
        formats,
        storage,
        changes,
        queue,
        metrics,
        clock,
        new Most(AlertBounds.PIECES_OF_TENANT, AlertBounds.PIECE_BYTES_OF_TENANT));
  }

  AlertInbox(
      StoredAlertIntakes intakes,
      AlertFormats formats,
      Storage storage,
      Changes changes,
      TaskQueue queue,
      Metrics metrics,
      InstantSource clock,
      Most most) {
    this.intakes = intakes;
    this.formats = formats;
    this.pieces = storage.repository(PieceRecord.SCHEMA);
    this.changes = changes;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
    this.most = most;
  }

  /** The most that waits of a tenant. */
  record Most(int pieces, long bytes) {}

  /** What waits of a tenant: as it was counted, and what this node stored since. */
  private record Waiting(
      Instant at, AtomicLong pieces, AtomicLong bytes, AtomicBoolean isRecounted) {
    void add(List<PieceRecord> more) {
      pieces.addAndGet(more.size());
      bytes.addAndGet(more.stream().mapToLong(PieceRecord::counted).sum());
    }
  }

  @Override
  public List<AlertFormat> formats() {
    return formats.ids().stream().map(AlertFormat::new).toList();
  }

  @Override
  public Set<String> mediaTypes(String format) {
    return formats.mediaTypes(format);
  }

  @Override
  public String admit(Caller caller, String tenant, Secret key) {
    return intakes.admit(caller, tenant, key);
  }

  @Override
  public Receipt receive(Caller caller, String tenant, String intake, Content content) {
    Waiting now = waiting(tenant);
    if (now.pieces.get() >= most.pieces || now.bytes.get() >= most.bytes) {
      throw overloaded();
    }
    try (ReadBytes.Share share = bytes.share(tenant)) {
      InputStream body = share.counted(content.body());
      AlertMessage messages = formats.read(new Content(content.format(), content.headers(), body));
      Pieces cut = new Pieces(intake, content.format(), clock.instant(), this::nextPlace);
      messages.groups().forEach(cut::add);
      List<PieceRecord> all = cut.all();
      store(caller, tenant, all);
      now.add(all);
      int alerts = messages.groups().stream().mapToInt(group -> group.alerts().size()).sum();
      for (int i = 0; i < alerts; i++) {
        metrics.count(COUNTER, "format", content.format().id());
      }
      intakes.received(tenant, intake);
      return new Receipt(alerts, messages.key());
    }
  }

  private void store(Caller caller, String tenant, List<PieceRecord> all) {
    if (all.isEmpty()) {
      return;
    }
    Set<String> lanes = all.stream().map(PieceRecord::lane).collect(Collectors.toSet());
    changes.run(
        caller,
        tenant,
        work -> {
          all.forEach(piece -> work.add(pieces.create(tenant, piece.place(), piece)));
          lanes.forEach(
              lane ->
                  queue.addUnlessWaiting(
                      work,
                      new TaskQueue.New<>(
                          AlertRouting.TYPE, tenant, lane, new AlertRouting.Lane(lane))));
        });
  }

  /** Behind all that came before it on this node, in the order of times over all of them. */
  private String nextPlace(Instant now) {
    return AlertBounds.sortable(now)
        + String.format(Locale.ROOT, "-%012d-", number.incrementAndGet())
        + Long.toHexString(System.nanoTime());
  }

  /** Counting them at each call would cost more than the call, and so would all at a time. */
  private Waiting waiting(String tenant) {
    Waiting last = waiting.computeIfAbsent(tenant, this::counted);
    if (clock.instant().isBefore(last.at.plus(COUNT_EVERY))
        || !last.isRecounted.compareAndSet(false, true)) {
      return last;
    }
    try {
      Waiting now = counted(tenant);
      waiting.put(tenant, now);
      return now;
    } catch (RuntimeException e) {
      last.isRecounted.set(false);
      throw e;
    }
  }

  private Waiting counted(String tenant) {
    return new Waiting(
        clock.instant(),
        new AtomicLong(pieces.count(tenant, new Query.All())),
        new AtomicLong(PieceRecord.bytes(pieces, tenant)),
        new AtomicBoolean());
  }

  private static ProblemException overloaded() {
    return new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text("Too many alerts are waiting. Send it again.", "等待处理的告警过多，请重新发送。"),
        List.of(),
        Optional.of(PAUSE));
  }
}
