package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;

/** How somebody stands in the company, by the flags of {@code status}. */
final class Standing {
  private Standing() {}

  /**
   * How they stand. Nobody counts as active because nothing was said.
   *
   * @param answer what holds the status
   * @param person the person in it
   * @return how they stand, never {@code UNKNOWN}
   * @throws ProviderException {@code NOT_PERMITTED} if the app may not read the status
   */
  static Status of(Answer answer, JsonNode person) throws ProviderException {
    JsonNode status = person.path("status");
    if (!status.isObject()) {
      throw answer.withheld("status", Scopes.EMPLOYMENT);
    }
    if (flag(answer, status, "is_resigned") || flag(answer, status, "is_exited")) {
      return Status.LEFT;
    }
    if (flag(answer, status, "is_frozen")) {
      return Status.DISABLED;
    }
    boolean joined = !status.path("is_unjoin").asBoolean();
    return joined && status.path("is_activated").asBoolean(true)
        ? Status.ACTIVE
        : Status.NOT_ACTIVATED;
  }

  private static boolean flag(Answer answer, JsonNode status, String name)
      throws ProviderException {
    JsonNode node = status.path(name);
    if (!node.isBoolean()) {
      throw answer.unexpected("has a status without " + name);
    }
    return node.booleanValue();
  }
}
