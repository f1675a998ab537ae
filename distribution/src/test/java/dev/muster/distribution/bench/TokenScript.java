package dev.muster.distribution.bench;

import dev.muster.distribution.bench.HttpConnection.Answer;
import java.io.IOException;

/** What an application does with its tokens, once somebody has signed in. */
final class TokenScript implements Visit.Script {
  private static final BenchClient CLIENT = BenchClient.OFFLINE;

  private final SignInScript signIn;
  private final Call call;
  private String tokens = "";

  TokenScript(LoadPlan plan, Call call) throws IOException {
    this.signIn = new SignInScript(plan, CLIENT);
    this.call = call;
  }

  /** One call. */
  @FunctionalInterface
  interface Call {
    /** Makes it. */
    void make(TokenScript script) throws IOException;
  }

  @Override
  public long visit(String person, int turn) throws IOException {
    if (tokens.isEmpty()) {
      tokens = signIn.signIn(person, signIn.browser()).answer();
    }
    long before = System.nanoTime();
    call.make(this);
    return System.nanoTime() - before;
  }

  void refresh() throws IOException {
    String refreshToken = SignInScript.field(tokens, "refresh_token");
    tokens = signIn.tokens(CLIENT, "grant_type=refresh_token&refresh_token=" + refreshToken);
    if (SignInScript.field(tokens, "refresh_token").equals(refreshToken)) {
      throw new IOException("the refresh token was not replaced");
    }
  }

  void introspect() throws IOException {
    expect(
        signIn.post("/oauth2/introspect", CLIENT.authorization(), "token=" + accessToken()),
        "\"active\":true");
  }

  void userInfo() throws IOException {
    expect(signIn.post("/oauth2/userinfo", "Bearer " + accessToken(), ""), "\"sub\"");
  }

  private String accessToken() throws IOException {
    return SignInScript.field(tokens, "access_token");
  }

  private static void expect(Answer answer, String part) throws IOException {
    if (answer.status() != 200 || !answer.body().replace(" ", "").contains(part)) {
      throw new IOException(answer.status() + " " + answer.body());
    }
  }

  @Override
  public void close() throws IOException {
    signIn.close();
  }
}
