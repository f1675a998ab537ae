package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.common.Handed;
import dev.muster.sandbox.common.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What has been handed out: access tokens, codes, and tickets for private fields. */
final class Grants implements Handed {
  static final Duration CODE_LIFE = Duration.ofMinutes(5);
  static final Duration TICKET_LIFE = Duration.ofMinutes(30);
  static final Duration TOKEN_LIFE = Duration.ofHours(2);

  private final Tickets<Code> codes;
  private final Tickets<PrivateInfo> userTickets;
  private final Tickets<Token> tokens;

  Grants(Clock clock) {
    this.codes = new Tickets<>(clock);
    this.userTickets = new Tickets<>(clock);
    this.tokens = new Tickets<>(clock);
  }

  /** Whose key a token was made of. */
  enum Token {
    APP,
    ADDRESS_BOOK
  }

  /**
   * What a code stands for.
   *
   * @param personId who agreed
   * @param domain the domain that it was sent to; empty for the mobile SDK
   * @param consent the private fields that they agreed to hand over; empty where they were not
   *     asked
   */
  record Code(String personId, Optional<String> domain, Optional<Set<String>> consent) {}

  /**
   * What a user ticket stands for.
   *
   * @param personId whose it is
   * @param fields what they agreed to hand over
   */
  record PrivateInfo(String personId, Set<String> fields) {}

  Tickets<Code> codes() {
    return codes;
  }

  Tickets<PrivateInfo> userTickets() {
    return userTickets;
  }

  Tickets<Token> tokens() {
    return tokens;
  }

  @Override
  public void revokeTokens() {
    tokens.clear();
  }

  @Override
  public void expireTokens() {
    tokens.expireAll();
  }

  @Override
  public void clear() {
    codes.clear();
    userTickets.clear();
    tokens.clear();
  }
}
