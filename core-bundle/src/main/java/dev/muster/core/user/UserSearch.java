package dev.muster.core.user;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Search by the beginning of a name, an address or an id.
 *
 * <p>A user stands in the index once per value, and the store returns them once per value that
 * matches. Values come in order, so the place of each return is known from the one before it: a
 * user is shown at their first matching value alone. The cursor carries that place.
 */
final class UserSearch {
  private static final int MAX_ROUNDS = 10;
  private static final Pattern PARTS = Pattern.compile(Schema.SEPARATOR);

  private final Repository<UserRecord> users;

  UserSearch(Repository<UserRecord> users) {
    this.users = users;
  }

  /** Where an index entry stands. */
  private record Place(byte[] value, byte[] id) {
    static final Place START = new Place(new byte[0], new byte[0]);

    static Place of(String value, String id) {
      return new Place(value.getBytes(StandardCharsets.UTF_8), id.getBytes(StandardCharsets.UTF_8));
    }

    boolean isAfter(Place other) {
      int values = Arrays.compareUnsigned(value, other.value);
      return values != 0 ? values > 0 : Arrays.compareUnsigned(id, other.id) > 0;
    }
  }

  private record Cursor(Optional<String> store, Place place) {
    static final Cursor START = new Cursor(Optional.empty(), Place.START);

    String text() {
      String text =
          Schema.join(
              store.orElse(""),
              new String(place.value, StandardCharsets.UTF_8),
              new String(place.id, StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor of(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        String[] parts = PARTS.split(plain, -1);
        if (parts.length == 3 && !parts[0].isEmpty()) {
          return new Cursor(Optional.of(parts[0]), Place.of(parts[1], parts[2]));
        }
      } catch (IllegalArgumentException e) {
        // said below
      }
      throw Repository.unknownCursor();
    }
  }

  /** Those of them who pass a condition; not read further than a bound while few do. */
  Page<Stored<UserRecord>> search(
      String tenant,
      String prefix,
      Predicate<Stored<UserRecord>> wanted,
      int limit,
      Optional<String> after) {
    Repository.checkLimit(limit);
    Query.Condition condition = new Query.Prefix(UserRecord.SEARCH, prefix);
    Cursor cursor = after.map(Cursor::of).orElse(Cursor.START);
    List<Stored<UserRecord>> found = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS && found.size() < limit; round++) {
      Page<Stored<UserRecord>> page =
          users.page(tenant, condition, false, limit - found.size(), cursor.store());
      Place place = cursor.place();
      for (Stored<UserRecord> each : page.items()) {
        List<Place> places = places(each, prefix);
        Place last = place;
        place =
            places.stream().filter(candidate -> candidate.isAfter(last)).findFirst().orElse(last);
        if (!places.isEmpty() && !place.isAfter(places.get(0)) && wanted.test(each)) {
          found.add(each);
        }
      }
      cursor = new Cursor(page.next(), place);
      if (page.next().isEmpty()) {
        return new Page<>(found, Optional.empty());
      }
    }
    return new Page<>(found, Optional.of(cursor.text()));
  }

  /** Where a user stands among those that match, in order. */
  private static List<Place> places(Stored<UserRecord> user, String prefix) {
    return user.value().searched().stream()
        .filter(value -> value.startsWith(prefix))
        .map(value -> Place.of(value, user.key().id()))
        .sorted((a, b) -> Arrays.compareUnsigned(a.value, b.value))
        .toList();
  }
}
