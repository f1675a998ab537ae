package dev.muster.core.testing;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.Webhooks;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A platform whose chats a test looks into, and whose faults it makes up. */
public final class FakeChats implements GroupChatProvider {
  /** What decides whom its searches find. */
  public static final Text HINT = new Text("Widen the range.", "请扩大可见范围。");

  private final String id;
  private volatile GroupChatTraits traits;

  /** What was asked, in order, by the names of the calls. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /** The chats that were ever opened. */
  public final List<Chat> chats = new CopyOnWriteArrayList<>();

  /** Everybody whom the address book knows by an e-mail address or a number. */
  public final Map<String, String> people = new HashMap<>();

  /** Departments with those in them. */
  public final Map<String, List<String>> departments = new LinkedHashMap<>();

  /** The department that is above another one. */
  public final Map<String, String> above = new HashMap<>();

  /** How those of a department stand who are not simply there. */
  public final Map<String, Directory.Status> standing = new HashMap<>();

  /** What becomes of those who are not simply added. */
  public final Map<String, Outcome> outcomes = new HashMap<>();

  /** Of whom a call is refused as a whole. */
  public final Set<String> rejected = new LinkedHashSet<>();

  /** How many of those who are in a chat a page has. */
  public int membersPage = 1000;

  /** IDs that the address book does not have; it has all others. */
  public final Set<String> unknownIds = new LinkedHashSet<>();

  /** Whether its address book is searched by email address. */
  public boolean findsByEmail = true;

  /** Addresses of people whom its app does not see. */
  public final Set<String> hidden = new LinkedHashSet<>();

  /** How many searches may find nobody, before none is made any more. */
  public int misses = Integer.MAX_VALUE;

  /** For how many people a call has time to search. */
  public int searchesInTime = Integer.MAX_VALUE;

  /** How much of what was said a page has. */
  public int historyPage = 1000;

  /** Whether its apps write to single people; as it is when it is offered. */
  public volatile boolean writesToPeople;

  /** What was written to single people, as {@code company/id: title | text}. */
  public final List<String> told = new CopyOnWriteArrayList<>();

  /** To whom the app may not write. */
  public final Set<String> unreached = new LinkedHashSet<>();

  /** An app's, whichever chat a message went to: so are Lark's. */
  private final Set<String> messageKeys = ConcurrentHashMap.newKeySet();

  private final Map<String, List<Failure>> failures = new HashMap<>();
  private final Map<String, Runnable> meanwhile = new HashMap<>();
  private boolean keysHold = true;

  /** How a call fails. */
  private record Failure(Code code, boolean done) {}

  /** A chat. */
  public static final class Chat {
    public final String key;
    public final GroupChatRef ref;
    public volatile Optional<String> owner;
    public volatile String title;
    public final Set<String> members = new LinkedHashSet<>();
    public final List<String> said = new ArrayList<>();

    /** The ids of what the app said, by its places in what was said. */
    private final Map<Integer, String> own = new HashMap<>();

    /** Whom the messages mentioned, in their order; those that mentioned nobody are not in it. */
    public final List<List<String>> mentioned = new ArrayList<>();

    public volatile Optional<String> pinned = Optional.empty();
    public volatile boolean muted;
    public volatile boolean dissolved;

    private Chat(NewGroupChat from, int number) {
      key = from.key();
      ref = GroupChatRef.of("chat-" + number);
      owner = from.owner();
      title = from.title();
      members.addAll(from.members());
    }
  }

  public FakeChats(String id, GroupChatTraits traits) {
    this.id = id;
    this.traits = traits;
  }

  public FakeChats with(Function<GroupChatTraits, GroupChatTraits> change) {
    traits = change.apply(traits);
    return this;
  }

  /** The next call of this name fails; nothing is done. */
  public void failNext(String call, Code code) {
    failures.computeIfAbsent(call, any -> new ArrayList<>()).add(new Failure(code, false));
  }

  /** The next call of this name is done, and then fails all the same. */
  public void failNextAfterwards(String call, Code code) {
    failures.computeIfAbsent(call, any -> new ArrayList<>()).add(new Failure(code, true));
  }

  /** Before the next call of this name is answered, others do something. */
  public void during(String call, Runnable others) {
    meanwhile.put(call, others);
  }

  /** Every call of this name fails from now on, as often as a test may make it. */
  public void failAlways(String call, Code code) {
    for (int i = 0; i < 200; i++) {
      failNext(call, code);
    }
  }

  public void works() {
    failures.clear();
  }

  /** Keys open another chat from now on. */
  public void forgetKeys() {
    keysHold = false;
  }

  public long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** The only chat. */
  public Chat only() {
    if (chats.size() != 1) {
      throw new IllegalStateException(chats.size() + " chats");
    }
    return chats.get(0);
  }

  @Override
  public PlatformDescriptor descriptor() {
    Text text = new Text(id, id);
    List<Field> fields =
        List.of(
            Field.text("corpId", text, text).asRequired().asIdentifying(),
            Field.secret("secret", text, text).asRequired());
    PlatformDescriptor bare =
        PlatformDescriptor.of(id, text)
            .withIcon("<svg/>")
            .withBindingFields(fields)
            .withSourceFields(fields)
            .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)))
            .withDirectory(DirectoryAbility.of().withSearchHint(HINT));
    return writesToPeople ? bare.withMessages(MessageAbility.of()) : bare;
  }

  @Override
  public GroupChatConnection connect(ConnectionSettings settings, ProviderContext context) {
    return new Fake();
  }

  private final class Fake implements GroupChatConnection {
    @Override
    public Optional<GroupChats> groupChats() {
      return Optional.of(new Group());
    }

    @Override
    public Optional<Directory> directory() {
      return Optional.of(new People());
    }

    @Override
    public Optional<Messages> messages() {
      return writesToPeople ? Optional.of(FakeChats.this::tell) : Optional.empty();
    }

    @Override
    public Optional<SignIn> signIn() {
      return Optional.empty();
    }

    @Override
    public Optional<Webhooks> webhooks() {
      return Optional.empty();
    }

    @Override
    public CheckReport check(CheckEnvironment environment, Deadline deadline) {
      return CheckReport.of(List.of());
    }

    @Override
    public void close() {}
  }

  private Messages.Delivery tell(Messages.Message message, Deadline deadline)
      throws ProviderException {
    return call(
        "tell",
        () -> {
          if (unreached.contains(message.userId())) {
            return Messages.Delivery.notReached();
          }
          told.add(
              message.company()
                  + "/"
                  + message.userId()
                  + ": "
                  + message.title().orElse("")
                  + " | "
                  + message.text().reveal());
          return Messages.Delivery.sent();
        });
  }

  private static ProviderException fault(Code code) {
    return new ProviderException(code, "as the test says", Optional.of("42"));
  }

  private interface Doing<T> {
    T now() throws ProviderException;
  }

  private <T> T call(String name, Doing<T> doing) throws ProviderException {
    calls.add(name);
    List<Failure> next = failures.getOrDefault(name, List.of());
    if (next.isEmpty()) {
      try {
        return doing.now();
      } finally {
        Optional.ofNullable(meanwhile.remove(name)).ifPresent(Runnable::run);
      }
    }
    Failure failure = next.remove(0);
    if (failure.done()) {
      T unused = doing.now();
    }
    throw fault(failure.code());
  }

  private Chat require(GroupChatRef ref) throws ProviderException {
    return chats.stream()
        .filter(it -> it.ref.equals(ref) && !it.dissolved)
        .findFirst()
        .orElseThrow(() -> fault(Code.NOT_FOUND));
  }

  private final class Group implements GroupChats {
    @Override
    public GroupChatTraits traits() {
      return traits;
    }

    @Override
    public GroupChatRef open(NewGroupChat chat, Deadline deadline) throws ProviderException {
      return call(
          "open",
          () -> {
            if (chat.members().size() < traits.leastAtOpening()
                || chat.members().size() > traits.mostAtOpening()) {
              throw new IllegalStateException("With so many people: " + chat.members().size());
            }
            if (chat.members().stream().anyMatch(rejected::contains)) {
              throw fault(Code.REJECTED);
            }
            Optional<Chat> same =
                chats.stream()
                    .filter(it -> keysHold && it.key.equals(chat.key()))
                    .filter(it -> it.owner.equals(chat.owner()))
                    .findFirst();
            if (same.isPresent()) {
              return same.get().ref;
            }
            Chat made = new Chat(chat, chats.size() + 1);
            chats.add(made);
            return made.ref;
          });
    }

    @Override
    public Optional<GroupChatRef> find(String key, Deadline deadline) throws ProviderException {
      return call(
          "find",
          () ->
              chats.stream()
                  .filter(it -> it.key.equals(key) && !it.dissolved)
                  .map(it -> it.ref)
                  .findFirst());
    }

    @Override
    public Optional<GroupChatState> read(GroupChatRef ref, Deadline deadline)
        throws ProviderException {
      return call(
          "read",
          () ->
              chats.stream()
                  .filter(it -> it.ref.equals(ref) && !it.dissolved)
                  .map(
                      it -> {
                        GroupChatState bare = GroupChatState.of(it.ref, it.title);
                        return it.owner.map(bare::withOwner).orElse(bare);
                      })
                  .findFirst());
    }

    @Override
    public Page<String> members(GroupChatRef ref, Optional<String> after, Deadline deadline)
        throws ProviderException {
      return call(
          "members",
          () -> {
            List<String> all = List.copyOf(require(ref).members);
            int from = after.map(Integer::parseInt).orElse(0);
            int to = Math.min(all.size(), from + membersPage);
            return new Page<>(
                all.subList(from, to),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
          });
    }

    @Override
    public List<MemberResult> add(GroupChatRef ref, List<String> userIds, Deadline deadline)
        throws ProviderException {
      return call(
          "add",
          () -> {
            Chat chat = require(ref);
            if (userIds.size() > traits.mostAtOnce()) {
              throw new IllegalStateException("So many at once: " + userIds.size());
            }
            if (userIds.stream().anyMatch(rejected::contains)) {
              throw fault(Code.REJECTED);
            }
            List<MemberResult> results = new ArrayList<>();
            for (String each : userIds) {
              Outcome outcome = outcomes.getOrDefault(each, Outcome.DONE);
              MemberResult result = MemberResult.of(each, outcome);
              if (outcome == Outcome.DONE) {
                chat.members.add(each);
                results.add(result);
              } else {
                results.add(result.withPlatformCode("43"));
              }
            }
            return results;
          });
    }

    @Override
    public List<MemberResult> remove(GroupChatRef ref, List<String> userIds, Deadline deadline)
        throws ProviderException {
      return call(
          "remove",
          () -> {
            Chat chat = require(ref);
            if (userIds.stream().anyMatch(rejected::contains)) {
              throw fault(Code.REJECTED);
            }
            chat.members.removeAll(userIds);
            return userIds.stream().map(it -> MemberResult.of(it, Outcome.DONE)).toList();
          });
    }

    @Override
    public void change(GroupChatRef ref, GroupChatChange change, Deadline deadline)
        throws ProviderException {
      boolean unused =
          call(
              "change",
              () -> {
                Chat chat = require(ref);
                change.title().ifPresent(it -> chat.title = it);
                if (change.owner().isPresent()) {
                  if (!chat.members.contains(change.owner().get())) {
                    throw fault(Code.REJECTED);
                  }
                  chat.owner = change.owner();
                }
                return true;
              });
    }

    @Override
    public Posted send(GroupChatRef ref, GroupMessage message, Deadline deadline)
        throws ProviderException {
      return call(
          "send",
          () -> {
            Chat chat = require(ref);
            boolean isNew =
                !traits.has(GroupChatFeature.MESSAGE_KEYS)
                    || messageKeys.add(message.key().orElseThrow());
            String messageId = "m-" + message.key().orElse("");
            if (isNew) {
              chat.own.put(chat.said.size(), messageId);
              chat.said.add(message.text());
              if (!message.mentions().isEmpty()) {
                chat.mentioned.add(message.mentions());
              }
            }
            return Posted.sent(Optional.of(messageId), false);
          });
    }

    @Override
    public void pin(GroupChatRef ref, String messageId, Deadline deadline)
        throws ProviderException {
      boolean unused =
          call(
              "pin",
              () -> {
                require(ref).pinned = Optional.of(messageId);
                return true;
              });
    }

    @Override
    public void mute(GroupChatRef ref, boolean muted, Deadline deadline) throws ProviderException {
      boolean unused =
          call(
              "mute",
              () -> {
                require(ref).muted = muted;
                return true;
              });
    }

    @Override
    public void dissolve(GroupChatRef ref, Deadline deadline) throws ProviderException {
      boolean unused =
          call(
              "dissolve",
              () -> {
                chats.stream().filter(it -> it.ref.equals(ref)).forEach(it -> it.dissolved = true);
                return true;
              });
    }

    @Override
    public Page<HistoryEntry> history(
        GroupChatRef ref, Instant since, Optional<String> after, Deadline deadline)
        throws ProviderException {
      return call(
          "history",
          () -> {
            List<HistoryEntry> some = new ArrayList<>();
            Chat chat = require(ref);
            List<String> said = chat.said;
            int from = after.map(Integer::parseInt).orElse(0);
            int to = Math.min(said.size(), from + historyPage);
            for (int i = from; i < to; i++) {
              String own = chat.own.get(i);
              HistoryEntry entry =
                  HistoryEntry.of(own == null ? "h" + i : own, since.plusSeconds(i), said.get(i));
              some.add(own == null ? entry : entry.asOwn());
            }
            return new Page<>(
                some, to < said.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
          });
    }

    @Override
    public URI joinLink(GroupChatRef ref, Deadline deadline) throws ProviderException {
      return call("link", () -> URI.create("https://chat.example/" + require(ref).ref.chatId()));
    }
  }

  private final class People implements Directory {
    @Override
    public Optional<String> company(Deadline deadline) {
      return Optional.of("ww1");
    }

    @Override
    public Page<Department> departments(Optional<String> after, Deadline deadline)
        throws ProviderException {
      return call(
          "departments",
          () -> Page.only(departments.keySet().stream().map(this::department).toList()));
    }

    private Department department(String name) {
      return Department.of(name).withParentId(Optional.ofNullable(above.get(name)));
    }

    @Override
    public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
        throws ProviderException {
      return call(
          "people",
          () -> {
            if (!departments.containsKey(departmentId)) {
              throw fault(Code.NOT_FOUND);
            }
            return Page.only(
                departments.getOrDefault(departmentId, List.of()).stream()
                    .map(
                        it ->
                            Person.of(it, standing.getOrDefault(it, Status.ACTIVE))
                                .withName(Optional.of("D " + it)))
                    .toList());
          });
    }

    @Override
    public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline) {
      return Page.only(List.of());
    }

    @Override
    public Lookup person(String userId, Deadline deadline) throws ProviderException {
      return call(
          "person",
          () ->
              unknownIds.contains(userId)
                  ? Lookup.notFound()
                  : Lookup.found(Person.of(userId, Status.ACTIVE)));
    }

    @Override
    public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
        throws ProviderException {
      return call("mobiles", () -> found(mobiles));
    }

    @Override
    public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline)
        throws ProviderException {
      return call(
          "emails",
          () -> {
            if (findsByEmail) {
              return found(emails);
            }
            Map<String, Lookup> unknown = new HashMap<>();
            emails.forEach(each -> unknown.put(each, Lookup.unknown(Code.NOT_PERMITTED)));
            return unknown;
          });
    }

    private Map<String, Lookup> found(List<String> addresses) {
      Map<String, Lookup> found = new HashMap<>();
      for (String each : addresses) {
        found.put(each, found.size() < searchesInTime ? one(each) : Lookup.unknown(Code.TIMEOUT));
      }
      return found;
    }

    private Lookup one(String address) {
      if (misses == 0) {
        return Lookup.unknown(Code.THROTTLED);
      }
      if (hidden.contains(address)) {
        return Lookup.notVisible();
      }
      String user = people.get(address);
      if (user == null) {
        misses--;
        return Lookup.notFound();
      }
      return Lookup.found(Person.of(user, Status.ACTIVE).withName(Optional.of("N " + user)));
    }
  }
}
