package dev.muster.core.membership;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.core.background.TenantTurns;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The address books of identity sources as they are bound. */
final class AddressBooks {
  private final Credentials credentials;
  private final Connections connections;

  AddressBooks(Credentials credentials, Connections connections) {
    this.credentials = credentials;
    this.connections = connections;
  }

  /** An app as it is bound: with other credentials it may be another company's. */
  record App(String tenant, String source, String stamp) {
    static App of(Binding binding) {
      return new App(binding.tenant(), binding.id(), binding.stamp());
    }

    static TenantTurns.Lane lane(Binding binding) {
      return new TenantTurns.Lane(binding.tenant(), binding.id());
    }
  }

  /**
   * What sees an address book, by whichever sources: they share what it has read, and keep it when
   * anything else of them is changed.
   */
  record Viewer(
      String tenant, String platform, Map<String, String> fields, Map<String, Secret> secrets) {
    static Viewer of(Binding binding) {
      return new Viewer(
          binding.tenant(),
          binding.platform(),
          binding.fields(),
          binding.secrets().entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> it.getValue().current())));
    }
  }

  /** A question for the platform. */
  interface Question<T> {
    T ask(Directory directory, PlatformDescriptor descriptor) throws ProviderException;
  }

  /** Asks the platform, on its provider's threads. */
  <T> T ask(Binding binding, Deadline deadline, Question<T> question) throws ProviderException {
    return connections.call(
        binding,
        deadline,
        (connection, descriptor) ->
            question.ask(
                connection
                    .directory()
                    .orElseThrow(() -> notPermitted("The platform has no address book")),
                descriptor));
  }

  Binding binding(String tenant, String source) {
    return credentials
        .ofSource(tenant, source)
        .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
  }

  static ProviderException notPermitted(String message) {
    return new ProviderException(Code.NOT_PERMITTED, message, Optional.empty());
  }
}
