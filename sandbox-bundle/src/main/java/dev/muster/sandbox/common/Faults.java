package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** The faults that are switched on, the same for every platform but for the error codes. */
public final class Faults {
  private static final int MOST = 100;
  private static final String PORTAL =
      "<!doctype html><html><head><title>Portal</title></head><body><h1>Please sign in to"
          + " the network</h1></body></html>";
  private static final String HALF = "{\"errcode\":0,\"code\":0,\"errmsg\":\"ok\",\"access_tok";

  private final List<Fault> active = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();

  Faults() {}

  /**
   * Switches one on that lets some calls through first.
   *
   * @param call the call that it strikes, or one of the constants of {@link Fault}
   * @param kind what happens
   * @param number the platform's error code, the HTTP status or the milliseconds, by kind
   * @param after how many calls go well before
   * @param times how many times; 0 for ever
   * @return the fault
   * @throws IllegalArgumentException if there are too many, or the number is none where it has to
   *     be one
   */
  public Fault add(String call, Fault.Kind kind, String number, long after, long times) {
    active.removeIf(Fault::spent);
    if (active.size() >= MOST) {
      throw new IllegalArgumentException("There are " + MOST + " faults already");
    }
    boolean numeric = kind == Fault.Kind.HTTP_STATUS || kind == Fault.Kind.SLOW;
    if (numeric && !number.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(number + " is no number");
    }
    Fault fault =
        new Fault(
            Integer.toString(ids.incrementAndGet()),
            call,
            kind,
            number,
            new AtomicLong(after),
            new AtomicLong(times > 0 ? times : -1));
    active.add(fault);
    return fault;
  }

  /**
   * The answer to a call, or what a fault makes of it.
   *
   * @param call the call's name
   * @param carriesToken whether it carries an access token
   * @param right makes the right answer; not asked where a fault takes its place
   * @param error writes an error code as the platform does
   * @return what is answered
   */
  SandboxResponse around(
      String call,
      boolean carriesToken,
      Supplier<SandboxResponse> right,
      Function<String, SandboxResponse> error) {
    Optional<Fault> fault = strike(call, carriesToken);
    if (fault.isEmpty()) {
      return right.get();
    }
    String number = fault.get().number();
    return switch (fault.get().kind()) {
      case ERRCODE -> error.apply(number);
      case HTTP_STATUS ->
          SandboxResponse.html(
              Integer.parseInt(number), "<!doctype html><title>" + number + "</title>");
      case HTML -> SandboxResponse.html(200, PORTAL);
      case NONSENSE ->
          SandboxResponse.of(
              200, "application/json; charset=UTF-8", HALF.getBytes(StandardCharsets.UTF_8));
      case SLOW -> right.get().after(Duration.ofMillis(Long.parseLong(number)));
      case HANG -> right.get().after(Fault.HANG);
    };
  }

  /** The fault that strikes this call, the one switched on first. */
  private Optional<Fault> strike(String call, boolean carriesToken) {
    if (active.isEmpty()) {
      return Optional.empty();
    }
    return active.stream().filter(fault -> fault.strikes(call, carriesToken)).findFirst();
  }

  /** {@return those that are on, oldest first} */
  public List<Fault> active() {
    return active.stream().filter(fault -> !fault.spent()).toList();
  }

  /** Switches one off; false if it was not on. */
  boolean remove(String id) {
    return active.removeIf(fault -> fault.id().equals(id));
  }

  /** Switches all off. */
  void clear() {
    active.clear();
  }
}
