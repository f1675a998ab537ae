package dev.muster.core.form;

import dev.muster.api.Platforms;
import dev.muster.core.secret.SecretBox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a feature with a form needs: its fields by platform, and the keeping of its secrets. */
@Component(service = Forms.class)
public final class Forms {
  private final Descriptors descriptors;
  private final SecretFields secrets;

  /** Made by Declarative Services. */
  @Activate
  public Forms(@Reference Platforms platforms, @Reference SecretBox box) {
    descriptors = new Descriptors(platforms);
    secrets = new SecretFields(box);
  }

  /** The descriptors of platforms. */
  public Descriptors descriptors() {
    return descriptors;
  }

  /** The secrets of forms. */
  public SecretFields secrets() {
    return secrets;
  }
}
