package dev.muster.web.outcome;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Text;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sign-in that ended without anybody signed in.
 *
 * @param failure its row of the table
 * @param sentence why in a policy's own words, in place of the row's
 * @param interaction what the person has to do first, where it is that
 */
public record NotSignedIn(
    SignInFailure failure, Optional<Text> sentence, Optional<Interaction> interaction) {
  /** The state or the code is worth nothing. */
  public static final NotSignedIn INVALID = new NotSignedIn(SignInFailure.INVALID);

  private NotSignedIn(SignInFailure failure) {
    this(failure, Optional.empty(), Optional.empty());
  }

  /**
   * Answers an outcome.
   *
   * @param outcome what became of a sign-in
   * @param signedIn the answer when somebody is signed in
   * @param otherwise the answer when nobody is
   * @param <G> what a client is given
   * @param <T> the answer
   * @return the answer
   */
  public static <G, T> T answer(
      Outcome<G> outcome,
      Function<Outcome.SignedIn<G>, T> signedIn,
      Function<NotSignedIn, T> otherwise) {
    return outcome.match(
        new Outcome.Cases<G, T>() {
          @Override
          public T signedIn(Outcome.SignedIn<G> success) {
            return signedIn.apply(success);
          }

          @Override
          public T interactionRequired(Interaction interaction) {
            return otherwise.apply(
                new NotSignedIn(
                    SignInFailure.INTERACTION_REQUIRED,
                    Optional.empty(),
                    Optional.of(interaction)));
          }

          @Override
          public T refused(Outcome.Refused<G> refused) {
            return otherwise.apply(
                new NotSignedIn(
                    SignInFailure.of(refused.reason()), refused.sentence(), Optional.empty()));
          }

          @Override
          public T failed(Fault fault) {
            return otherwise.apply(new NotSignedIn(SignInFailure.of(fault)));
          }

          @Override
          public T invalid() {
            return otherwise.apply(INVALID);
          }
        });
  }

  /**
   * Why, for the person.
   *
   * @return a sentence
   */
  public Text why() {
    return sentence.orElse(failure.why());
  }

  /**
   * Why, for the client's developer.
   *
   * @param correlationId the request's, where an administrator has to look
   * @return an {@code error_description}
   */
  public String description(String correlationId) {
    return sentence.map(Text::en).orElse(failure.description())
        + (failure.kind().reference() ? " (reference " + correlationId + ")" : "");
  }
}
