package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators;
import dev.muster.api.ApiTokens;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.Platforms;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.session.StoredSessions.Beginning;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.testing.FakeChats;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.warroom.TestWarRooms;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.WebhookAbility;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The core behind the API, with three tenants, and a platform of every kind of field. */
final class World {
  static final String TENANT = "acme";

  private static final TaskType<TaskType.Nothing> LOOK_UP =
      TaskType.of(
          "platform-event-lookup",
          TaskType.Nothing.class,
          Pace.LOCAL,
          new Retry(Duration.ofSeconds(5), Duration.ofSeconds(5), 1));

  final TestCore core = new TestCore();
  final FakeDirectory directory = new FakeDirectory().department("1", "");
  final FakePlugins plugins = new FakePlugins();
  final WarRooms rooms = TestWarRooms.on(core);

  World() {
    core.directory.require(TestCore.TENANT);
    core.tenants.create(TestCore.ALICE, TENANT, "Company acme");
    core.tenants.create(TestCore.ALICE, "beta", "Company beta");
    core.platforms.all.clear();
    core.platforms.all.put("gone", new Platforms.Platform("gone", Optional.empty(), false, "", ""));
    core.offer(new Company(descriptor(), directory));
    Text text = new Text("Add the address.", "添加地址。");
    core.report =
        CheckReport.of(
            List.of(
                CheckReport.Step.passed("token", text),
                CheckReport.Step.failed(
                    "trusted-ip",
                    Optional.of("60020"),
                    text,
                    text,
                    Optional.of(URI.create("https://console.example/ip")))));
    core.taskWork.add(new NobodyAnswers());
  }

  /**
   * Binds an app of a platform that has group chats, and whose chats lose what was said in them.
   */
  FakeChats chats() {
    FakeChats lark =
        new FakeChats(
            "lark",
            GroupChatTraits.of(5000, 50, 60, 30_000)
                .withOpening(0, 50)
                .withFeatures(EnumSet.of(GroupChatFeature.FIND, GroupChatFeature.DISSOLVE)));
    lark.people.put("li@corp.example", "ou-li");
    lark.people.put("wang@corp.example", "ou-wang");
    core.offer(lark);
    core.mobileApps.bind(
        TestCore.ALICE, TENANT, "lark", Map.of("corpId", "ww1", "secret", "s3cr3t-value"));
    return lark;
  }

  /** Changes with whatever was changed. */
  String state() {
    return core.store.commits() + " " + plugins;
  }

  private static PlatformDescriptor descriptor() {
    Text text = new Text("Corp ID", "企业 ID");
    List<Field> fields =
        List.of(
            Field.text("corpId", text, text)
                .asRequired()
                .asIdentifying()
                .matching("ww[0-9a-f]+")
                .foundAt(URI.create("https://console.example/corp"))
                .under(text),
            Field.secret("secret", text, text).asRequired(),
            Field.toggle("privateInfo", text, text),
            Field.choice("cloud", text, text, List.of(new Field.Choice("cn", text))),
            Field.text("agentId", text, text));
    return PlatformDescriptor.of("wechatwork", new Text("WeCom", "企业微信"))
        .withIcon("<svg/>")
        .withBindingFields(fields)
        .withSourceFields(
            Stream.concat(
                    fields.stream().map(Field::asInherited),
                    Stream.of(
                        Field.text("schema", text, text).onlyFor(Set.of(SignInMethod.MOBILE))))
                .toList())
        .withUserIdsIgnoringCase()
        .withSignIn(
            SignInAbility.of(Set.of(SignInMethod.values()))
                .withUserAgentMarkers(Set.of("wxwork"))
                .withMobileConfigFields(List.of("corpId"))
                .withVouchedFor(
                    Map.of(
                        SignInMethod.BROWSER, Set.of(),
                        SignInMethod.IN_APP, Set.of(ContactField.PHONE))))
        .withDirectory(DirectoryAbility.of().withGroups(new Text("Tag", "标签")))
        .withWebhooks(WebhookAbility.of(Set.of("secret")))
        .withSetup(
            List.of(
                SetupItem.of("app", text)
                    .foundAt(URI.create("https://console.example/app"))
                    .provenBy("token"),
                SetupItem.of("redirect", text)
                    .onlyFor(Set.of(SignInMethod.BROWSER))
                    .entering(OwnAddress.REDIRECT_URLS)));
  }

  /** Links {@code li} of the platform to a user, and returns the identity's id. */
  String link(String user) {
    String id = IdentityRecord.id("wechatwork", "ww1", "li", true);
    IdentityRecord identity =
        new IdentityRecord(
            user,
            "wecom",
            "wechatwork",
            "ww1",
            "li",
            List.of("7"),
            core.clock.instant(),
            core.clock.instant());
    core.storage.commit(
        new UnitOfWork().add(core.accounts.identities().create(TENANT, id, identity)));
    return id;
  }

  /** Begins a session as a sign-in does, and returns what the browser gets. */
  Secret session(String user, String identity) {
    UnitOfWork work = new UnitOfWork();
    Secret token =
        core.sessions
            .begin(
                work,
                TENANT,
                new Beginning(
                    user,
                    core.accounts
                        .users()
                        .find(TENANT, user)
                        .orElseThrow()
                        .value()
                        .sessionsValidFrom(),
                    "wecom",
                    Optional.of(identity),
                    "Browser",
                    "192.0.2.9",
                    StoredSessions.Replaced.NOTHING,
                    Optional.empty(),
                    Optional.empty()),
                core.clock.instant())
            .orElseThrow()
            .token();
    core.storage.commit(work);
    return token;
  }

  private static final class NobodyAnswers implements TaskHandler<TaskType.Nothing> {
    @Override
    public TaskType<TaskType.Nothing> type() {
      return LOOK_UP;
    }

    @Override
    public Result run(Run<TaskType.Nothing> task) {
      return new Result.Failed("The platform's address book does not answer.");
    }
  }

  /** Has an alert come in, and returns its id. */
  String alert(String intake) {
    var unused =
        core.alerting.send(TENANT, intake, AlertFormat.JSON, "{\"title\":\"Checkout is slow\"}");
    return core.alerting
        .alerts
        .list(TENANT, Optional.empty(), 1, Optional.empty())
        .items()
        .get(0)
        .id();
  }

  /** Adds a task that fails, and returns its id. */
  String failedTask() {
    String id = task();
    core.taskWork.runDue();
    return id;
  }

  /** Adds a task whose node dies while it runs, and returns its id. */
  String runningTask() {
    String id = task();
    core.store.dieAfterCommits(1);
    try {
      core.taskWork.runDue();
    } catch (SteeredStore.Died e) {
      // as the test wants it
    }
    core.store.revive();
    return id;
  }

  private String task() {
    UnitOfWork work = new UnitOfWork();
    String id = "task-" + core.store.commits();
    core.queue.add(
        work, TaskQueue.New.of(LOOK_UP, TENANT, new TaskType.Nothing()), id, core.clock.instant());
    core.storage.commit(work);
    return id;
  }

  /** Signs an administrator in to the console. */
  ConsoleSession consoleSession(String username, String password) {
    return core.consoleSessions
        .signIn(
            TestCore.ALICE, username, Secret.of(password), new Browser("Firefox", Optional.empty()))
        .session();
  }

  /** A new API token of a role, which was used a moment ago: what follows changes nothing of it. */
  String token(Administrators.Role role, String... tenants) {
    Secret token =
        core.apiTokens
            .create(
                TestCore.ALICE,
                new ApiTokens.Settings("Script", role, Set.of(tenants), Optional.empty()))
            .secret();
    assertThat(core.apiTokens.authenticate(TestCore.ALICE, token)).isPresent();
    return token.reveal();
  }
}
