package dev.muster.fuzz;

import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** What Jazzer calls with every input. */
public final class Fuzzer {
  /** After so many inputs a subject begins anew: what it has stored must not slow down the rest. */
  private static final int MOST_INPUTS = 20_000;

  private static final int MOST_DOCUMENTS = 6_000;

  private static final Renewed<Company> COMPANY = new Renewed<>(Company::new);
  private static final Renewed<PlatformServers> PLATFORMS = new Renewed<>(PlatformServers::new);

  private Fuzzer() {}

  private static final class Renewed<S extends Subject> {
    private final Supplier<S> made;
    private S now;
    private int inputs;

    Renewed(Supplier<S> made) {
      this.made = made;
    }

    S get() {
      if (now == null || ++inputs > MOST_INPUTS || now.changed().kept() > MOST_DOCUMENTS) {
        now = made.get();
        inputs = 0;
      }
      return now;
    }

    void forget() {
      now = null;
    }
  }

  /** Begins before the clock of the first input runs. */
  public static void fuzzerInitialize() {
    COMPANY.get();
    PLATFORMS.get();
  }

  /**
   * Sends an input, and looks at what comes of it.
   *
   * @param bytes any
   */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      answer(bytes);
    } catch (RuntimeException | Error e) {
      COMPANY.forget();
      PLATFORMS.forget();
      throw e;
    }
  }

  /** The same, which says what was answered. */
  static Response answer(byte[] bytes) {
    if (isOfPlatforms(bytes)) {
      PlatformServers platforms = PLATFORMS.get();
      return checked(platforms, platforms.sealed(Input.of(bytes, platforms::value)), bytes);
    }
    Company company = COMPANY.get();
    return checked(company, Input.of(bytes, company::value), bytes);
  }

  private static boolean isOfPlatforms(byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, 80), StandardCharsets.ISO_8859_1)
            .split("\n", 2)[0];
    return head.startsWith("EVENT ")
        || head.startsWith("CHECK ")
        || head.contains("/callbacks/")
        || head.contains("/sdk/");
  }

  private static Response checked(Subject subject, Input input, byte[] bytes) {
    TestRequest request = TestRequest.of(input.method(), input.address());
    String type = "";
    for (Input.Header header : input.headers()) {
      if (header.name().equals("Content-Type")) {
        type = header.value();
      } else {
        request.header(header.name(), header.value());
      }
    }
    if (input.body().length > 0) {
      request.body(type, input.body());
    }
    // an address each: what slows one of them down must not hide the rest
    int hash = Arrays.hashCode(bytes);
    request.from("10." + (hash >> 16 & 255) + "." + (hash >> 8 & 255) + "." + (hash & 255));
    subject.changed().begin();
    Response response = subject.server().answer(request);
    Map<String, Integer> changes = subject.changed().counts();
    Invariants.check(subject, input, response, changes);
    subject.after(input, response, changes);
    return response;
  }
}
