package dev.muster.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.platform.Addresses;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What objects about people hold, taken for what it should be only where it is. */
public final class Profile {
  private Profile() {}

  /**
   * An e-mail address.
   *
   * @param person the object
   * @param name the field's name
   * @return the address without blanks around it, or empty if it does not look like one
   */
  public static Optional<String> mailbox(JsonNode person, String name) {
    return Json.text(person, name).map(String::strip).filter(address -> address.indexOf('@') > 0);
  }

  /**
   * The address of a picture.
   *
   * @param person the object
   * @param name the field's name
   * @return an https address, or empty if it is none
   */
  public static Optional<URI> picture(JsonNode person, String name) {
    return Json.text(person, name).flatMap(Addresses::ofPicture);
  }

  /**
   * Ids in a list.
   *
   * @param list an array, or a missing node
   * @return ids in order, each once; texts and whole numbers, the others left out
   */
  public static List<String> ids(JsonNode list) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : list) {
      if (id.isTextual() || id.isIntegralNumber()) {
        Json.text(id).ifPresent(ids::add);
      }
    }
    return List.copyOf(ids);
  }
}
