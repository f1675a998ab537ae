package dev.muster.core.settings;

import dev.muster.api.Installation;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.settings.AddressRange;
import dev.muster.settings.SmtpUrl;
import dev.muster.spi.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What the installation is set to. A value that is wrong fails the start, never a default. */
@Component(service = {Settings.class, Installation.class, PlatformSettings.class})
public final class Settings implements Installation, PlatformSettings {
  /** How long audit events are kept where nothing is set. */
  public static final Duration AUDIT_RETENTION =
      new SettingValues(key -> Optional.empty()).duration("audit.retention");

  /** How long statistics are kept where nothing is set. */
  public static final Duration STATISTICS_RETENTION =
      new SettingValues(key -> Optional.empty()).duration("statistics.retention");

  private static final String PREFIX = "muster.";

  private final SettingValues values;
  private final String version;
  private final URI publicUrl;
  private final List<AddressRange> trustedProxies;
  private final boolean demo;
  private final Path dataDir;
  private final Path masterKeyFile;
  private final Optional<Secret> adminPassword;
  private final Optional<Secret> adminToken;
  private final int passwordMinLength;
  private final Duration auditRetention;
  private final Duration statisticsRetention;
  private final Duration warRoomRetention;
  private final int reconciliationCallsPerSecond;
  private final boolean pluginUpload;
  private final boolean privateDestinations;

  /** Reads the framework's properties. */
  @Activate
  public Settings(BundleContext context) {
    this(
        key -> Optional.ofNullable(context.getProperty(PREFIX + key)),
        text(context.getBundle().getVersion()));
  }

  /** Reads any settings, by their names in {@code conf/muster.properties}. */
  public Settings(Function<String, Optional<String>> raw, String version) {
    this.values = new SettingValues(raw);
    this.version = version;
    this.publicUrl =
        values.origin("public.url", "http://localhost:" + values.text("http.port").orElseThrow());
    this.trustedProxies = values.ranges("trusted.proxies");
    this.demo = values.flag("demo");
    this.dataDir = values.path("data.dir", "data");
    this.masterKeyFile = values.path("master.key.file", dataDir.resolve("master.key").toString());
    this.adminPassword = values.secret("admin.password");
    this.adminToken = values.secret("admin.token");
    this.passwordMinLength = Integer.parseInt(values.text("password.min.length").orElseThrow());
    this.auditRetention = values.duration("audit.retention");
    this.statisticsRetention = values.duration("statistics.retention");
    this.warRoomRetention = values.duration("war-rooms.retention");
    this.reconciliationCallsPerSecond =
        Integer.parseInt(values.text("reconciliation.calls.per.second").orElseThrow());
    this.pluginUpload = values.flag("plugins.upload");
    this.privateDestinations = values.flag("outgoing.private.addresses");
  }

  private static String text(Version version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  @Override
  public URI publicUrl() {
    return publicUrl;
  }

  @Override
  public boolean trustsProxy(InetAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }

  @Override
  public boolean demo() {
    return demo;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<String> setting(String platform, String key) {
    return values.text("platform." + platform + "." + key);
  }

  /**
   * A setting of a bundle of hooks. A variable of the environment spells a name in small letters
   * with dots, so that counts for any.
   */
  public Optional<String> ofHook(String symbolicName, String key) {
    String name = "hook." + symbolicName + "." + key;
    return values
        .text(name)
        .or(() -> values.text(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".")));
  }

  /** Where the master keys are. */
  public Path masterKeyFile() {
    return masterKeyFile;
  }

  /** Who has wrapped the master keys, where that is somebody. */
  public Optional<String> secretKeeper() {
    return values.text("secrets.keeper");
  }

  /** Where the embedded storage lies. */
  public Path dataDir() {
    return dataDir;
  }

  /** The password of the user {@code admin}, where it is set. */
  public Optional<Secret> adminPassword() {
    return adminPassword;
  }

  /** The API token with every right, where it is set. */
  public Optional<Secret> adminToken() {
    return adminToken;
  }

  @Override
  public int passwordMinLength() {
    return passwordMinLength;
  }

  /** How long audit events are kept. */
  public Duration auditRetention() {
    return auditRetention;
  }

  /** How long statistics are kept. */
  public Duration statisticsRetention() {
    return statisticsRetention;
  }

  /** How long war rooms are kept once they are closed. */
  public Duration warRoomRetention() {
    return warRoomRetention;
  }

  /** How often an app's address book is asked in a second for what nobody waits for. */
  public int reconciliationCallsPerSecond() {
    return reconciliationCallsPerSecond;
  }

  /** The bundles without whose sign-in policy nobody signs in, by symbolic name. */
  public List<String> requiredPolicies() {
    return values.names("signin.policies.required");
  }

  @Override
  public Optional<String> outgoingAddress() {
    return values.text("outgoing.address");
  }

  @Override
  public boolean pluginUpload() {
    return pluginUpload;
  }

  /**
   * Where the embedded storage of the installation lies that {@code check} looks at; present only
   * there, and then nothing of that installation is changed.
   */
  public Optional<Path> checkedDataDir() {
    return values.text("checked.data.dir").map(Path::of);
  }

  /** Whether addresses that are entered may lead into private networks. */
  public boolean privateDestinations() {
    return privateDestinations;
  }

  /** Whether standard output is a person's terminal, and no log. */
  public boolean terminal() {
    return values.flag("terminal");
  }

  /** The mail server that codes are sent through, where there is one. */
  Optional<SmtpUrl> smtp() {
    Optional<SmtpUrl> url = values.text("smtp.url").flatMap(SmtpUrl::of);
    if (url.isPresent() && values.text("smtp.from").isEmpty()) {
      throw new SettingException(
          "smtp.from", "is not set", "give the address that mails come from, or no smtp.url");
    }
    return url;
  }

  /** A setting that is handed on as it is. */
  Optional<String> text(String key) {
    return values.text(key);
  }
}
