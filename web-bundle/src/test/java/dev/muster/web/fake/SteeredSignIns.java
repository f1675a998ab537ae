package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The core's sign-ins, written down, with codes that ask for an outcome in place of the platform's:
 * {@code refuse-NO_ACCOUNT}, {@code fail-THROTTLED}, {@code object}, {@code ask}, {@code wait}.
 */
public final class SteeredSignIns implements SignIns {
  private final SignIns signIns;
  private final List<Begin> begins = new ArrayList<>();
  private int finishes;
  private boolean steered = true;
  private Optional<ProblemException> problem = Optional.empty();

  SteeredSignIns(SignIns signIns) {
    this.signIns = signIns;
  }

  /** What has begun. */
  public List<Begin> begins() {
    return begins;
  }

  public void refuseToBegin(ProblemException reason) {
    problem = Optional.of(reason);
  }

  /** Leaves every code to the platform. */
  public void leaveCodesAlone() {
    steered = false;
  }

  /** How often somebody's code was handed over. */
  public int finished() {
    return finishes;
  }

  @Override
  public Begun begin(Begin begin) {
    if (problem.isPresent()) {
      throw problem.get();
    }
    Begun begun = signIns.begin(begin);
    begins.add(begin);
    return begun;
  }

  @Override
  public Optional<Pending> open(String tenant, String source, String state, String cookie) {
    return signIns.open(tenant, source, state, cookie);
  }

  @Override
  public String cookieName(String state) {
    return signIns.cookieName(state);
  }

  @Override
  public Outcome<AuthorizationCode> finish(
      Caller caller,
      Pending pending,
      Secret code,
      String userAgent,
      List<Secret> replaced,
      Optional<Grants.Request.Code> grant) {
    finishes++;
    return this.<AuthorizationCode>asked(code)
        .orElseGet(() -> signIns.finish(caller, pending, code, userAgent, replaced, grant));
  }

  @Override
  public Outcome<Tokens> redeem(
      Caller caller, String tenant, PlatformCode presented, Grants.Request.Direct grant) {
    return this.<Tokens>asked(presented.code())
        .orElseGet(() -> signIns.redeem(caller, tenant, presented, grant));
  }

  private <G> Optional<Outcome<G>> asked(Secret code) {
    if (!steered) {
      return Optional.empty();
    }
    String[] parts = code.reveal().split("-", 2);
    return switch (parts[0]) {
      case "refuse" -> Optional.of(new Outcome.Refused<>(Refusal.valueOf(parts[1])));
      case "fail" -> Optional.of(new Outcome.Failed<>(Fault.valueOf(parts[1])));
      case "object" ->
          Optional.of(
              new Outcome.Refused<>(
                  Refusal.POLICY,
                  Optional.of(new Text("Not at <night>.", "夜间不可登录。")),
                  Optional.of("com.example.policy")));
      case "ask" ->
          Optional.of(
              new Outcome.InteractionRequired<>(
                  new Interaction(
                      "bind-or-create",
                      Secret.of("k-1"),
                      Duration.ofMinutes(5),
                      List.of("password", "identity-source"))));
      case "wait" ->
          throw new ProblemException(
              ProblemCode.THROTTLED,
              new Text("Too many.", "次数过多。"),
              List.of(),
              Optional.of(Duration.ofMinutes(1)));
      default -> Optional.empty();
    };
  }
}
