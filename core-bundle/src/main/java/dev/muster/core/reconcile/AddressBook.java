package dev.muster.core.reconcile;

import dev.muster.api.ProblemException;
import dev.muster.core.digest.Sha256;
import dev.muster.core.membership.CallPace;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.store.Schema;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
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
  private final CallPace pace;

  /** Made by Declarative Services. */
  @Activate
  public AddressBook(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference CallPace pace) {
    this.credentials = credentials;
    this.connections = connections;
    this.pace = pace;
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
   * Whose address book.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param app by which app, as {@link #app} says
   */
  record Whose(String tenant, String source, String app) {}

  /**
   * Which app a source is bound to, in few bytes: of another platform, company or app it is
   * something else, with another secret it is not.
   *
   * @throws Unread if the source is gone
   */
  String app(String tenant, String source) throws Unread {
    return app(binding(tenant, source));
  }

  private static String app(Binding binding) {
    List<String> parts = new ArrayList<>(List.of(binding.platform()));
    new TreeMap<>(binding.fields()).forEach((name, value) -> parts.addAll(List.of(name, value)));
    byte[] digest = Sha256.of(Schema.join(parts.toArray(String[]::new)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private Binding binding(String tenant, String source) throws Unread {
    return credentials
        .ofSource(tenant, source)
        .orElseThrow(() -> Unread.of(Problems.SOURCE_DELETED, "The source is gone"));
  }

  /** Fails where the source is bound to another app by now. */
  void require(Whose whose) throws Unread {
    var unused = bound(whose);
  }

  private Binding bound(Whose whose) throws Unread {
    Binding binding = binding(whose.tenant(), whose.source());
    if (!app(binding).equals(whose.app())) {
      throw Unread.of(Problems.SOURCE_CHANGED, "The source is bound to another app");
    }
    return binding;
  }

  private static void park(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Asks the platform, at the pace of what nobody waits for.
   *
   * @param whose whose address book
   * @param part what is asked for
   * @param department whose people, where it is one's
   * @param question the call
   * @return the answer
   * @throws Unread if there is none
   */
  <T> T ask(Whose whose, Part part, Optional<String> department, Question<T> question)
      throws Unread {
    park(pace.take(bound(whose)));
    Binding binding = bound(whose);
    Deadline deadline = Deadline.in(CALL);
    Optional<T> answer;
    try {
      answer =
          connections.call(
              binding,
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
