package dev.muster.distribution.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An application as the benchmark registers it.
 *
 * @param id its id
 * @param scope what it asks for, with blanks between
 * @param settings what it is registered with beyond what all are, as JSON in single quotes that
 *     begins with a comma, or empty
 */
record BenchClient(String id, String scope, String settings) {
  private static final String FIRST_PARTY = ",'firstParty':true";

  /** What most measurements sign in for. */
  static final BenchClient PLAIN =
      new BenchClient(LoadPlan.CLIENT_ID, "openid profile", FIRST_PARTY);

  /** Gets refresh tokens; has an app that signs people in by codes of the platform. */
  static final BenchClient OFFLINE =
      new BenchClient(
          "bench-offline",
          "openid profile offline_access",
          FIRST_PARTY
              + ",'grantTypes':['authorization_code','refresh_token',"
              + "'urn:muster:oauth:grant-type:platform-code']");

  /** Somebody else's, to which people have to consent. */
  static final BenchClient FOREIGN =
      new BenchClient("bench-foreign", "openid profile", ",'firstParty':false");

  /** How many there are that are told of the end of sessions. */
  static final int TOLD = 3;

  /** One that is told of the end of sessions, by its number from 0; where, is registered. */
  static BenchClient told(int number) {
    return new BenchClient("bench-told-" + number, "openid profile", FIRST_PARTY);
  }

  /** The same, told at an address. */
  BenchClient toldAt(String backchannelLogoutUri) {
    return new BenchClient(
        id, scope, settings + ",'backchannelLogoutUri':'" + backchannelLogoutUri + "'");
  }

  /** As the management API takes it, in single quotes. */
  String registration(String algorithm) {
    return ("{'clientId':'%s','clientSecret':'%s','displayName':'Benchmark','type':'confidential',"
            + "'redirectUris':['%s'],'scopes':['%s'],'identitySources':['*'],"
            + "'tokenEndpointAuthMethod':'client_secret_basic',"
            + "'idTokenSignedResponseAlg':'%s'%s}")
        .formatted(
            id,
            LoadPlan.CLIENT_SECRET,
            LoadPlan.REDIRECT_URI,
            scope.replace(" ", "','"),
            algorithm,
            settings);
  }

  /** What it sends as {@code Authorization}. */
  String authorization() {
    String pair = id + ":" + LoadPlan.CLIENT_SECRET;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
