package dev.muster.distribution.bench;

import dev.muster.distribution.process.SandboxProcess;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox, in a process of its own. */
final class PlatformProcess implements AutoCloseable {
  private static final Pattern TOKEN_CALLS = Pattern.compile("\"gettoken\":(\\d+)");

  private final SandboxProcess sandbox = new SandboxProcess("bench-platform");

  int port() {
    return sandbox.port();
  }

  /** Settings of a gateway that takes this for the platforms. */
  Map<String, String> settings() {
    return sandbox.settings();
  }

  /** How often it was asked for an access token. */
  int tokenCalls() throws IOException {
    try (HttpConnection connection = new HttpConnection(port())) {
      Matcher calls =
          TOKEN_CALLS.matcher(connection.get("/wechatwork/control/counters", "").body());
      return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }
  }

  /** Holds every answer to a request for an access token back. */
  void slowTokens(int millis) throws IOException {
    control("/faults", "call=gettoken&kind=slow&number=" + millis);
  }

  /** Holds every answer of every platform back. */
  void slow(int millis) throws IOException {
    for (BenchPlatform each : BenchPlatform.values()) {
      control(each, "/faults", "call=*&kind=slow&number=" + millis);
    }
  }

  /** Stops answering for the address book, and tells an address that somebody changed. */
  void failAndTell(String address, String person) throws IOException {
    control("/faults", "preset=server-error&call=user/get");
    control("/callback", "address=" + address);
    control("/pushes", "what=changed&subject=" + person);
  }

  void reset() throws IOException {
    for (BenchPlatform each : BenchPlatform.values()) {
      control(each, "/reset", "");
    }
  }

  private void control(String path, String form) throws IOException {
    control(BenchPlatform.WECHATWORK, path, form);
  }

  private void control(BenchPlatform of, String path, String form) throws IOException {
    try (HttpConnection connection = new HttpConnection(port())) {
      HttpConnection.Answer answer = connection.post("/" + of.id() + "/control" + path, "", form);
      if (answer.status() != 200) {
        throw new IOException(path + ": " + answer.status() + " " + answer.body());
      }
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
