package dev.muster.core.platform.connection;

import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.Installation;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.TenantUrls;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
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

  private final ConnectionCheck check;
  private final Installation installation;
  private final Credentials credentials;

  /** Checks by asking platforms. */
  @Activate
  public Checks(
      @Reference ConnectionCheck check,
      @Reference Installation installation,
      @Reference Credentials credentials) {
    this.check = check;
    this.installation = installation;
    this.credentials = credentials;
  }

  /**
   * Checks a mobile app that some sources use.
   *
   * @throws ProblemException {@code NOT_FOUND}
   */
  public CheckReport ofMobileApp(String tenant, String platform, List<String> sources) {
    return check(
        credentials
            .ofMobileApp(tenant, platform)
            .orElseThrow(() -> ProblemException.notFound(Resource.MOBILE_APP)),
        sources,
        AdmissionRule.EVERYBODY);
  }

  /**
   * Checks an app that is not bound. The connection that is made for it is closed by the next draft
   * of the tenant and platform.
   *
   * @param fields values that are not secret
   * @param secrets secrets by field
   * @param sources what would use it
   */
  public CheckReport ofDraft(
      String tenant,
      String platform,
      Map<String, String> fields,
      Map<String, Secret> secrets,
      List<String> sources) {
    Map<String, BoundSecret> bound =
        secrets.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> BoundSecret.of(each.getValue())));
    return check(
        Binding.ofDraft(tenant, platform, fields, bound), sources, AdmissionRule.EVERYBODY);
  }

  /**
   * Checks what a source would sign in with.
   *
   * @param draft {@link Credentials#ofDraft}
   * @param source the source's id
   * @param rule whom it is to let in
   */
  public CheckReport ofSourceDraft(Binding draft, String source, AdmissionRule rule) {
    return check(draft, List.of(source), rule);
  }

  /**
   * Checks what a source signs in with.
   *
   * @param rule whom it lets in
   * @throws ProblemException {@code NOT_FOUND}
   */
  public CheckReport ofSource(String tenant, String source, AdmissionRule rule) {
    return check(
        credentials
            .ofSource(tenant, source)
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE)),
        List.of(source),
        rule);
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

  private CheckReport check(Binding binding, List<String> sources, AdmissionRule rule) {
    TenantUrls urls = new TenantUrls(installation.publicUrl(), binding.tenant());
    List<URI> callbacks =
        sources.stream().map(source -> URI.create(urls.callback(source))).toList();
    try {
      CheckEnvironment environment =
          CheckEnvironment.of(urls.publicUrl(), callbacks).withGroups(rule.ids(UnitKind.GROUP));
      CheckReport report = check.check(binding, environment);
      return rule.ids(UnitKind.DEPARTMENT).isEmpty() ? report : byAddressBook(report);
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
