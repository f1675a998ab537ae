package dev.muster.core.signin;

import dev.muster.api.PasswordSignIns;
import dev.muster.api.SignIns.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has a person choose another password who came in with one that somebody else has set. */
final class ChangeStep implements SignInStep {
  /** Its proof is the hash of what they chose. */
  static final String NAME = "password-change";

  static final Need NEED = new Need(PasswordSignIns.CHANGE, List.of());

  private final PasswordSource source;

  ChangeStep(PasswordSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Need> need(SignInProgress progress, Standing standing) {
    return standing
        .user()
        .filter(user -> user.value().passwordChange() && usesPassword(progress))
        .map(user -> NEED);
  }

  private static boolean usesPassword(SignInProgress progress) {
    return PasswordSource.is(progress.context().source().id())
        || Chosen.of(progress.proofs())
            .map(Chosen::proof)
            .filter(Chosen.PASSWORD::equals)
            .isPresent();
  }

  /**
   * What was proved before is worth nothing once somebody sets another password meanwhile, or the
   * tenant turns the sign-in by password off.
   */
  @Override
  public Map<String, String> remembers(SignInProgress progress, Standing standing) {
    Map<String, String> proofs = new HashMap<>(progress.proofs());
    standing
        .user()
        .ifPresent(
            user ->
                UsedPassword.of(
                        user.value(),
                        source.validFrom(progress.context().tenant()),
                        Optional.empty())
                    .forEach(proofs::putIfAbsent));
    return proofs;
  }

  @Override
  public Optional<Refusal> withoutBrowser() {
    return Optional.of(Refusal.PASSWORD_CHANGE);
  }
}
