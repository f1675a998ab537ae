package dev.muster.core.platform.connection;

import dev.muster.api.Installation;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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

  /** Checks by asking platforms. */
  @Activate
  public Checks(@Reference ConnectionCheck check, @Reference Installation installation) {
    this.check = check;
    this.installation = installation;
  }

  /** Checks a binding that some sources use. */
  public CheckReport check(Binding binding, List<String> sources) {
    URI publicUrl = installation.publicUrl();
    List<URI> callbacks =
        sources.stream()
            .map(
                source ->
                    publicUrl.resolve("/t/" + binding.tenant() + "/login/" + source + "/callback"))
            .toList();
    try {
      return check.check(binding, new CheckEnvironment(publicUrl, callbacks));
    } catch (ProviderException e) {
      LOG.warn("A check of {} could not be made", binding, e);
      return new CheckReport(
          List.of(
              Step.failed(
                  "reachable",
                  e.platformCode(),
                  new Text("The platform could not be asked.", "无法联系平台。"),
                  new Text(
                      "Try again in a minute; if it keeps failing, see the log.",
                      "请稍后重试；如果仍然失败，请查看日志。"),
                  Optional.empty())));
    }
  }
}
