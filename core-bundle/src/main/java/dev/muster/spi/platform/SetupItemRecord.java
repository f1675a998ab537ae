package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

record SetupItemRecord(
    String id,
    Text text,
    Optional<URI> helpUrl,
    Set<SignInMethod> methods,
    Optional<String> proof,
    Optional<OwnAddress> enters)
    implements SetupItem {
  SetupItemRecord {
    methods = Set.copyOf(methods);
  }

  @Override
  public SetupItem foundAt(URI page) {
    return new SetupItemRecord(id, text, Optional.of(page), methods, proof, enters);
  }

  @Override
  public SetupItem onlyFor(Set<SignInMethod> methods) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("What is set up as " + id + " is for no way in");
    }
    return new SetupItemRecord(id, text, helpUrl, methods, proof, enters);
  }

  @Override
  public SetupItem provenBy(String step) {
    return new SetupItemRecord(id, text, helpUrl, methods, Optional.of(step), enters);
  }

  @Override
  public SetupItem entering(OwnAddress address) {
    return new SetupItemRecord(id, text, helpUrl, methods, proof, Optional.of(address));
  }
}
