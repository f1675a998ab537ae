package dev.muster.distribution.bench;

import java.io.Closeable;
import java.io.IOException;

/** A monitoring system that sends one alert after another to an intake, on a kept connection. */
final class AlertScript implements Closeable {
  /** Of how many problems the alerts of a load are. */
  static final int GROUPS = 100;

  private final HttpConnection server;
  private final String head;

  AlertScript(LoadPlan plan) throws IOException {
    this.server = new HttpConnection(plan.port());
    this.head =
        "POST "
            + plan.base()
            + "/alerts/"
            + plan.manner().source()
            + "/json HTTP/1.1\r\nHost: localhost:"
            + plan.port()
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
  }

  /**
   * Sends an alert, which has to be stored.
   *
   * @param number which one; those that are the same modulo {@link #GROUPS} are of one problem
   * @return nanoseconds until the answer
   * @throws IOException if it is any but 202
   */
  long send(int number) throws IOException {
    String body =
        ("{\"title\":\"Checkout %1$d is slow\",\"alertKey\":\"alert-%2$d\",\"group\":\"group-%1$d\","
                + "\"severity\":\"critical\",\"application\":\"shop\",\"region\":\"cn-north\","
                + "\"labels\":{\"host\":\"web-%2$d\",\"service\":\"checkout\"},\"summary\":\"p99 is above 3 s\"}")
            .formatted(number % GROUPS, number);
    long before = System.nanoTime();
    HttpConnection.Answer answer = server.exchange(head + body.length() + "\r\n\r\n" + body);
    long took = System.nanoTime() - before;
    if (answer.status() != 202) {
      throw new IOException("not stored: " + answer.status() + " " + answer.body());
    }
    return took;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
