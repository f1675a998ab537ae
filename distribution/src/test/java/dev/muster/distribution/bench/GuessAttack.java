package dev.muster.distribution.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A thousand guesses a second, on connections that are kept for as long as the server keeps them.
 */
final class GuessAttack {
  private static final int CONNECTIONS = 100;
  private static final long EACH = TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / 1_000;

  private final AttackRun run;
  private final IntFunction<String> request;
  private final AtomicInteger next = new AtomicInteger();

  private GuessAttack(AttackRun run, IntFunction<String> request) {
    this.run = run;
    this.request = request;
  }

  /** Every second one for the one administrator there is, the rest for names that nobody has. */
  static void passwords(AttackRun run) throws InterruptedException {
    new GuessAttack(
            run,
            guess -> {
              String name = guess % 2 == 0 ? "admin" : "somebody-" + guess;
              String body =
                  "{\"username\":\"" + name + "\",\"password\":\"wrong-password-" + guess + "\"}";
              return post("/api/v1/session", "application/json", "", body);
            })
        .run();
  }

  static void clientSecrets(AttackRun run) throws InterruptedException {
    new GuessAttack(run, guess -> secret(guess, "")).run();
  }

  /** By a proxy that says of each that it comes from another address. */
  static void clientSecretsByProxy(AttackRun run) throws InterruptedException {
    new GuessAttack(
            run,
            guess ->
                secret(
                    guess,
                    "X-Forwarded-For: 10.%d.%d.%d\r\n"
                        .formatted(guess >> 16 & 255, guess >> 8 & 255, guess & 255)))
        .run();
  }

  static void apiTokens(AttackRun run) throws InterruptedException {
    new GuessAttack(
            run,
            guess ->
                "GET /api/v1/tenants HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer"
                    + " wrong-token-of-nobody-at-all-%012d\r\n\r\n".formatted(guess))
        .run();
  }

  private static String secret(int guess, String headers) {
    String pair = LoadPlan.CLIENT_ID + ":wrong-secret-of-the-client-" + guess;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    return post(
        "/t/" + LoadPlan.TENANT + "/oauth2/token",
        "application/x-www-form-urlencoded",
        headers + "Authorization: Basic " + basic + "\r\n",
        "grant_type=authorization_code&code=x&redirect_uri=x");
  }

  private static String post(String path, String type, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + type
        + "\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static @Nullable HttpConnection closed(@Nullable HttpConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // it is gone all the same
    }
    return null;
  }

  private void run() throws InterruptedException {
    run.inParallel(CONNECTIONS, this::attack);
  }

  private void attack(int attacker) {
    long turn = attacker * (EACH / CONNECTIONS);
    @Nullable HttpConnection connection = null;
    while (run.goesOn()) {
      run.await(turn);
      try {
        if (connection == null) {
          connection = new HttpConnection(run.port(), run.source(attacker));
          run.opened(attacker, connection);
        }
        String guess = request.apply(next.getAndIncrement());
        run.tried();
        run.sent(guess.length());
        run.answered(connection.exchange(guess).status());
      } catch (IOException e) {
        run.broke();
        connection = closed(connection);
      }
      // who is late leaves out what was missed
      turn = Math.max(turn, run.nanosSinceStart() - EACH) + EACH;
    }
  }
}
