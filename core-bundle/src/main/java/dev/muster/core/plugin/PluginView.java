package dev.muster.core.plugin;

import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import dev.muster.core.plugin.PluginException.Why;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plugins as administrators see them: every file of theirs runs, or there is a reason. */
final class PluginView {
  private static final String CHAT_PROVIDER = "dev.muster.spi.platform.ChatProvider";

  private PluginView() {}

  /**
   * One that runs.
   *
   * @param services what it offers at the moment
   * @param lost why that is less than it came with
   * @param jars its files
   */
  static Plugin running(
      RunningPlugin plugin, List<String> services, Optional<String> lost, List<PluginFile> jars) {
    PluginJar now = plugin.jar();
    List<PluginProblem> problems = new ArrayList<>();
    lost.ifPresent(
        sentence ->
            problems.add(problem(now.name(), Optional.of(now), Why.SERVICE_LOST, sentence)));
    @Nullable PluginFile serving = serving(now, jars);
    for (PluginFile each : jars) {
      if (each.problem().isPresent()) {
        problems.addAll(problems(each));
      } else if (each != serving) {
        String where = serving == null ? "what runs" : serving.name() + ", which runs";
        String sentence =
            each.isSameAs(now)
                ? "holds the same as " + where
                : "holds version %s, which is not newer than %s of %s"
                    .formatted(each.needJar().version(), now.version(), where);
        problems.add(
            problem(each.name(), each.jar(), Why.SUPERSEDED, sentence + ": take one of them away"));
      }
    }
    return new Plugin(
        now.symbolicName(),
        Optional.of(now.version().toString()),
        State.ACTIVE,
        jars.stream().map(PluginFile::name).toList(),
        services,
        services.contains(CHAT_PROVIDER) ? plugin.platforms() : List.of(),
        problems);
  }

  /** The file that what runs was read from, or one that holds the same. */
  private static @Nullable PluginFile serving(PluginJar now, List<PluginFile> jars) {
    List<PluginFile> same = jars.stream().filter(each -> each.isSameAs(now)).toList();
    return same.stream()
        .filter(each -> each.name().equals(now.name()))
        .findFirst()
        .orElse(same.isEmpty() ? null : same.get(0));
  }

  /** One that does not run. */
  static Plugin resting(
      String name, boolean stopped, List<PluginFile> candidates, List<PluginFile> jars) {
    return new Plugin(
        name,
        candidates.stream().findFirst().map(each -> each.needJar().version().toString()),
        stopped ? State.STOPPED : State.REFUSED,
        jars.stream().map(PluginFile::name).toList(),
        List.of(),
        List.of(),
        jars.stream().flatMap(each -> problems(each).stream()).toList());
  }

  private static List<PluginProblem> problems(PluginFile each) {
    return each.problem().stream()
        .map(e -> problem(each.name(), each.jar(), e.why(), e.sentence()))
        .toList();
  }

  private static PluginProblem problem(
      String file, Optional<PluginJar> jar, Why why, String sentence) {
    return new PluginProblem(
        file,
        jar.map(it -> it.version().toString()),
        why.code(),
        new Text(
            "The file " + file + " " + sentence + ".",
            "文件 " + file + "：" + why.zhCn() + "（" + sentence + "）。"));
  }
}
