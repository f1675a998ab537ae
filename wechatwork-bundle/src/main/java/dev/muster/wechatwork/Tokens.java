package dev.muster.wechatwork;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;

/** The tokens of one app: each key has its own, and each opens other calls. */
final class Tokens {
  private final Api api;
  private final TokenRecipe app;
  private final TokenRecipe addressBook;

  Tokens(App app, Api api) {
    this.api = api;
    this.app = recipe("app", Descriptors.SECRET, app, api);
    this.addressBook = recipe("address-book", Descriptors.ADDRESS_BOOK_SECRET, app, api);
  }

  private static TokenRecipe recipe(String name, String secretField, App app, Api api) {
    return new TokenRecipe(
        name,
        secretField,
        (secret, deadline) -> Api.token(api.askForToken(app.corpId(), secret, deadline)));
  }

  /** Of the app's own key: signing in, and what the app may see. */
  TokenRecipe app() {
    return app;
  }

  /** Sends a call with the app's key. */
  Answer asApp(HttpCall call, Deadline deadline) throws ProviderException {
    return send(call, app, deadline);
  }

  /** Sends a call with the key of Contacts Sync. */
  Answer asAddressBook(HttpCall call, Deadline deadline) throws ProviderException {
    return send(call, addressBook, deadline);
  }

  private Answer send(HttpCall call, TokenRecipe recipe, Deadline deadline)
      throws ProviderException {
    return api.context()
        .withToken(recipe, token -> api.send(call, token, deadline).orThrow(), deadline);
  }
}
