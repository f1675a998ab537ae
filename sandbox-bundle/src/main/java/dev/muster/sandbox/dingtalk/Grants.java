package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.Handed;
import dev.muster.sandbox.common.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What has been handed out: the app's token, people's tokens, and codes of two kinds. */
final class Grants implements Handed {
  static final Duration CODE_LIFE = Duration.ofMinutes(5);
  static final Duration TOKEN_LIFE = Duration.ofHours(2);
  private static final String APP = "app";

  private final Tickets<Account> codesOfAccounts;
  private final Tickets<String> codesOfClients;
  private final Tickets<String> appTokens;
  private final Tickets<String> userTokens;
  private volatile String appToken = "";

  Grants(Clock clock) {
    this.codesOfAccounts = new Tickets<>(clock);
    this.codesOfClients = new Tickets<>(clock);
    this.appTokens = new Tickets<>(clock);
    this.userTokens = new Tickets<>(clock);
  }

  /**
   * What a code of the sign-in page or the mobile SDK stands for.
   *
   * @param personId who agreed
   * @param corpId the company they chose, where they were asked
   */
  record Account(String personId, Optional<String> corpId) {}

  Tickets<Account> codesOfAccounts() {
    return codesOfAccounts;
  }

  /** Codes that the client hands to a page inside it. */
  Tickets<String> codesOfClients() {
    return codesOfClients;
  }

  Tickets<String> userTokens() {
    return userTokens;
  }

  /** Asked again, the platform gives the same token as long as it works. */
  synchronized String appToken() {
    if (appTokens.look(appToken).isEmpty()) {
      appToken = appTokens.issue(APP, TOKEN_LIFE);
    }
    return appToken;
  }

  boolean isAppToken(String token) {
    return appTokens.look(token).isPresent();
  }

  boolean isUserToken(String token) {
    return userTokens.look(token).isPresent();
  }

  @Override
  public void revokeTokens() {
    appTokens.clear();
    userTokens.clear();
  }

  @Override
  public void expireTokens() {
    appTokens.expireAll();
    userTokens.expireAll();
  }

  @Override
  public void clear() {
    codesOfAccounts.clear();
    codesOfClients.clear();
    revokeTokens();
  }
}
