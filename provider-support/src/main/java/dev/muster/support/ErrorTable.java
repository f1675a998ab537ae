package dev.muster.support;

import dev.muster.spi.platform.ProviderException.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a platform's error codes mean. Immutable; the {@code with} methods make changed copies. */
public final class ErrorTable {
  /** Nothing is known. */
  public static final ErrorTable EMPTY = new ErrorTable(Map.of(), Set.of());

  private final Map<String, Code> kinds;
  private final Set<String> refusedSecrets;

  private ErrorTable(Map<String, Code> kinds, Set<String> refusedSecrets) {
    this.kinds = kinds;
    this.refusedSecrets = refusedSecrets;
  }

  /**
   * The same with more codes.
   *
   * @param kind what they mean
   * @param codes the platform's codes, as text
   * @return a larger table
   * @throws IllegalArgumentException if one is in the table already
   */
  public ErrorTable with(Code kind, String... codes) {
    Map<String, Code> more = new HashMap<>(kinds);
    for (String code : codes) {
      if (more.put(code, kind) != null) {
        throw new IllegalArgumentException("The error code " + code + " is listed twice");
      }
    }
    return new ErrorTable(Map.copyOf(more), refusedSecrets);
  }

  /**
   * The same with codes that mean, where a secret is sent, that it is refused: whatever they mean
   * elsewhere.
   *
   * @param codes the platform's codes, as text
   * @return a changed copy
   */
  public ErrorTable withRefusedSecrets(String... codes) {
    return new ErrorTable(kinds, Set.of(codes));
  }

  /**
   * What a code means on most calls.
   *
   * @param code the platform's code, as text
   * @return the kind of fault, or empty if it is not listed
   */
  public Optional<Code> kind(String code) {
    return Optional.ofNullable(kinds.get(code));
  }

  /**
   * A refusal by a code. Where a secret is sent there is no token yet: what means an invalid one
   * elsewhere is not expected there.
   *
   * @param code the platform's code, as text
   * @param otherwise what it means if it is not listed
   * @return the refusal
   */
  public Refusal refusal(String code, Code otherwise) {
    Code onCall = kind(code).orElse(otherwise);
    Code onSecret = onCall == Code.TOKEN_INVALID ? Code.UNEXPECTED_ANSWER : onCall;
    return Refusal.of(
        code, onCall, refusedSecrets.contains(code) ? Code.CREDENTIAL_REFUSED : onSecret);
  }
}
