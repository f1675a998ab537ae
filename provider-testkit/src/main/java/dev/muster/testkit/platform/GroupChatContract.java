package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.platform.GroupChatFixture.SeenChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of {@link GroupChats} have in common. */
abstract class GroupChatContract {
  static final String KEY = "0123456789abcdef0123456789abcdef";
  static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";
  static final Duration TIME = Duration.ofSeconds(5);
  static final Duration SHORT = Duration.ofMillis(500);

  final PlatformFixture platform;

  GroupChatContract(PlatformFixture platform) {
    this.platform = platform;
  }

  @BeforeEach
  void isOffered() {
    assumeTrue(
        platform.provider() instanceof GroupChatProvider, "The provider opens no group chats");
  }

  final GroupChatFixture server() {
    return platform.groupChats().orElseThrow();
  }

  final GroupChats connect() {
    return ((GroupChatConnection) ChatProviderContract.connect(platform))
        .groupChats()
        .orElseThrow();
  }

  final String member() {
    return server().userId(Persona.MEMBER).orElseThrow();
  }

  static Deadline soon() {
    return Deadline.in(TIME);
  }

  /** With as few people as a chat may be opened with. */
  final NewGroupChat least(GroupChats chats, String key, String title) {
    NewGroupChat chat = NewGroupChat.of(key, title);
    if (chats.traits().ownerRequired()) {
      chat = chat.withOwner(member());
    }
    int missing = chats.traits().leastAtOpening() - chat.members().size();
    if (missing <= 0) {
      return chat;
    }
    List<String> people = new ArrayList<>(chat.members());
    people.addAll(server().people(missing));
    return chat.withMembers(people);
  }

  final GroupChatRef open(GroupChats chats) throws ProviderException {
    return chats.open(least(chats, KEY, "Checkout is down"), soon());
  }

  final SeenChat seen(GroupChatRef chat) {
    return server().seen(chat).orElseThrow();
  }

  static List<String> members(GroupChats chats, GroupChatRef chat) throws ProviderException {
    List<String> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<String> page = chats.members(chat, after, soon());
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  static MemberResult.Outcome add(GroupChats chats, GroupChatRef chat, String userId)
      throws ProviderException {
    List<MemberResult> results = chats.add(chat, List.of(userId), soon());
    assertThat(results).singleElement().extracting(MemberResult::userId).isEqualTo(userId);
    return results.get(0).outcome();
  }

  static GroupChatState read(GroupChats chats, GroupChatRef chat) throws ProviderException {
    return chats.read(chat, soon()).orElseThrow();
  }

  /** Asked for what a test is about; where it is not named, the method has to say so. */
  static void needs(GroupChats chats, GroupChatFeature feature, Asked unnamed) {
    if (!chats.traits().has(feature)) {
      assertThatThrownBy(unnamed::run).isInstanceOf(UnsupportedOperationException.class);
    }
    assumeTrue(chats.traits().has(feature), "The chats have no " + feature);
  }

  static ProviderException fault(Asked call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }

  static void assertGone(Asked call) {
    assertThat(fault(call).code()).isEqualTo(Code.NOT_FOUND);
  }

  interface Asked {
    void run() throws Exception;
  }
}
