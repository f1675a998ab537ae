package dev.muster.web.signin;

import dev.muster.api.Identity;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import java.util.Optional;

/** What things are called on a person's own page. */
interface AccountNames {
  /** An identity source, which may be gone. */
  String source(String tenant, String id);

  /** What an identity belongs to. */
  String identity(String tenant, Language language, Identity identity);

  /** The picture of an identity's platform, an SVG document. */
  Optional<String> icon(Identity identity);

  /** A browser or an app. */
  Text device(String userAgent);
}
