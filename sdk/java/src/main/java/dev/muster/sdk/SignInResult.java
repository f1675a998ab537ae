package dev.muster.sdk;

import java.util.Optional;

/** What became of a sign-in that did not fail. */
public final class SignInResult {
  private final Optional<String> subject;
  private final Optional<Interaction> interaction;
  private final int attemptsLeft;

  private SignInResult(
      Optional<String> subject, Optional<Interaction> interaction, int attemptsLeft) {
    this.subject = subject;
    this.interaction = interaction;
    this.attemptsLeft = attemptsLeft;
  }

  static SignInResult signedIn(String subject) {
    return new SignInResult(Optional.of(subject), Optional.empty(), 0);
  }

  static SignInResult asks(Interaction interaction) {
    return new SignInResult(Optional.empty(), Optional.of(interaction), 0);
  }

  static SignInResult wrongProof(Interaction interaction, int attemptsLeft) {
    return new SignInResult(
        Optional.empty(),
        attemptsLeft > 0 ? Optional.of(interaction) : Optional.empty(),
        attemptsLeft);
  }

  /**
   * Who is signed in.
   *
   * @return the {@code sub} of the ID token, or empty if nobody is yet
   */
  public Optional<String> subject() {
    return subject;
  }

  /**
   * What the person has to do.
   *
   * @return what to ask them, also again after a wrong proof; empty if they are signed in, or have
   *     to begin anew
   */
  public Optional<Interaction> interaction() {
    return interaction;
  }

  /**
   * After a wrong proof, how often the person may still be wrong.
   *
   * @return the number; 0 where no proof was wrong, and where none is left
   */
  public int attemptsLeft() {
    return attemptsLeft;
  }
}
