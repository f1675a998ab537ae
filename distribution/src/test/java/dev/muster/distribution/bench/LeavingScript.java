package dev.muster.distribution.bench;

import dev.muster.distribution.bench.HttpConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People who begin a sign-in and leave before its end. */
final class LeavingScript implements Visit.Script {
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final BenchClient CLIENT = BenchClient.OFFLINE;

  private final SignInScript signIn;
  private final LoadPlan plan;
  private final Way way;
  private @Nullable Browser signedIn;

  LeavingScript(LoadPlan plan, Way way) throws IOException {
    this.signIn = new SignInScript(plan, CLIENT);
    this.plan = plan;
    this.way = way;
  }

  /** How somebody leaves. */
  @FunctionalInterface
  interface Way {
    /** Goes as far as they do. */
    void go(LeavingScript script, String person, int turn) throws IOException;
  }

  @Override
  public long visit(String person, int turn) throws IOException {
    long before = System.nanoTime();
    way.go(this, person, turn);
    return System.nanoTime() - before;
  }

  void atPlatform(String person, int turn) throws IOException {
    URI unused = signIn.toPlatform(signIn.browser());
  }

  void atQuestion(String person, int turn) throws IOException {
    Browser.Stop unused = question(person, signIn.browser());
  }

  private Browser.Stop question(String person, Browser browser) throws IOException {
    Browser.Stop page = browser.open(signIn.callback(person, signIn.toPlatform(browser)));
    expect(page, 200, "/login/bind?");
    return page;
  }

  /** Each comes from a network of its own, as a proxy says; nobody has the name. */
  void atCode(String person, int turn) throws IOException {
    Browser browser = signIn.browser();
    Browser.Stop page = question(person, browser);
    Matcher token = FORM_TOKEN.matcher(page.answer().body());
    if (!token.find()) {
      throw new IOException("no form: " + page.answer().body());
    }
    Browser.Stop sent =
        browser.submit(
            page.target(),
            "X-Forwarded-For: 10.%d.%d.1\r\n".formatted(turn >> 8 & 255, turn & 255),
            "choice=bind&proof=code&username=nobody-" + turn + "&csrf=" + token.group(1));
    expect(sent, 200, "step=code");
  }

  void atConsent(String person, int turn) throws IOException {
    if (signedIn == null) {
      signedIn = signIn.browser();
      SignInScript.Tokens unused = signIn.signIn(person, signedIn);
    }
    Browser.Stop page = signedIn.open(signIn.authorize(BenchClient.FOREIGN));
    expect(page, 200, "/oauth2/authorize?");
    if (!page.answer().body().contains("name=\"decision\"")) {
      throw new IOException("not asked for consent: " + page.answer().body());
    }
  }

  void inApp(String person, int turn) throws IOException {
    Answer answer =
        signIn.post(
            "/oauth2/token",
            CLIENT.authorization(),
            "grant_type=urn%3Amuster%3Aoauth%3Agrant-type%3Aplatform-code&scope=openid"
                + "&identity_source="
                + plan.manner().source()
                + "&code="
                + signIn.code(person, ""));
    if (answer.status() != 400 || !answer.body().contains("interaction_required")) {
      throw new IOException("not asked: " + answer.status() + " " + answer.body());
    }
  }

  private static void expect(Browser.Stop stop, int status, String address) throws IOException {
    if (stop.answer().status() != status || !stop.target().contains(address)) {
      throw new IOException(
          stop.target() + ": " + stop.answer().status() + " " + stop.answer().body());
    }
  }

  @Override
  public void close() throws IOException {
    signIn.close();
  }
}
