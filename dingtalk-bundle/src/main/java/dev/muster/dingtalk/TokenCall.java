package dev.muster.dingtalk;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import java.util.Map;

/** The calls that give the app's access token. The same token works on both of the server APIs. */
enum TokenCall {
  /** By the app alone. */
  APP("app") {
    @Override
    HttpCall call(Api api, App app, Secret secret) {
      return api.newPost(
              "/v1.0/oauth2/accessToken",
              Map.of("appKey", app.clientId(), "appSecret", secret.reveal()))
          .withIdempotent(true);
    }
  },
  /** By the app and the company: refused unless they belong together. */
  COMPANY("company") {
    @Override
    HttpCall call(Api api, App app, Secret secret) {
      return api.newPost(
              "/v1.0/oauth2/{corpId}/token",
              Map.of(
                  "client_id",
                  app.clientId(),
                  "client_secret",
                  secret.reveal(),
                  "grant_type",
                  "client_credentials"))
          .withPath("corpId", app.corpId())
          .withIdempotent(true);
    }
  },
  /** By the older API, which wants the secret in the query. */
  OLD("old") {
    @Override
    HttpCall call(Api api, App app, Secret secret) {
      return api.oldGet("/gettoken")
          .withQuery("appkey", app.clientId())
          .withQuery("appsecret", secret);
    }
  };

  private final String id;

  TokenCall(String id) {
    this.id = id;
  }

  /** What the setting calls it. */
  String id() {
    return id;
  }

  abstract HttpCall call(Api api, App app, Secret secret);
}
