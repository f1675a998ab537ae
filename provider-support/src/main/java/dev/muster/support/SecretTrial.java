package dev.muster.support;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.Work;
import dev.muster.spi.platform.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of asking for a token with a secret.
 *
 * @param entered the secret that was entered last
 * @param working a secret that works: that one or, while both may be valid, the one before
 * @param refusal what the platform said to the secret that was entered last, if it refused it
 */
public record SecretTrial(Secret entered, Optional<Working> working, Optional<Answer> refusal) {
  /**
   * A secret that works.
   *
   * @param secret the secret
   * @param token the access token that it gave
   */
  public record Working(Secret secret, Secret token) {}

  /** Reads a token. */
  @FunctionalInterface
  public interface Read {
    /**
     * Reads it, see {@link Answer#token}.
     *
     * @param answer what the platform answered
     * @return the token
     * @throws ProviderException if the platform refused, or gave none
     */
    Token token(Answer answer) throws ProviderException;
  }

  /**
   * Tries a secret itself, not a token that was made of it an hour ago. The context falls back on
   * the secret before when the one entered last is refused, which must not look as if that one were
   * right: what was refused is kept.
   *
   * @param context where the secret is
   * @param field the secret field's name
   * @param ask asks for a token; returns a refusal as well
   * @param read reads the token
   * @param deadline by when it ends
   * @return what came of it
   * @throws ProviderException if the platform did not judge the secret
   */
  public static SecretTrial of(
      ProviderContext context, String field, Work<Answer> ask, Read read, Deadline deadline)
      throws ProviderException {
    List<Secret> tried = new ArrayList<>();
    List<Answer> refused = new ArrayList<>();
    Optional<Working> working = Optional.empty();
    try {
      working =
          Optional.of(
              context.withSecret(
                  field,
                  secret -> {
                    tried.add(secret);
                    Answer answer = ask.with(secret);
                    if (answer.refusal().isPresent()) {
                      refused.add(answer);
                    }
                    return new Working(secret, read.token(answer).value());
                  },
                  deadline));
    } catch (ProviderException e) {
      if (refused.isEmpty()) {
        throw e;
      }
    }
    return new SecretTrial(tried.get(0), working, refused.stream().findFirst());
  }
}
