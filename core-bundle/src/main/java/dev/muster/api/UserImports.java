package dev.muster.api;

import dev.muster.spi.Text;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tables of users that are brought in from elsewhere, in the background: a tenant has one at a
 * time.
 *
 * <p>A line is for the user of its {@code id}, else of its {@code username}, else of its {@code
 * externalId}; where none of them is known, for somebody new. A cell that is empty leaves what is
 * there, and so does a column that is not there. Each line is brought in once, also when the node
 * that does it is killed.
 */
@ProviderType
public interface UserImports {
  /**
   * The columns of a table of users, in the order of an export. The last two are read over, so that
   * an export can be brought in again.
   */
  List<String> COLUMNS =
      List.of(
          "id",
          "username",
          "displayName",
          "nickname",
          "email",
          "emailVerified",
          "phone",
          "phoneVerified",
          "externalId",
          "locale",
          "picture",
          "status",
          "createdAt",
          "lastSignInAt");

  /**
   * What a table that is brought in may have beside {@link #COLUMNS}, and no export has: a
   * password, which a cell holds as it is, and {@code true} where its user has to choose another
   * one at the next sign-in.
   */
  List<String> WRITE_ONLY = List.of("password", "passwordChange");

  /**
   * Takes a table and begins to bring it in.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param dryRun true to find out what would become of each line, and change nothing
   * @param csv RFC 4180 in UTF-8, the first line naming the columns as the API names what is known
   *     of a user; read to its end
   * @return the import's id
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code IN_USE} while another import of the
   *     tenant runs, {@code ENCODING}, {@code INVALID_VALUE} for what is no such table, {@code
   *     UNAVAILABLE} while too many are read
   */
  String start(Caller caller, String tenant, boolean dryRun, InputStream csv);

  /**
   * How an import stands. One that has ended is known for 30 days.
   *
   * @param tenant the tenant's id
   * @param id the import's id, however odd
   * @return the import, or empty if there is none
   */
  Optional<UserImport> find(String tenant, String id);

  /**
   * Stops an import; what it has brought in stays. Without effect on one that has ended.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the import's id
   * @throws ProblemException {@code NOT_FOUND}
   */
  void stop(Caller caller, String tenant, String id);

  /** How an import stands. */
  enum State {
    /** It goes on. */
    RUNNING,
    /** It came to its end. */
    DONE,
    /** It was stopped before. */
    STOPPED
  }

  /** What became of a line. */
  enum Result {
    /** A user was created. */
    CREATED,
    /** A user was changed. */
    CHANGED,
    /** Nothing in it differs from what is known. */
    SKIPPED,
    /** It cannot be brought in. */
    REFUSED
  }

  /**
   * How many lines came to which end.
   *
   * @param created {@link Result#CREATED}
   * @param changed {@link Result#CHANGED}
   * @param skipped {@link Result#SKIPPED}
   * @param refused {@link Result#REFUSED}
   */
  record Counts(int created, int changed, int skipped, int refused) {
    /** Of what has not begun. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    /**
     * One more.
     *
     * @param result what became of it
     * @return the counts with it
     */
    public Counts plus(Result result) {
      return switch (result) {
        case CREATED -> new Counts(created + 1, changed, skipped, refused);
        case CHANGED -> new Counts(created, changed + 1, skipped, refused);
        case SKIPPED -> new Counts(created, changed, skipped + 1, refused);
        case REFUSED -> new Counts(created, changed, skipped, refused + 1);
      };
    }

    /**
     * All of them.
     *
     * @return the sum
     */
    public int done() {
      return created + changed + skipped + refused;
    }
  }

  /**
   * A line that was not brought in.
   *
   * @param line where it begins in the file, the first being 1
   * @param result {@link Result#SKIPPED} or {@link Result#REFUSED}
   * @param field the column that is wrong, or empty where it is the line as a whole
   * @param reason why, in kebab case: stable
   * @param message why, in a sentence
   */
  record Line(int line, Result result, Optional<String> field, String reason, Text message) {}

  /**
   * An import.
   *
   * @param id its id
   * @param state how it stands
   * @param dryRun whether nothing is changed
   * @param total how many lines it has, the first and empty ones left out
   * @param counts what became of those that are done
   * @param lines those that were not brought in, in order: the first 10 000 that were refused and
   *     the first 1 000 that were skipped
   * @param createdAt when it began
   * @param endedAt when it ended
   */
  record UserImport(
      String id,
      State state,
      boolean dryRun,
      int total,
      Counts counts,
      List<Line> lines,
      Instant createdAt,
      Optional<Instant> endedAt) {
    /** Copies. */
    public UserImport {
      lines = List.copyOf(lines);
    }
  }
}
