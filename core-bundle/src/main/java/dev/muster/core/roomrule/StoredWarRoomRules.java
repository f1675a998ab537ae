package dev.muster.core.roomrule;

import dev.muster.api.Caller;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.api.warroom.WarRoomRules;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.check.Versions;
import dev.muster.core.person.NamedUsers;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.roomtemplate.Templates;
import dev.muster.core.rota.Duty;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Accounts;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AlertEvent.WarRoomRuleChanged;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rules, with the checks of what is entered. */
@Component(service = {WarRoomRules.class, StoredWarRoomRules.class})
public final class StoredWarRoomRules implements WarRoomRules {
  private static final int MAX_CACHED = 1000;
  private static final int ID_LENGTH = 22;
  private static final int MAX_TITLE = 255;
  private static final Query.Condition IN_ORDER = new Query.Prefix(RuleRecord.ORDER, "");

  private final Repository<RuleRecord> rules;
  private final TenantDirectory tenants;
  private final WarRoomSettings settings;
  private final Platforms platforms;
  private final Credentials credentials;
  private final Duty duty;
  private final Templates templates;
  private final Accounts accounts;
  private final Digests digests;
  private final Changes changes;
  private final InstantSource clock;
  private final Cache<String, List<WarRoomRule>> cache;

  /** Made by Declarative Services. */
  @Activate
  public StoredWarRoomRules(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference WarRoomSettings settings,
      @Reference Platforms platforms,
      @Reference Credentials credentials,
      @Reference Duty duty,
      @Reference Templates templates,
      @Reference Accounts accounts,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.rules = storage.repository(RuleRecord.SCHEMA);
    this.tenants = tenants;
    this.settings = settings;
    this.platforms = platforms;
    this.credentials = credentials;
    this.duty = duty;
    this.templates = templates;
    this.accounts = accounts;
    this.digests = digests;
    this.changes = changes;
    this.clock = clock;
    this.cache =
        storage.cache(
            MAX_CACHED,
            tenant -> Optional.of(read(tenant)),
            Map.of(RuleRecord.COLLECTION, DocumentKey::partition));
  }

  private List<WarRoomRule> read(String tenant) {
    return rules.all(tenant, IN_ORDER, RuleChecks.RULES).stream()
        .map(stored -> RuleRecord.rule(stored).value())
        .toList();
  }

  /** A tenant's rules in the order in which they are looked at, from memory. */
  public List<WarRoomRule> inOrder(String tenant) {
    return cache.get(tenant).orElse(List.of());
  }

  @Override
  public Versioned<WarRoomRule> create(Caller caller, String tenant, Settings made) {
    tenants.require(tenant);
    Settings checked = checked(tenant, made, Optional.empty());
    String id = digests.newToken().reveal().substring(0, ID_LENGTH);
    DocumentKey key = rules.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          if (rules.count(tenant, new Query.All()) >= RuleChecks.RULES) {
            throw ProblemException.invalid("", "too-many", tooManyRules());
          }
          RuleRecord record = RuleRecord.of(checked, clock.instant());
          work.add(rules.create(tenant, id, record));
          work.emit(new WarRoomRuleChanged(id, ResourceChange.CREATED));
          return () -> RuleRecord.rule(new Stored<>(key, work.version(key), record));
        });
  }

  private static Text tooManyRules() {
    return new Text(
        "A tenant has at most " + RuleChecks.RULES + " rules.",
        "每个租户最多 " + RuleChecks.RULES + " 条规则。");
  }

  private Settings checked(String tenant, Settings settings, Optional<Settings> before) {
    FieldErrors errors = new FieldErrors();
    List<PersonRef> named = before.map(it -> people(it.then())).orElseGet(List::of);
    Settings checked =
        RuleChecks.checked(
            settings, new NamedUsers(accounts, tenant, named, RuleChecks.PEOPLE), errors);
    errors.throwIfAny();
    RuleChecks.Named there =
        new RuleChecks.Named(
            id -> isPlatform(tenant, id),
            id -> duty.exists(tenant, id),
            id -> templates.exists(tenant, id));
    RuleChecks.named(checked.then(), before.map(Settings::then), there, errors);
    errors.throwIfAny();
    return checked;
  }

  private static List<PersonRef> people(Then then) {
    return Stream.of(then.owner().stream(), then.recorder().stream(), then.members().stream())
        .flatMap(it -> it)
        .toList();
  }

  /** One whose bundle is away counts where the tenant has bound an app of it. */
  private boolean isPlatform(String tenant, String id) {
    return platforms.find(id).filter(Platforms.Platform::available).isPresent()
        || isBound(tenant, id);
  }

  private boolean isBound(String tenant, String platform) {
    return credentials.ofMobileApp(tenant, platform).isPresent();
  }

  @Override
  public Optional<Versioned<WarRoomRule>> find(String tenant, String id) {
    return tenants.exists(tenant) ? rules.find(tenant, id).map(RuleRecord::rule) : Optional.empty();
  }

  @Override
  public Page<Versioned<WarRoomRule>> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<RuleRecord>> page = rules.page(tenant, IN_ORDER, false, limit, after);
    return new Page<>(page.items().stream().map(RuleRecord::rule).toList(), page.next());
  }

  @Override
  public Versioned<WarRoomRule> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<RuleRecord> read = require(tenant, id);
          Versions.check(expected, read);
          Settings before = RuleRecord.rule(read).value().settings();
          Settings after = checked(tenant, change.apply(before), Optional.of(before));
          RuleRecord record = RuleRecord.of(after, read.value().createdAt());
          work.add(rules.replace(read, record));
          work.emit(new WarRoomRuleChanged(id, ResourceChange.CHANGED));
          return () -> RuleRecord.rule(new Stored<>(read.key(), work.version(read.key()), record));
        });
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RuleRecord> read = require(tenant, id);
          Versions.check(expected, read);
          work.add(rules.delete(read));
          work.emit(new WarRoomRuleChanged(id, ResourceChange.DELETED));
        });
  }

  @Override
  public Outcome tryOut(String tenant, Sample sample) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    if (sample.title().isBlank() || Texts.length(sample.title()) > MAX_TITLE) {
      errors.add(
          "alert.title", "length", new Text("Give 1 to 255 characters.", "请填写 1 至 255 个字符。"));
    } else {
      errors.checkPrintable("alert.title", sample.title());
    }
    RuleChecks.labels("alert.labels", sample.labels(), errors);
    errors.throwIfAny();
    Values values = settings.find(tenant).value();
    return outcome(tenant, values, sample.title(), List.of(Reading.of(values, sample.labels())), 1);
  }

  /**
   * What would become of a problem.
   *
   * @param title a line
   * @param firing its alerts that fire
   * @param different how many of them are different ones
   */
  public Outcome outcome(
      String tenant, Values values, String title, List<Reading> firing, long different) {
    Optional<WarRoomRule> rule = Reading.firstFor(inOrder(tenant), firing);
    Subject subject = Subject.of(title, Optional.empty(), firing);
    Optional<Waits> waits =
        rule.map(it -> waits(tenant, it.settings(), values, different))
            .orElse(Optional.of(new Waits(NotYet.NONE, Optional.empty())));
    return new Outcome(
        rule,
        waits.map(Waits::why),
        waits.flatMap(Waits::problem),
        subject.title(values),
        subject.severity(),
        subject.applications(),
        subject.regions());
  }

  /** Why no room is opened at once, and what the alert says of it. */
  private record Waits(NotYet why, Optional<Text> problem) {}

  private Optional<Waits> waits(String tenant, Settings rule, Values values, long different) {
    int wanted = rule.threshold().alerts();
    if (wanted > different) {
      return Optional.of(
          new Waits(NotYet.THRESHOLD, Optional.of(Delays.threshold(different, wanted))));
    }
    if (rule.then().triage()) {
      return Optional.of(new Waits(NotYet.TRIAGE, Optional.empty()));
    }
    if (values.maxNewRooms() == 0) {
      return Optional.of(new Waits(NotYet.BUDGET, Optional.of(Delays.BUDGET)));
    }
    FieldErrors errors = new FieldErrors();
    RoomPlatforms.checkBound(
        RuleChecks.THEN_PLATFORMS, rule.then().platforms(), id -> isBound(tenant, id), errors);
    return errors.first().map(error -> new Waits(NotYet.NOT_BOUND, Optional.of(error.message())));
  }

  private Stored<RuleRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return rules
        .find(tenant, id)
        .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_RULE));
  }
}
