package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Stands between the console and a demo, and keeps what the demo answers. */
final class AnswerRecorder implements PictureApi, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "shown-in-no-picture-1";

  private final World world;
  private final Child child;
  private final AdminSession session;
  private final Timeless timeless;
  private final Map<String, PictureAnswer> answers = new TreeMap<>();

  /** Starts a demo, and does in it what an administrator does in the first days. */
  AnswerRecorder(World world) {
    this.world = world;
    Distribution demo =
        Distribution.unpack("pictures-demo", Map.of("MUSTER_ADMIN_PASSWORD", PASSWORD));
    String url = demo.publicUrl().toString();
    this.timeless = new Timeless(url);
    this.child = demo.launch("demo");
    child.awaitLine(PATIENCE, "demo", 0, line -> line.contains("the demo is prepared"));
    FirstDays.live(new AdminSession(url, PASSWORD), world, url);
    this.session = new AdminSession(url, PASSWORD);
    // who comes first in the list gets the first id, whatever a page asks for first; and alerts
    // name
    // their intake
    answer("GET", "/api/v1/tenants/demo/users?limit=200", "", new byte[0]);
    answer("GET", "/api/v1/tenants/demo/alert-intakes?limit=200", "", new byte[0]);
    answers.clear();
  }

  @Override
  public PictureAnswer answer(String method, String path, String type, byte[] body) {
    HttpResponse<byte[]> answer = session.send(method, timeless.outOfThePicture(path), type, body);
    PictureAnswer kept =
        new PictureAnswer(
            answer.statusCode(),
            answer.headers().firstValue("ETag").orElse(""),
            answer.headers().firstValue("Content-Type").orElse(""),
            timeless.intoThePicture(new String(answer.body(), StandardCharsets.UTF_8)));
    answers.put(method + " " + path, kept);
    return kept;
  }

  @Override
  public void signInAt(String url) {
    try (Visitor visitor = world.visitor()) {
      visitor.open(timeless.outOfThePicture(url)).scanAs(FirstDays.PERSON);
    }
  }

  /** What was answered, the last answer to each request. */
  Map<String, PictureAnswer> answers() {
    return answers;
  }

  @Override
  public void close() {
    child.close();
  }
}
