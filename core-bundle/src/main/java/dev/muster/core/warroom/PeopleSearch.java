package dev.muster.core.warroom;

import static dev.muster.spi.platform.ProviderException.Code.THROTTLED;

import dev.muster.api.User;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is at a platform: by what we know ourselves, which asks nobody, else by the
 * platform's address book, as many in a call as it takes.
 */
final class PeopleSearch {
  /** Some platforms have no such search; others ask the app for a permission. */
  private static final Text NO_MAIL =
      new Text(
          "The platform does not let this app find people by email address. Name them by phone"
              + " number or ID.",
          "此应用无法在该平台按邮箱查找成员，请改用手机号或 ID。");

  /** What a platform takes for guessing, and answers by searching for nobody any more. */
  private static final Text USED_UP =
      new Text(
          "Too many searches found nobody: so that the platform does not block the app, there are no"
              + " more of them for a day. Name the person by ID, or try again then.",
          "未找到人的查找过多，为避免应用被平台封禁，一天内不再查找。请改用 ID，或届时重试。");

  /** Of whom nobody was found within the last day. */
  private static final Text REMEMBERED =
      new Text(
          "The platform was asked for this within the last day and is not asked again meanwhile,"
              + " unless you search again for this member.",
          "一天内已按此信息查找过，期间不再重复查找；如需立即查找，请对该成员使用“重新查找”。");

  /** As many as an address book is asked for at once. */
  private static final int AT_ONCE = 500;

  private final Accounts accounts;
  private final KnownPeople known;
  private final SearchMemory searches;

  PeopleSearch(Accounts accounts, KnownPeople known, SearchMemory searches) {
    this.accounts = accounts;
    this.known = known;
    this.searches = searches;
  }

  /** Somebody for whom the address book is asked. */
  private record Wanted(Person person, Optional<String> email, Optional<String> mobile) {
    Optional<String> by(boolean mail) {
      return mail ? email : mobile;
    }
  }

  /**
   * Looks for people, and writes into the ledger what was found; stores nothing. Of whom the
   * platform did not say anything in time nothing is written.
   *
   * @throws Overtaken if other chats search there for longer than this run can wait
   */
  void search(ChatRun run, Ledger ledger, List<Person> people, Deadline deadline) throws Fault {
    List<Wanted> wanted = new ArrayList<>();
    for (Person person : people) {
      if (person.ref().kind() == RefRecord.Kind.PERSON) {
        ledger.put(person, Entry.found(person.ref().value(), person.name(), "id"));
      } else {
        byRecord(run, ledger, person).ifPresent(wanted::add);
      }
    }
    Searched searched = new Searched(searches, run, deadline);
    try {
      List<Wanted> left = ask(run, ledger, searched, wanted, true);
      List<Wanted> none = ask(run, ledger, searched, left, false);
      if (!none.isEmpty()) {
        throw new IllegalStateException("Nobody is left after the last way to look for them");
      }
    } finally {
      // what was asked has counted, whatever came after it
      searched.end();
    }
    name(run, ledger, people);
  }

  /** Whom the platform calls nothing may be a user of ours: nobody is asked but for its company. */
  private void name(ChatRun run, Ledger ledger, List<Person> people) {
    List<Person> nameless =
        people.stream()
            .filter(
                it ->
                    ledger
                        .of(it)
                        .filter(entry -> entry.userId().isPresent() && entry.name().isEmpty())
                        .isPresent())
            .toList();
    Optional<String> company = nameless.isEmpty() ? Optional.empty() : company(run);
    if (company.isEmpty()) {
      return;
    }
    for (Person person : nameless) {
      Entry entry = ChatPeople.entry(ledger, person);
      Optional<String> name =
          known.name(run.tenant, run.platform, company.get(), ChatPeople.id(ledger, person));
      if (name.isPresent()) {
        ledger.put(person, entry.named(name));
      }
    }
  }

  private static Optional<String> company(ChatRun run) {
    try {
      return run.calls().askPeople(run.tenant, run.platform, Directory::company);
    } catch (Fault e) {
      // people without names are invited all the same
      return Optional.empty();
    }
  }

  /** By what we know; whom to ask for is returned. */
  private Optional<Wanted> byRecord(ChatRun run, Ledger ledger, Person person) {
    RefRecord ref = person.ref();
    Optional<Stored<UserRecord>> user = known.user(run.tenant, ref, run.now());
    if (user.isEmpty() && ref.kind() == RefRecord.Kind.USER) {
      ledger.put(person, Entry.lost(Outcome.NOT_FOUND, "identity", Optional.empty()));
      return Optional.empty();
    }
    if (user.filter(it -> !it.value().active()).isPresent()) {
      ledger.put(
          person,
          Entry.lost(
              Outcome.LEFT_COMPANY,
              "identity",
              Optional.of(new Text("The account is disabled.", "该账号已停用。"))));
      return Optional.empty();
    }
    Optional<String> identity =
        user.flatMap(it -> known.identity(run.tenant, it.key().id(), run.platform, run.now()))
            .map(IdentityRecord::platformUserId);
    if (identity.isPresent()) {
      ledger.put(person, Entry.found(identity.get(), user.flatMap(this::name), "identity"));
      return Optional.empty();
    }
    Optional<User.Profile> profile = user.map(it -> accounts.settled(it, run.now()));
    Wanted wanted =
        new Wanted(
            person,
            ref.kind() == RefRecord.Kind.EMAIL
                ? Optional.of(ref.value())
                : profile.filter(User.Profile::emailVerified).flatMap(User.Profile::email),
            ref.kind() == RefRecord.Kind.MOBILE
                ? Optional.of(ref.value())
                : profile.filter(User.Profile::phoneVerified).flatMap(User.Profile::phone));
    if (wanted.email().isEmpty() && wanted.mobile().isEmpty()) {
      ledger.put(
          person,
          Entry.lost(
              Outcome.NOT_FOUND,
              "identity",
              Optional.of(
                  new Text(
                      "The user has no account there, and no verified address.",
                      "该用户未关联该平台的账号，也没有已验证的邮箱或手机号。"))));
      return Optional.empty();
    }
    return Optional.of(wanted);
  }

  private Optional<String> name(Stored<UserRecord> user) {
    User.Profile profile = user.value().profile();
    return Optional.of(profile.displayName().orElse(profile.username()));
  }

  /** Asks for everybody by one kind of address; who may be found by the other is returned. */
  private List<Wanted> ask(
      ChatRun run, Ledger ledger, Searched searched, List<Wanted> wanted, boolean mail)
      throws Fault {
    List<Wanted> left = new ArrayList<>();
    LinkedHashSet<String> addresses = new LinkedHashSet<>();
    for (Wanted each : wanted) {
      each.by(mail).ifPresentOrElse(addresses::add, () -> left.add(each));
    }
    Map<String, Lookup> remembered = searched.answers(addresses);
    addresses.removeAll(remembered.keySet());
    Map<String, Lookup> found = new HashMap<>();
    Optional<Fault> fault = Optional.empty();
    List<String> all = List.copyOf(addresses);
    for (int at = 0; at < all.size() && fault.isEmpty(); at += AT_ONCE) {
      List<String> some = all.subList(at, Math.min(all.size(), at + AT_ONCE));
      try {
        found.putAll(
            run.calls()
                .askPeople(
                    run.tenant,
                    run.platform,
                    (directory, deadline) ->
                        mail
                            ? directory.findByEmail(some, deadline)
                            : directory.findByMobile(some, deadline)));
      } catch (Fault e) {
        if (e.retryable()) {
          throw e;
        }
        fault = Optional.of(e);
      }
    }
    Answers answers = Answers.of(found.values());
    found.forEach(searched::learn);
    found.putAll(remembered);
    boolean isUnanswered = false;
    for (Wanted each : wanted) {
      if (each.by(mail).isEmpty()) {
        continue;
      }
      Lookup lookup = found.get(each.by(mail).get());
      if (isUnanswered(lookup) && answers != Answers.USED_UP) {
        isUnanswered = true;
      } else if (!(lookup instanceof Lookup.Found) && mail && each.mobile().isPresent()) {
        left.add(each);
      } else {
        Entry entry = entry(lookup, mail ? "email" : "mobile", fault);
        boolean isRemembered = remembered.containsKey(each.by(mail).get());
        ledger.put(each.person(), explained(run.platform, entry, isRemembered));
      }
    }
    if (isUnanswered && answers == Answers.NONE) {
      throw Fault.passing(
          "unavailable", new Text("The platform's address book does not answer.", "平台的通讯录暂无响应。"));
    }
    return left;
  }

  /** Says of whom nobody was found why that may be, and that nobody was asked. */
  private Entry explained(String platform, Entry entry, boolean isRemembered) {
    boolean isUnseen =
        entry.outcome() == Outcome.NOT_FOUND || entry.outcome() == Outcome.NOT_VISIBLE;
    Optional<Text> hint = entry.detail().or(() -> known.searchHint(platform));
    Optional<Text> why =
        isRemembered
            ? Optional.of(
                hint.map(
                        it ->
                            new Text(
                                it.en() + " " + REMEMBERED.en(), it.zhCn() + REMEMBERED.zhCn()))
                    .orElse(REMEMBERED))
            : hint;
    return isUnseen ? entry.settled(entry.outcome(), why) : entry;
  }

  private static boolean isUnanswered(@Nullable Lookup lookup) {
    return lookup instanceof Lookup.Unknown unknown && unknown.code().retryable();
  }

  /** What an address book says of all for whom it was asked. */
  private enum Answers {
    /** Something: of those of whom it says nothing it is asked again. */
    SOME,
    /** Nothing; it may later. */
    NONE,
    /** It was not asked, however often that is tried: it would have thrown where it was. */
    USED_UP;

    static Answers of(Collection<Lookup> all) {
      if (all.isEmpty() || !all.stream().allMatch(PeopleSearch::isUnanswered)) {
        return SOME;
      }
      boolean isUsedUp =
          all.stream()
              .allMatch(it -> it instanceof Lookup.Unknown unknown && unknown.code() == THROTTLED);
      return isUsedUp ? USED_UP : NONE;
    }
  }

  private static Entry entry(@Nullable Lookup lookup, String by, Optional<Fault> fault) {
    if (lookup instanceof Lookup.Found found) {
      Directory.Person person = found.person();
      return switch (person.status()) {
        case LEFT, DISABLED -> Entry.lost(Outcome.LEFT_COMPANY, by, Optional.empty());
        case ACTIVE, NOT_ACTIVATED, UNKNOWN -> Entry.found(person.userId(), person.name(), by);
      };
    }
    if (lookup instanceof Lookup.NotFound) {
      return Entry.lost(Outcome.NOT_FOUND, by, Optional.empty());
    }
    if (lookup instanceof Lookup.NotVisible) {
      return Entry.lost(Outcome.NOT_VISIBLE, by, Optional.empty());
    }
    if (isUnanswered(lookup)) {
      return Entry.lost(Outcome.FAILED, by, Optional.of(USED_UP));
    }
    if (fault.isEmpty() && by.equals("email")) {
      return Entry.lost(Outcome.NOT_FOUND, by, Optional.of(NO_MAIL));
    }
    return Entry.lost(
        Outcome.FAILED,
        by,
        Optional.of(
            fault
                .map(it -> it.problem().message())
                .orElse(new Text("The app may not look people up by this.", "应用无权按此信息查找成员。"))));
  }
}
