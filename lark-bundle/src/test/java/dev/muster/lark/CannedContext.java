package dev.muster.lark;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.ProviderException;
import dev.muster.testkit.platform.CannedAnswers;
import java.util.Map;
import java.util.Set;

/** An app whose platform answers what a test says, with single quotes in place of double ones. */
final class CannedContext extends CannedAnswers<CannedContext> {
  static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";
  static final String TENANT = "/open-apis/tenant/v2/tenant/query";
  static final String GRANT = "/open-apis/authen/v2/oauth/token";
  static final String USER_INFO = "/open-apis/authen/v1/user_info";
  static final String USERS = "/open-apis/contact/v3/users";

  CannedContext() {
    answer(TOKEN, "{'code':0,'msg':'ok','tenant_access_token':'t-1','expire':7200}");
    answer(TENANT, "{'code':0,'data':{'tenant':{'name':'Ltd','tenant_key':'tk'}}}");
  }

  @Override
  protected CannedContext self() {
    return this;
  }

  @Override
  protected String written(String body) {
    return body.replace('\'', '"');
  }

  Connection connect(String cloud) {
    return new LarkProvider()
        .connect(
            ConnectionSettings.of(
                "test", Map.of("cloud", cloud, "appId", "cli_a"), Set.of("appSecret")),
            this);
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    return work.with(recipe.fetch().fetch(Secret.of("a secret"), deadline).value());
  }
}
