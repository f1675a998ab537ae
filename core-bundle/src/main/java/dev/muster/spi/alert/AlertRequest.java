package dev.muster.spi.alert;

import java.io.InputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What was sent to an alert intake. */
@ProviderType
public interface AlertRequest {
  /** {@return one of {@link AlertFormat#mediaTypes}} */
  String mediaType();

  /**
   * A header that has one value.
   *
   * @param name its name, in lower case
   * @return the value, or empty
   */
  Optional<String> header(String name);

  /** {@return the body, not compressed, which has arrived as a whole; need not be closed} */
  InputStream body();
}
