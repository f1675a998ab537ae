package dev.muster.core.platform.connection;

import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.Installation;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.TenantUrls;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks of bindings: what keeps a check from being made is a step that failed. */
@Component(service = Checks.class)
public final class Checks {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

  /** Of the 15 s in which a request is answered. */
  private static final Duration WHOLE = Duration.ofSeconds(14);

  private final ConnectionCheck check;
  private final Installation installation;
  private final Credentials credentials;
  private final DepartmentsStep departments;

  /** Checks by asking platforms. */
  @Activate
  public Checks(
      @Reference ConnectionCheck check,
      @Reference Installation installation,
      @Reference Credentials credentials,
      @Reference DepartmentSight sight) {
    this.check = check;
    this.installation = installation;
    this.credentials = credentials;
    this.departments = new DepartmentsStep(sight);
  }

  /**
   * Checks a mobile app.
   *
   * @param uses what it is used for
   * @throws ProblemException {@code NOT_FOUND}
   */
  public CheckReport ofMobileApp(String tenant, String platform, Uses uses) {
    return check(
        credentials
            .ofMobileApp(tenant, platform)
            .orElseThrow(() -> ProblemException.notFound(Resource.MOBILE_APP)),
        uses,
        AdmissionRule.EVERYBODY);
  }

  /**
   * What an app is used for.
   *
   * @param sources the identity sources that use it, by their ids
   * @param messages whether messages are sent to people
   */
  public record Uses(List<String> sources, boolean messages) {
    /** Copies. */
    public Uses {
      sources = List.copyOf(sources);
    }
  }

  /**
   * Checks an app that is not bound. The connection that is made for it is closed by the next draft
   * of the tenant and platform.
   *
   * @param fields values that are not secret
   * @param secrets secrets by field
   * @param uses what it would be used for
   */
  public CheckReport ofDraft(
      String tenant,
      String platform,
      Map<String, String> fields,
      Map<String, Secret> secrets,
      Uses uses) {
    Map<String, BoundSecret> bound =
        secrets.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> BoundSecret.of(each.getValue())));
    return check(Binding.ofDraft(tenant, platform, fields, bound), uses, AdmissionRule.EVERYBODY);
  }

  /**
   * Checks what a source would sign in with.
   *
   * @param draft {@link Credentials#ofDraft}
   * @param source the source's id
   * @param settings whom it is to let in, and what it is to do
   * @param descriptor its platform's
   */
  public CheckReport ofSourceDraft(
      Binding draft, String source, Settings settings, PlatformDescriptor descriptor) {
    return ofSource(draft, source, settings, descriptor);
  }

  private CheckReport ofSource(
      Binding binding, String source, Settings settings, PlatformDescriptor descriptor) {
    CheckReport report = check(binding, uses(source, settings), settings.admission());
    return MobileConfigStep.in(report, binding, settings.methods(), descriptor);
  }

  private static Uses uses(String source, Settings settings) {
    return new Uses(List.of(source), settings.codes());
  }

  /**
   * Checks what a source signs in with.
   *
   * @param settings whom it lets in, and what it does
   * @param descriptor its platform's
   * @throws ProblemException {@code NOT_FOUND}
   */
  public CheckReport ofSource(
      String tenant, String source, Settings settings, PlatformDescriptor descriptor) {
    return ofSource(binding(tenant, source), source, settings, descriptor);
  }

  /**
   * Checks what a source reads the address book with, whomever it lets in.
   *
   * @throws ProblemException {@code NOT_FOUND}
   */
  public CheckReport ofAddressBook(String tenant, String source) {
    return check(
        binding(tenant, source), new Uses(List.of(source), false), AdmissionRule.EVERYBODY);
  }

  private Binding binding(String tenant, String source) {
    return credentials
        .ofSource(tenant, source)
        .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
  }

  /** Where people are let in by departments, nobody signs in without the address book. */
  private static CheckReport byAddressBook(CheckReport report) {
    return CheckReport.of(
        report.steps().stream()
            .map(
                step ->
                    step.decides().contains(Capability.DIRECTORY)
                        ? step.deciding(
                            Stream.concat(step.decides().stream(), Stream.of(Capability.SIGN_IN))
                                .collect(Collectors.toUnmodifiableSet()))
                        : step)
            .toList());
  }

  private CheckReport check(Binding binding, Uses uses, AdmissionRule rule) {
    Deadline deadline = Deadline.in(WHOLE);
    TenantUrls urls = new TenantUrls(installation.publicUrl(), binding.tenant());
    List<URI> callbacks =
        uses.sources().stream().map(source -> URI.create(urls.callback(source))).toList();
    try {
      CheckEnvironment environment =
          CheckEnvironment.of(urls.publicUrl(), callbacks).withGroups(rule.ids(UnitKind.GROUP));
      CheckReport report =
          check.check(binding, uses.messages() ? environment.withMessages() : environment);
      return rule.ids(UnitKind.DEPARTMENT).isEmpty()
          ? report
          : departments.in(byAddressBook(report), binding, rule, deadline);
    } catch (ProviderException e) {
      LOG.warn("A check of {} could not be made", binding, e);
      return CheckReport.of(
          List.of(
              Step.failed(
                      "reachable",
                      e.platformCode(),
                      new Text("The platform could not be asked.", "无法联系平台。"),
                      new Text(
                          "Try again in a minute; if it keeps failing, see the log.",
                          "请稍后重试；如果仍然失败，请查看日志。"),
                      Optional.empty())
                  .deciding(EnumSet.allOf(Capability.class))));
    }
  }
}
