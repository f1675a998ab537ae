package dev.muster.distribution.bench;

import java.io.IOException;

/** People who sign in once and go to as many applications as are told when that ends. */
final class SessionScript implements Visit.Script {
  private final SignInScript signIn;

  SessionScript(LoadPlan plan) throws IOException {
    signIn = new SignInScript(plan, BenchClient.told(0));
  }

  @Override
  public long visit(String person, int turn) throws IOException {
    Browser browser = signIn.browser();
    long nanos = signIn.signIn(person, browser).nanos();
    for (int other = 1; other < BenchClient.TOLD; other++) {
      nanos += signIn.again(BenchClient.told(other), browser).nanos();
    }
    return nanos;
  }

  @Override
  public void close() throws IOException {
    signIn.close();
  }
}
