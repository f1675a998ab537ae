package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Once a second 64 bodies arrive together: of each the end is held back until all the rest is
 * there, so that the server works on all of them at once.
 */
final class BodyAttack {
  private static final int ATTACKERS = 64;
  private static final int PIECE = 16_384;
  private static final int HELD_BACK = 1_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final long ROUND = TimeUnit.SECONDS.toNanos(1);
  private static final long ALL_THERE = TimeUnit.MILLISECONDS.toNanos(600);

  /** Just below what a body may have. */
  private static final int LARGE = 999_000;

  private static final int FORM = 65_000;
  private static final int CALLBACK = 260_000;
  private static final int PLUGIN = 100_000_000;

  /** As much of a plugin as is sent to somebody who takes all of it. */
  private static final int START_OF_PLUGIN = 2_000_000;

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String FORM_TYPE = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String TENANT = "/t/" + LoadPlan.TENANT;
  private static final String ADMINISTRATOR =
      "Authorization: Bearer " + Distribution.ADMIN_TOKEN + "\r\n";

  private final AttackRun run;
  private final List<Message> messages;

  /** A request; of its content less may be there than it says. */
  private record Message(byte[] head, byte[] content) {
    static Message of(String line, String headers, int length, byte[] content) {
      String head =
          line
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + headers
              + "Content-Length: "
              + length
              + "\r\n\r\n";
      return new Message(head.getBytes(StandardCharsets.ISO_8859_1), content);
    }

    static Message of(String line, String headers, byte[] content) {
      return of(line, headers, content.length, content);
    }
  }

  private BodyAttack(AttackRun run, List<Message> messages) {
    this.run = run;
    this.messages = messages;
  }

  static void growingJson(AttackRun run) throws InterruptedException {
    byte[] body = filled("{\"username\":[", "{},", "{}],\"password\":\"x\"}", LARGE);
    new BodyAttack(run, List.of(Message.of("POST /api/v1/session", JSON, body))).run();
  }

  static void everywhere(AttackRun run) throws InterruptedException {
    byte[] parameters = filled("", "a&", "a", FORM);
    byte[] escaped = filled("grant_type=", "%41", "", FORM);
    byte[] array = filled("[", "[],", "[]]", LARGE);
    new BodyAttack(
            run,
            List.of(
                Message.of("POST " + TENANT + "/oauth2/token", FORM_TYPE, parameters),
                Message.of("POST " + TENANT + "/oauth2/token", FORM_TYPE, escaped),
                Message.of("POST " + TENANT + "/oauth2/authorize", FORM_TYPE, parameters),
                Message.of("POST " + TENANT + "/oauth2/userinfo", FORM_TYPE, escaped),
                Message.of(
                    "POST " + TENANT + "/oauth2/token",
                    FORM_TYPE,
                    filled("grant_type=x&", "b=&", "", LARGE)),
                Message.of(
                    "POST " + TENANT + "/callbacks/wechatwork",
                    "Content-Type: text/xml\r\n",
                    filled("<xml>", "<a/>", "</xml>", CALLBACK)),
                Message.of("POST /api/v1/tenants", JSON, array),
                Message.of(
                    "POST /api/v1/plugins",
                    "Content-Type: application/java-archive\r\n",
                    PLUGIN,
                    new byte[START_OF_PLUGIN])))
        .run();
  }

  static void byAdministrator(AttackRun run) throws InterruptedException {
    String client = "PATCH /api/v1/tenants/bench/clients/" + LoadPlan.CLIENT_ID;
    String headers = ADMINISTRATOR + JSON;
    new BodyAttack(
            run,
            List.of(
                Message.of(client, headers, filled("{\"redirectUris\":[", "{},", "{}]}", LARGE)),
                Message.of(
                    client, headers, filled("{\"redirectUris\":[", "\"a\",", "\"a\"]}", LARGE)),
                Message.of(
                    "PATCH /api/v1/tenants/" + LoadPlan.TENANT,
                    headers,
                    filled("{\"displayName\":{", "\"a\":1,", "\"a\":1}}", LARGE))))
        .run();
  }

  private static byte[] filled(String begin, String piece, String end, int length) {
    int pieces = (length - begin.length() - end.length()) / piece.length();
    return (begin + piece.repeat(pieces) + end).getBytes(StandardCharsets.US_ASCII);
  }

  private void run() throws InterruptedException {
    run.inParallel(ATTACKERS, this::attack);
  }

  private void attack(int attacker) {
    long round = 0;
    while (run.goesOn()) {
      run.await(round * ROUND);
      run.tried();
      try (Socket socket = new Socket()) {
        run.opened(attacker, socket);
        send(socket, run.source(attacker), messages.get(attacker % messages.size()), round);
      } catch (IOException e) {
        run.broke();
      }
      round = Math.max(round, run.nanosSinceStart() / ROUND) + 1;
    }
  }

  private void send(Socket socket, InetAddress source, Message message, long round)
      throws IOException {
    socket.setSoTimeout(ANSWER_MILLIS);
    socket.bind(new InetSocketAddress(source, 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), run.port()), ANSWER_MILLIS);
    IOException early = null;
    try {
      OutputStream out = socket.getOutputStream();
      write(out, message.head(), 0, message.head().length);
      int most = message.content().length - HELD_BACK;
      write(out, message.content(), 0, most);
      run.await(round * ROUND + ALL_THERE);
      write(out, message.content(), most, message.content().length);
    } catch (IOException e) {
      // whoever is refused before the end finds the answer below, if it was not lost
      early = e;
    }
    try {
      InputStream in = socket.getInputStream();
      String status = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      run.answered(Integer.parseInt(status.substring(9)));
    } catch (IOException | RuntimeException e) {
      throw new IOException("no answer", early == null ? e : early);
    }
  }

  private void write(OutputStream out, byte[] bytes, int from, int to) throws IOException {
    for (int next = from; next < to; next += PIECE) {
      int length = Math.min(PIECE, to - next);
      out.write(bytes, next, length);
      run.sent(length);
    }
  }
}
