package dev.muster.core.user;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.User.Profile;
import dev.muster.api.UserImports;
import dev.muster.api.UserImports.Result;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lines of a table of users: whose they are, and what becomes of them. */
@Component(service = UserRows.class)
public final class UserRows {
  /** Those that say whose a line is. */
  public static final Set<String> KEYS = Set.of("id", "username", "externalId");

  private static final Text TAKEN = new Text("Another user already has it.", "已被其他用户使用。");

  private static final Decision UNCHANGED =
      new Decision(
          new Outcome(
              Result.SKIPPED,
              Optional.of(
                  new FieldProblem(
                      "", "unchanged", new Text("Nothing in it differs.", "内容没有变化。")))),
          UserDifference.NONE,
          work -> {});

  private final Accounts accounts;
  private final Repository<UserRecord> users;
  private final UserHousekeeping housekeeping;
  private final PasswordHash passwords;
  private final PasswordRules rules;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public UserRows(
      @Reference Accounts accounts,
      @Reference UserHousekeeping housekeeping,
      @Reference PasswordHash passwords,
      @Reference PasswordRules rules,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.users = accounts.users();
    this.housekeeping = housekeeping;
    this.passwords = passwords;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What becomes of a line.
   *
   * @param result in a word
   * @param problem why nothing does
   */
  public record Outcome(Result result, Optional<FieldProblem> problem) {
    /** That of a line that cannot be brought in. */
    public static Outcome refused(FieldProblem why) {
      return new Outcome(Result.REFUSED, Optional.of(why));
    }
  }

  private record Decision(Outcome outcome, UserDifference difference, Consumer<ChangeSet> effect) {
    boolean isRefused() {
      return outcome.result() == Result.REFUSED;
    }

    static Decision refused(FieldProblem why) {
      return new Decision(Outcome.refused(why), UserDifference.NONE, work -> {});
    }
  }

  /**
   * Looks at the password of a line, before the commit that brings it in: whether it is its user's
   * already, and else what is stored of it. A dry run does not look: it would tell whether a
   * password is somebody's, and changes nothing by which anybody would see that.
   *
   * @param tenant the tenant's id
   * @param cells the other cells
   * @param plain the password
   * @param dryRun whether nothing is changed
   * @return what was found; empty while somebody waits for a password to be checked
   */
  public Optional<LinePassword> looked(
      String tenant, Map<String, String> cells, Secret plain, boolean dryRun) {
    LinePassword password = LinePassword.of(plain);
    if (dryRun) {
      return Optional.of(password);
    }
    Found found = find(tenant, cells);
    if (decided(tenant, cells, Optional.of(password), found).isRefused()) {
      return Optional.of(password);
    }
    try {
      Optional<String> theirs =
          found
              .user()
              .flatMap(user -> user.value().password())
              .filter(hash -> passwords.matchesInBackground(plain, hash));
      return Optional.of(
          theirs.map(password::as).orElseGet(() -> password.as(passwords.hashInBackground(plain))));
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.UNAVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Lines that are brought in by one commit.
   *
   * @param work the commit
   * @param tenant the tenant's id
   * @param dryRun whether nothing is changed
   * @return a batch that is still empty
   */
  public Batch batch(ChangeSet work, String tenant, boolean dryRun) {
    return new Batch(work, tenant, dryRun);
  }

  /** See {@link #batch}. Of one thread. */
  public final class Batch {
    private final ChangeSet work;
    private final String tenant;
    private final boolean dryRun;

    /** Whom and which unique values the lines before rest on or change. */
    private final Set<String> touched = new HashSet<>();

    private UserDifference difference = UserDifference.NONE;

    private Batch(ChangeSet work, String tenant, boolean dryRun) {
      this.work = work;
      this.tenant = tenant;
      this.dryRun = dryRun;
    }

    /**
     * Takes a line, decided by what is stored.
     *
     * @param cells what it has, by {@link UserImports#COLUMNS}
     * @param password its password, as {@link #looked} found it
     * @return what becomes of it; empty where what a line before it changes has to be stored first,
     *     or its password looked at again
     */
    public Optional<Outcome> take(Map<String, String> cells, Optional<LinePassword> password) {
      Found found = find(tenant, cells);
      Decision decision = decided(tenant, cells, password, found);
      if (!dryRun) {
        boolean isMissing = password.filter(it -> it.hash().isEmpty()).isPresent();
        if (isMissing && !decision.isRefused()) {
          return Optional.empty();
        }
        Set<String> touches = touches(cells, found);
        if (!Collections.disjoint(touched, touches)) {
          return Optional.empty();
        }
        touched.addAll(touches);
        decision.effect.accept(work);
        difference = difference.plus(decision.difference);
      }
      return Optional.of(decision.outcome);
    }

    /** Counts what was taken. */
    public void end() {
      accounts.count(work, tenant, difference);
    }
  }

  private record Found(
      Optional<Stored<UserRecord>> byId,
      Optional<Stored<UserRecord>> byUsername,
      Optional<Stored<UserRecord>> byExternalId) {
    Optional<Stored<UserRecord>> user() {
      return byId.or(() -> byUsername).or(() -> byExternalId);
    }
  }

  private Found find(String tenant, Map<String, String> cells) {
    return new Found(
        RowCells.given(cells, "id").flatMap(id -> users.find(tenant, id)),
        RowCells.given(cells, "username").flatMap(name -> accounts.byUsername(tenant, name)),
        RowCells.given(cells, "externalId").flatMap(id -> accounts.byExternalId(tenant, id)));
  }

  private static Set<String> touches(Map<String, String> cells, Found found) {
    Set<String> all = new HashSet<>();
    RowCells.given(cells, "username")
        .ifPresent(name -> all.add("username " + ProfileRules.comparable(name)));
    // an address that a line verifies is no user name of a line after it
    RowCells.given(cells, "email")
        .ifPresent(email -> all.add("username " + ProfileRules.comparable(email)));
    RowCells.given(cells, "phone")
        .ifPresent(phone -> all.add("username " + ProfileRules.comparable(phone)));
    RowCells.given(cells, "externalId").ifPresent(id -> all.add("externalId " + id));
    for (Optional<Stored<UserRecord>> each :
        List.of(found.byId, found.byUsername, found.byExternalId)) {
      each.ifPresent(
          user -> {
            Profile profile = user.value().profile();
            all.add("id " + user.key().id());
            all.add("username " + ProfileRules.comparable(profile.username()));
            profile.externalId().ifPresent(id -> all.add("externalId " + id));
          });
    }
    return all;
  }

  private Decision decided(
      String tenant, Map<String, String> cells, Optional<LinePassword> password, Found found) {
    if (RowCells.given(cells, "id").isPresent() && found.byId.isEmpty()) {
      return refused("id", "unknown", new Text("There is no user of this ID.", "没有此 ID 的用户。"));
    }
    Optional<Stored<UserRecord>> user = found.user();
    if (isAnother(found.byUsername, user)) {
      return refused("username", "already-exists", TAKEN);
    }
    if (isAnother(found.byExternalId, user)) {
      return refused("externalId", "already-exists", TAKEN);
    }
    return user.map(it -> changed(tenant, cells, password, it))
        .orElseGet(() -> created(tenant, cells, password));
  }

  private static boolean isAnother(
      Optional<Stored<UserRecord>> found, Optional<Stored<UserRecord>> user) {
    return found.stream()
        .anyMatch(it -> user.stream().noneMatch(mine -> mine.key().equals(it.key())));
  }

  private Decision created(
      String tenant, Map<String, String> cells, Optional<LinePassword> password) {
    if (RowCells.given(cells, "username").isEmpty()) {
      return refused(
          "username", "required", new Text("Somebody new needs a user name.", "新用户必须有用户名。"));
    }
    FieldErrors errors = new FieldErrors();
    Profile profile = ProfileRules.checked(RowCells.typed(cells, Profile.of(""), errors), errors);
    boolean active = RowCells.active(cells, true, errors);
    boolean change = RowCells.change(cells, password, false, errors);
    check(tenant, profile, password, errors);
    return errors
        .first()
        .or(() -> taken(tenant, Optional.empty(), Optional.empty(), profile))
        .map(Decision::refused)
        .orElseGet(
            () ->
                new Decision(
                    new Outcome(Result.CREATED, Optional.empty()),
                    UserDifference.of(active),
                    work -> {
                      Instant now = clock.instant();
                      String id = accounts.newId();
                      UserRecord plain = UserRecord.of(profile, now);
                      UserRecord made =
                          password
                              .flatMap(LinePassword::hash)
                              .map(hash -> plain.withPassword(hash, change))
                              .orElse(plain);
                      UserRecord stored = active ? made : made.withActive(false, now);
                      work.add(users.create(tenant, id, stored));
                      work.emit(new UserChanged(id, UserChange.CREATED));
                    }));
  }

  private Decision changed(
      String tenant,
      Map<String, String> cells,
      Optional<LinePassword> password,
      Stored<UserRecord> read) {
    UserRecord before = read.value();
    Optional<String> hash = password.flatMap(LinePassword::hash);
    boolean isTheirs = hash.isPresent() && hash.equals(before.password());
    FieldErrors errors = new FieldErrors();
    Profile profile =
        ProfileRules.changed(
            before.profile(), RowCells.typed(cells, before.profile(), errors), errors);
    boolean active = RowCells.active(cells, before.active(), errors);
    boolean change = RowCells.change(cells, password, isTheirs && before.passwordChange(), errors);
    check(tenant, profile, password, errors);
    String id = read.key().id();
    Optional<FieldProblem> problem =
        errors
            .first()
            .or(() -> taken(tenant, Optional.of(id), Optional.of(before.profile()), profile));
    if (problem.isPresent()) {
      return Decision.refused(problem.get());
    }
    boolean isSameProfile = profile.equals(before.profile());
    boolean isSamePassword = password.isEmpty() || (isTheirs && change == before.passwordChange());
    if (isSameProfile && isSamePassword && active == before.active()) {
      return UNCHANGED;
    }
    return new Decision(
        new Outcome(Result.CHANGED, Optional.empty()),
        UserDifference.between(Optional.of(before.active()), Optional.of(active)),
        work -> {
          UserRecord after =
              isSameProfile ? before : before.with(profile, Set.of(), clock.instant());
          if (!isSameProfile) {
            work.emit(new UserChanged(id, UserChange.CHANGED));
          }
          if (!isSamePassword) {
            after = after.withPassword(hash.orElseThrow(), change).signedOut(clock.instant());
            work.emit(new UserChanged(id, UserChange.PASSWORD_SET));
          }
          if (active != before.active()) {
            after = after.withActive(active, clock.instant());
            work.emit(new UserChanged(id, active ? UserChange.ENABLED : UserChange.DISABLED));
          }
          if (!isSamePassword || (!after.active() && before.active())) {
            housekeeping.after(work, tenant, id);
          }
          work.add(users.replace(read, after));
        });
  }

  private Optional<FieldProblem> taken(
      String tenant, Optional<String> user, Optional<Profile> before, Profile after) {
    return accounts.taken(tenant, user, before, after).map(problem -> problem.errors().get(0));
  }

  private void check(
      String tenant, Profile profile, Optional<LinePassword> password, FieldErrors errors) {
    Owner owner = new Owner(tenant, profile.username(), profile.email());
    password.ifPresent(it -> rules.check(it.plain(), owner, errors));
  }

  private static Decision refused(String field, String code, Text message) {
    return Decision.refused(new FieldProblem(field, code, message));
  }
}
