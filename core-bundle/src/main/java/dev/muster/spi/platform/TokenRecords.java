package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import java.time.Duration;

/** What tokens and their recipes are. */
final class TokenRecords {
  private TokenRecords() {}

  record TokenRecipeRecord(String name, String secretField, ProviderContext.Fetch fetch)
      implements ProviderContext.TokenRecipe {}

  record TokenRecord(Secret value, Duration lifetime) implements ProviderContext.Token {}
}
