package dev.muster.core.reconcile;

import dev.muster.api.ProblemException;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The address book of an identity source: one call of the platform after another. */
@Component(service = AddressBook.class)
public final class AddressBook {
  /** How long a call may take, its provider's coming back included. */
  static final Duration CALL = Duration.ofSeconds(5);

  private final Credentials credentials;
  private final Connections connections;

  /** Made by Declarative Services. */
  @Activate
  public AddressBook(@Reference Credentials credentials, @Reference Connections connections) {
    this.credentials = credentials;
    this.connections = connections;
  }

  /** Which part of an address book. */
  enum Part {
    CONNECTION("connection"),
    DEPARTMENTS("departments"),
    PEOPLE("people"),
    NAMED_SINGLY("people-named-singly"),
    PERSON("person");

    private final String id;

    Part(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /** A question for the platform. */
  interface Question<T> {
    T ask(Directory directory, PlatformDescriptor descriptor, Deadline deadline)
        throws ProviderException;
  }

  /** A part could not be read. */
  static final class Unread extends Exception {
    private static final long serialVersionUID = 1L;

    private final Part part;
    private final transient Optional<String> department;
    private final String code;
    private final boolean retryable;

    Unread(Part part, Optional<String> department, String code, boolean retryable, String message) {
      super(message);
      this.part = part;
      this.department = department;
      this.code = code;
      this.retryable = retryable;
    }

    /** What no part is to blame for, and no other try helps. */
    static Unread of(String code, String message) {
      return new Unread(Part.CONNECTION, Optional.empty(), code, false, message);
    }

    /** What stands in the way before the platform is asked. */
    static Unread of(ProblemException e) {
      return new Unread(
          Part.CONNECTION,
          Optional.empty(),
          e.code().id(),
          e.retryAfter().isPresent(),
          e.detail().en());
    }

    Part part() {
      return part;
    }

    Optional<String> department() {
      return department;
    }

    /** Why, in kebab case. */
    String code() {
      return code;
    }

    /** Whether the same call may succeed later. */
    boolean retryable() {
      return retryable;
    }
  }

  /**
   * Asks the platform.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param part what is asked for
   * @param department whose people, where it is one's
   * @param question the call
   * @return the answer
   * @throws Unread if there is none
   */
  <T> T ask(
      String tenant, String source, Part part, Optional<String> department, Question<T> question)
      throws Unread {
    Optional<Binding> binding = credentials.ofSource(tenant, source);
    if (binding.isEmpty()) {
      throw Unread.of(Problems.SOURCE_DELETED, "The source is gone");
    }
    Deadline deadline = Deadline.in(CALL);
    Optional<T> answer;
    try {
      answer =
          connections.call(
              binding.get(),
              deadline,
              (connection, descriptor) -> {
                Optional<Directory> directory = connection.directory();
                return directory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(question.ask(directory.get(), descriptor, deadline));
              });
    } catch (ProviderException e) {
      throw new Unread(
          part,
          department,
          Problems.code(e.code()),
          e.code().retryable(),
          e.code() + " " + e.platformCode().orElse("") + ", " + e.getMessage());
    } catch (ProblemException e) {
      throw Unread.of(e);
    }
    return answer.orElseThrow(() -> Unread.of(Problems.NO_ADDRESS_BOOK, "It has no address book"));
  }
}
