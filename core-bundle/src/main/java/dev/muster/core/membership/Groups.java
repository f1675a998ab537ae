package dev.muster.core.membership;

import dev.muster.core.check.Texts;
import dev.muster.core.membership.AddressBooks.App;
import dev.muster.core.platform.connection.Binding;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Groups, each read once for all who ask: that it is there, and who is in it where it says so. */
final class Groups {
  /** How long a group serves; it is read again before, so that nobody waits for it. */
  static final Duration LIFETIME = Duration.ofMinutes(3);

  static final Duration RENEWAL = Duration.ofMinutes(2);

  /** People and departments in all groups that are remembered. */
  private static final int MOST_MEMBERS = 500_000;

  private final AddressBooks books;
  private final Readers readers;
  private final Remembered<Key, Known> groups;

  Groups(AddressBooks books, Readers readers, InstantSource clock) {
    this.books = books;
    this.readers = readers;
    this.groups =
        new Remembered<>(
            new Remembered.Bounds<>(
                MOST_MEMBERS,
                Known::weight,
                LIFETIME,
                RENEWAL,
                LIFETIME,
                Memberships.FAILURE_LIFETIME),
            clock);
  }

  private record Key(App app, String group) {}

  /**
   * What is known of a group.
   *
   * @param tells whether it tells who is in it
   * @param ignoresCase whether ids of people are compared without regard to case
   */
  record Known(boolean tells, boolean ignoresCase, Set<String> people, Set<String> departments) {
    static Known of(Directory.Group group, boolean ignoresCase) {
      Set<String> people = new HashSet<>();
      group.people().forEach(id -> people.add(ignoresCase ? Texts.folded(id) : id));
      return new Known(group.tellsMembers(), ignoresCase, people, group.departments());
    }

    boolean names(String userId) {
      return people.contains(ignoresCase ? Texts.folded(userId) : userId);
    }

    int weight() {
      return 1 + people.size() + departments.size();
    }
  }

  /** A group; fails where it is not there, or not in sight. */
  Known get(Binding binding, String id, Deadline deadline) throws ProviderException {
    return groups.get(
        new Key(App.of(binding), id),
        deadline,
        () -> readers.read(App.lane(binding), new Once(binding, id)));
  }

  /** Somebody waits for it, and it is one call in minutes: so it does not wait for the pace. */
  private final class Once implements Readers.Reading<Known> {
    private final Binding binding;
    private final String id;

    Once(Binding binding, String id) {
      this.binding = binding;
      this.id = id;
    }

    @Override
    public Optional<Known> step() throws ProviderException {
      Deadline deadline = Deadline.in(TreeReading.PAGE_TIME);
      return Optional.of(
          books.ask(
              binding,
              deadline,
              (directory, descriptor) ->
                  Known.of(directory.group(id, deadline), descriptor.userIdIgnoresCase())));
    }

    @Override
    public Duration pause() {
      return Duration.ZERO;
    }
  }
}
