package dev.muster.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that a person has to do before they are signed in. Its key works once. */
public final class Interaction {
  private final String kind;
  private final String key;
  private final long expiresAtMillis;
  private final List<String> proofs;

  Interaction(String kind, String key, long expiresAtMillis, List<String> proofs) {
    this.kind = kind;
    this.key = key;
    this.expiresAtMillis = expiresAtMillis;
    this.proofs = Collections.unmodifiableList(new ArrayList<>(proofs));
  }

  /**
   * What it is.
   *
   * @return {@code bind}: say which account is theirs; {@code bind-or-create}: the same, or have a
   *     new one; others may be added
   */
  public String kind() {
    return kind;
  }

  /**
   * Whether the person may have a new account.
   *
   * @return true if so
   */
  public boolean mayCreate() {
    return kind.equals("bind-or-create");
  }

  /**
   * By which ways they can prove an account.
   *
   * @return {@code password}, {@code code}, {@code identity-source}; others may be added
   */
  public List<String> proofs() {
    return proofs;
  }

  /**
   * Until when it can be answered.
   *
   * @return milliseconds since 1970
   */
  public long expiresAtMillis() {
    return expiresAtMillis;
  }

  /** The same, to be answered until later. */
  Interaction until(long millis) {
    return new Interaction(kind, key, millis, proofs);
  }

  String key() {
    return key;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Interaction[" + kind + "]";
  }
}
