package dev.muster.core.mobileapp;

import dev.muster.api.Caller;
import dev.muster.api.MobileApp;
import dev.muster.api.MobileApps;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.api.ProblemException.LastChange;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.form.Descriptors;
import dev.muster.core.form.FormInput;
import dev.muster.core.form.Forms;
import dev.muster.core.form.SecretFields;
import dev.muster.core.form.StoredSecret;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.secret.Resealable;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Text;
import dev.muster.spi.hook.MobileAppEvent.BindingChange;
import dev.muster.spi.hook.MobileAppEvent.MobileAppChanged;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Field;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Bindings, with the checks of what is entered. */
@Component(service = {MobileApps.class, Resealable.class})
public final class StoredMobileApps implements MobileApps, Resealable {
  private static final int MAX_APPS = 1000;
  private static final String FIELDS = "fields.";

  private final Storage storage;
  private final Repository<MobileAppRecord> apps;
  private final TenantDirectory tenants;
  private final SecretFields secrets;
  private final Changes changes;
  private final Descriptors descriptors;
  private final Dependents dependents;
  private final Checks checks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredMobileApps(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Forms forms,
      @Reference Changes changes,
      @Reference Dependents dependents,
      @Reference Checks checks,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
    this.tenants = tenants;
    this.secrets = forms.secrets();
    this.changes = changes;
    this.descriptors = forms.descriptors();
    this.dependents = dependents;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public Versioned<MobileApp> bind(
      Caller caller, String tenant, String platform, Map<String, String> fields) {
    tenants.require(tenant);
    List<Field> form = form(platform);
    refuseSecond(tenant, platform);
    FormInput input = first(form, fields);
    DocumentKey key = apps.key(tenant, platform);
    return changes.make(
        caller,
        tenant,
        work -> {
          Instant now = clock.instant();
          MobileAppRecord made =
              new MobileAppRecord(
                  input.plain(),
                  secrets.changed(key, Map.of(), input.secrets(), Set.of(), now, caller.actor()),
                  now,
                  now,
                  Optional.of(caller.actor()));
          refuseSecond(tenant, platform);
          work.add(apps.create(tenant, platform, made));
          work.emit(new MobileAppChanged(platform, BindingChange.CREATED, Set.of()));
          return () -> MobileAppRecord.app(new Stored<>(key, work.version(key), made));
        });
  }

  private List<Field> form(String platform) {
    List<Field> form = descriptors.chosen(platform).bindingFields();
    if (form.isEmpty()) {
      throw ProblemException.invalid(
          "platform",
          "not-bindable",
          new Text("The installed plugin cannot bind an app of it yet.", "已安装的插件尚不支持绑定该平台的应用。"));
    }
    return form;
  }

  private static FormInput first(List<Field> form, Map<String, String> fields) {
    FieldErrors errors = new FieldErrors();
    FormInput input = FormInput.read(form, fields, FIELDS, errors);
    refuseToLeaveOut(form, fields, field -> true, errors);
    errors.throwIfAny();
    return input;
  }

  private static void refuseToLeaveOut(
      List<Field> form,
      Map<String, String> fields,
      Predicate<String> expected,
      FieldErrors errors) {
    for (Field field : form) {
      String name = field.name();
      if (field.required() && expected.test(name) && fields.getOrDefault(name, "").isBlank()) {
        errors.add(FIELDS + name, "required", FieldErrors.REQUIRED);
      }
    }
  }

  private void refuseSecond(String tenant, String platform) {
    Optional<MobileAppRecord> first = apps.find(tenant, platform).map(Stored::value);
    if (first.isPresent()) {
      throw ProblemException.alreadyBound(
          new Text("The tenant has already bound an app of this platform.", "该租户已绑定此平台的应用。"),
          new LastChange(first.get().changedBy(), first.get().updatedAt()));
    }
  }

  @Override
  public Optional<Versioned<MobileApp>> find(String tenant, String platform) {
    return tenants.exists(tenant)
        ? apps.find(tenant, platform).map(MobileAppRecord::app)
        : Optional.empty();
  }

  @Override
  public List<Versioned<MobileApp>> list(String tenant) {
    return tenants.exists(tenant)
        ? apps.all(tenant, new Query.All(), MAX_APPS).stream().map(MobileAppRecord::app).toList()
        : List.of();
  }

  @Override
  public Versioned<MobileApp> change(
      Caller caller,
      String tenant,
      String platform,
      UnaryOperator<Map<String, String>> change,
      OptionalLong expected) {
    return store(
        caller,
        tenant,
        platform,
        expected,
        BindingChange.CHANGED,
        before -> {
          List<Field> form = descriptors.inUse(platform).bindingFields();
          Map<String, String> fields = change.apply(before);
          FieldErrors errors = new FieldErrors();
          FormInput input = FormInput.change(form, before, fields, FIELDS, errors);
          refuseToLeaveOut(
              form, fields, name -> before.containsKey(name) || fields.containsKey(name), errors);
          errors.throwIfAny();
          refuseAnotherApp(form, input, before);
          return input;
        });
  }

  @Override
  public Versioned<MobileApp> modifyKeys(
      Caller caller,
      String tenant,
      String platform,
      Map<String, String> keys,
      OptionalLong expected) {
    Versions.check(expected, require(tenant, platform));
    List<Field> form = descriptors.inUse(platform).bindingFields();
    FieldErrors errors = new FieldErrors();
    if (keys.isEmpty()) {
      errors.add(
          form.stream().filter(Field::secret).map(Field::name).findFirst().orElse("secret"),
          "required",
          new Text("Give at least one new key.", "请至少填写一项新密钥。"));
    }
    List<Field> secretForm = form.stream().filter(Field::secret).toList();
    FormInput input = FormInput.read(secretForm, keys, "", errors);
    input
        .removed()
        .forEach(
            name -> errors.add(name, "required", new Text("A key must not be blank.", "密钥不能为空。")));
    errors.throwIfAny();
    return store(
        caller,
        tenant,
        platform,
        expected,
        BindingChange.KEYS_MODIFIED,
        before -> new FormInput(before, input.secrets(), Set.of()));
  }

  private Versioned<MobileApp> store(
      Caller caller,
      String tenant,
      String platform,
      OptionalLong expected,
      BindingChange change,
      Function<Map<String, String>, FormInput> entered) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<MobileAppRecord> read = require(tenant, platform);
          Versions.check(expected, read);
          MobileAppRecord before = read.value();
          FormInput input = entered.apply(before.fields());
          Instant now = clock.instant();
          MobileAppRecord after =
              new MobileAppRecord(
                  input.plain(),
                  secrets.changed(
                      read.key(),
                      before.secrets(),
                      input.secrets(),
                      input.removed(),
                      now,
                      caller.actor()),
                  before.createdAt(),
                  now,
                  Optional.of(caller.actor()));
          refuseToBreak(tenant, platform, before, Optional.of(after));
          work.add(apps.replace(read, after));
          work.emit(new MobileAppChanged(platform, change, changed(before.fields(), input)));
          return () ->
              MobileAppRecord.app(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  private static Set<String> changed(Map<String, String> before, FormInput input) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(input.plain().keySet());
    names.removeIf(name -> Objects.equals(before.get(name), input.plain().get(name)));
    names.addAll(input.secrets().keySet());
    names.addAll(input.removed());
    return names;
  }

  private void refuseToBreak(
      String tenant, String platform, MobileAppRecord before, Optional<MobileAppRecord> after) {
    List<Dependant> broken = dependents.brokenBy(tenant, platform, before, after);
    if (!broken.isEmpty()) {
      String ids = broken.stream().map(Dependant::id).collect(Collectors.joining(", "));
      throw ProblemException.inUse(
          new Text(
              "These depend on it and would stop working: " + ids + ".",
              "以下内容依赖于它，此后将无法使用：" + ids + "。"),
          broken);
    }
  }

  private static void refuseAnotherApp(
      List<Field> form, FormInput input, Map<String, String> before) {
    FieldErrors errors = new FieldErrors();
    for (Field field : form) {
      String name = field.name();
      String now = before.getOrDefault(name, "");
      boolean changes = !input.plain().getOrDefault(name, "").equals(now);
      if (field.identifying() && changes && !now.isEmpty()) {
        errors.add(
            FIELDS + name,
            "not-changeable",
            new Text(
                "It identifies the app. To bind another app, delete this binding first.",
                "该字段用于标识应用。如需绑定其他应用，请先删除此绑定。"));
      }
    }
    errors.throwIfAny();
  }

  @Override
  public void unbind(
      Caller caller, String tenant, String platform, boolean force, OptionalLong expected) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<MobileAppRecord> read = require(tenant, platform);
          Versions.check(expected, read);
          if (!force) {
            refuseToBreak(tenant, platform, read.value(), Optional.empty());
          }
          dependents.endSessions(
              work,
              tenant,
              dependents.brokenBy(tenant, platform, read.value(), Optional.empty()),
              clock.instant());
          dependents.forget(work, tenant, platform);
          work.add(apps.delete(read));
          work.emit(new MobileAppChanged(platform, BindingChange.DELETED, Set.of()));
        });
  }

  @Override
  public CheckReport check(Caller caller, String tenant, String platform) {
    require(tenant, platform);
    descriptors.inUse(platform);
    return checks.ofMobileApp(tenant, platform, uses(tenant, platform));
  }

  @Override
  public CheckReport check(String tenant, String platform, Map<String, String> fields) {
    tenants.require(tenant);
    FormInput input = first(form(platform), fields);
    return checks.ofDraft(tenant, platform, input.plain(), input.secrets(), uses(tenant, platform));
  }

  private Checks.Uses uses(String tenant, String platform) {
    return new Checks.Uses(dependents.of(tenant, platform), dependents.sendCodes(tenant, platform));
  }

  private Stored<MobileAppRecord> require(String tenant, String platform) {
    tenants.require(tenant);
    return apps.find(tenant, platform)
        .orElseThrow(() -> ProblemException.notFound(Resource.MOBILE_APP));
  }

  @Override
  public int reseal(String partition) {
    int changed = 0;
    for (Stored<MobileAppRecord> each : apps.all(partition, new Query.All(), MAX_APPS)) {
      changed += resealOne(each.key()) ? 1 : 0;
    }
    return changed;
  }

  private boolean resealOne(DocumentKey key) {
    return storage.transact(
        work -> {
          Optional<Stored<MobileAppRecord>> read = apps.find(key.partition(), key.id());
          if (read.isEmpty()) {
            return () -> false;
          }
          MobileAppRecord record = read.get().value();
          Map<String, StoredSecret> resealed = secrets.resealed(key, record.secrets());
          if (resealed.equals(record.secrets())) {
            return () -> false;
          }
          work.add(apps.replace(read.get(), record.with(resealed)));
          return () -> true;
        });
  }
}
