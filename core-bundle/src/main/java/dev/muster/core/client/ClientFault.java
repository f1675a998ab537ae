package dev.muster.core.client;

import dev.muster.api.Caller;
import dev.muster.core.throttle.RefusalLog;
import java.util.Locale;

/** Why a client was not authenticated: for the log and the audit log, never for whoever asks. */
enum ClientFault {
  UNKNOWN_CLIENT("There is no such client"),
  NO_SECRET("The client has no secret, and sent one"),
  WRONG_SECRET("The client secret is wrong"),
  OTHER_METHOD("The client is not registered for private_key_jwt, and sent an assertion"),
  MALFORMED("The client assertion cannot be read, or is longer than 8192 characters"),
  ALGORITHM("The client assertion is not signed with ES256, RS256 or PS256"),
  TYPE("The client assertion's typ is neither JWT nor client-authentication+jwt"),
  UNKNOWN_KEY("None of the client's keys has the kid and algorithm of the client assertion"),
  SIGNATURE("The signature of the client assertion is wrong"),
  ISSUER("The iss or sub of the client assertion is not the client_id"),
  AUDIENCE("The aud of the client assertion is neither this issuer nor its token endpoint"),
  SEVERAL_AUDIENCES("The client assertion has more than one aud"),
  NO_EXP("The client assertion has no exp"),
  EXPIRED("The client assertion has expired"),
  EXP_TOO_FAR("The exp of the client assertion is more than an hour ahead, or after its iat"),
  NOT_YET("The nbf or iat of the client assertion is ahead: compare the clocks"),
  NO_JTI("The client assertion has no jti"),
  REPLAYED("The client assertion was used before: its jti is to be new each time"),
  CLAIMS("The claims of the client assertion do not hold");

  private final String sentence;

  ClientFault(String sentence) {
    this.sentence = sentence;
  }

  /** Its stable name. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Says it in the log.
   *
   * @param caller who presented it
   * @param tenant a tenant that is there, or the empty string
   * @param clientId whose it is said to be, however odd
   */
  void say(RefusalLog log, Caller caller, String tenant, String clientId) {
    String where = tenant.isEmpty() ? "(unknown)" : tenant;
    if (this == UNKNOWN_CLIENT) {
      String said = sentence + " as '" + RefusalLog.shown(clientId) + "'";
      log.say(caller, where, "client (unknown)", id(), said);
    } else {
      log.say(caller, where, "client " + clientId, id(), sentence);
    }
  }
}
