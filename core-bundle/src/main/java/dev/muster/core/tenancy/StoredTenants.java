package dev.muster.core.tenancy;

import dev.muster.api.Caller;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tenant;
import dev.muster.api.Tenant.Settings;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.source.SourceSignOut;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.tenant.TenantRecord;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.hook.TenantEvent.PasswordSignInChanged;
import dev.muster.spi.hook.TenantEvent.TenantChanged;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tenants, with the checks of what is asked. */
@Component(service = Tenants.class)
public final class StoredTenants implements Tenants {
  private final Repository<TenantRecord> tenants;
  private final TenantDirectory directory;
  private final TenantRemoval removal;
  private final SourceSignOut signOut;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredTenants(
      @Reference Storage storage,
      @Reference TenantDirectory directory,
      @Reference TenantRemoval removal,
      @Reference SourceSignOut signOut,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.tenants = storage.repository(TenantRecord.SCHEMA);
    this.directory = directory;
    this.removal = removal;
    this.signOut = signOut;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public Versioned<Tenant> create(Caller caller, String id, String displayName) {
    FieldErrors errors = new FieldErrors();
    if (!TenantDirectory.isId(id)) {
      errors.add(
          "id",
          "format",
          new Text(
              "Give 1 to 31 lower-case letters, digits and -, not beginning with -.",
              "请填写 1 至 31 个小写字母、数字或 -，不能以 - 开头。"));
    }
    errors.checkName("displayName", displayName);
    errors.throwIfAny();
    directory.exists(Tenant.DEFAULT);
    return changes.make(
        caller,
        id,
        work -> {
          TenantRecord made = TenantRecord.of(Settings.of(displayName), clock.instant());
          work.add(tenants.create("", id, made), conflict -> Optional.of(exists()));
          work.add(removal.requireNone(id), conflict -> Optional.of(beingDeleted()));
          work.emit(new TenantChanged(id, ResourceChange.CREATED));
          return () -> versioned(id, made, work.version(tenants.key("", id)));
        });
  }

  private static ProblemException exists() {
    return ProblemException.taken(
        "id", new Text("A tenant with that ID already exists.", "已存在使用此 ID 的租户。"));
  }

  private static ProblemException beingDeleted() {
    return new ProblemException(
        ProblemCode.ALREADY_EXISTS,
        new Text(
            "A tenant with that ID is still being deleted. Try again in a moment.",
            "使用此 ID 的租户仍在删除中，请稍后重试。"));
  }

  @Override
  public Optional<Versioned<Tenant>> find(String id) {
    return directory.find(id).map(stored -> versioned(id, stored.value(), stored.version()));
  }

  @Override
  public Page<Versioned<Tenant>> list(int limit, Optional<String> after) {
    directory.exists(Tenant.DEFAULT);
    Page<Stored<TenantRecord>> page = tenants.page("", new Query.All(), false, limit, after);
    return new Page<>(
        page.items().stream()
            .map(each -> versioned(each.key().id(), each.value(), each.version()))
            .toList(),
        page.next());
  }

  @Override
  public Versioned<Tenant> change(
      Caller caller, String id, UnaryOperator<Settings> change, OptionalLong expected) {
    return changes.make(
        caller,
        id,
        work -> {
          Stored<TenantRecord> read = require(id);
          Versions.check(expected, read);
          Settings before = read.value().settings();
          Settings settings = change.apply(before);
          FieldErrors errors = new FieldErrors();
          errors.checkName("displayName", settings.displayName());
          errors.throwIfAny();
          TenantRecord changed = read.value().with(settings, clock.instant());
          work.add(tenants.replace(read, changed));
          if (settings.passwordSignIn() != before.passwordSignIn()) {
            work.emit(new PasswordSignInChanged(id, settings.passwordSignIn()));
            if (!settings.passwordSignIn()) {
              signOut.after(work, id, PasswordSignIns.SOURCE);
            }
          }
          if (settings.passwordSignIn() == before.passwordSignIn()
              || !settings.displayName().equals(before.displayName())) {
            work.emit(new TenantChanged(id, ResourceChange.CHANGED));
          }
          return () -> versioned(id, changed, work.version(read.key()));
        });
  }

  @Override
  public void delete(Caller caller, String id, OptionalLong expected) {
    changes.run(
        caller,
        "",
        work -> {
          Stored<TenantRecord> read = require(id);
          Versions.check(expected, read);
          if (id.equals(Tenant.DEFAULT)) {
            throw new ProblemException(
                ProblemCode.IN_USE,
                new Text("The tenant default cannot be deleted.", "不能删除租户 default。"));
          }
          work.add(tenants.delete(read));
          removal.begin(work, id);
          work.emit(new TenantChanged(id, ResourceChange.DELETED));
        });
  }

  private Stored<TenantRecord> require(String id) {
    directory.require(id);
    return tenants.find("", id).orElseThrow(() -> ProblemException.notFound(Resource.TENANT));
  }

  private static Versioned<Tenant> versioned(String id, TenantRecord record, long version) {
    return new Versioned<>(record.tenant(id), version);
  }
}
