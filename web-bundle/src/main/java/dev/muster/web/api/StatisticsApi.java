package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Statistics;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.Step;
import dev.muster.spi.Text;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/statistics}: what happened, for the charts of the console. */
@Component
public final class StatisticsApi implements Routes {
  private final Guard guard;
  private final Statistics statistics;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param statistics the service
   */
  @Activate
  public StatisticsApi(@Reference Guard guard, @Reference Statistics statistics) {
    this.guard = guard;
    this.statistics = statistics;
  }

  @Override
  public List<Route> routes() {
    return List.of(guard.tenantRoute("GET", "/statistics", Right.READ, this::read));
  }

  private Response read(Call call) {
    Parameters query = call.request().query();
    Period period =
        new Period(
            Inputs.instant(query, "from"),
            Inputs.instant(query, "to"),
            query.filled("step").map(StatisticsApi::step).orElse(Step.DAY),
            query.filled("timeZone").map(StatisticsApi::zone).orElse(ZoneOffset.UTC));
    return Response.json(200, StatisticsView.of(period, statistics.read(call.tenant(), period)));
  }

  private static Step step(String text) {
    return Arrays.stream(Step.values())
        .filter(each -> shown(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "step",
                    "unknown",
                    new Text("step must be hour, day or week.", "须为 hour、day 或 week。")));
  }

  static String shown(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  private static ZoneId zone(String text) {
    return TimeZones.of(text)
        .orElseThrow(
            () -> ProblemException.invalid("timeZone", "unknown-time-zone", TimeZones.UNKNOWN));
  }
}
