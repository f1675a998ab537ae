package dev.muster.web.api;

import dev.muster.api.Caller;
import dev.muster.api.PluginChanges;
import dev.muster.api.Plugins;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.spi.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One plugin that runs with a newer jar that is refused; remembers what was done to it. */
final class FakePlugins implements Plugins, PluginChanges {
  static final String ONE = "org.acme.chat";

  final List<String> calls = new ArrayList<>();
  boolean uploads = true;

  private static Plugin plugin(State state) {
    return new Plugin(
        ONE,
        Optional.of("1.2.0"),
        state,
        List.of("chat-1.2.jar", "chat-1.3.jar"),
        List.of("dev.muster.spi.platform.ChatProvider"),
        List.of("acme"),
        List.of(
            new PluginProblem(
                "chat-1.3.jar",
                Optional.empty(),
                "damaged",
                new Text("The file chat-1.3.jar is empty.", "文件 chat-1.3.jar 为空。"))));
  }

  @Override
  public List<Plugin> list() {
    return List.of(plugin(State.ACTIVE));
  }

  @Override
  public Optional<Plugin> find(String symbolicName) {
    return list().stream().filter(each -> each.symbolicName().equals(symbolicName)).findFirst();
  }

  @Override
  public Plugin install(Caller caller, InputStream jar) {
    if (!uploads) {
      throw new ProblemException(ProblemCode.PLUGIN_UPLOAD_OFF, new Text("Switched off.", "已关闭。"));
    }
    try {
      int length = jar.readAllBytes().length;
      if (length == 0) {
        throw new ProblemException(
            ProblemCode.PLUGIN_REFUSED, new Text("The jar is empty.", "该 jar 文件为空。"));
      }
      calls.add("install " + length + " by " + caller.actor());
      return plugin(State.ACTIVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Plugin stop(Caller caller, String symbolicName) {
    return changed("stop", symbolicName, State.STOPPED);
  }

  @Override
  public Plugin start(Caller caller, String symbolicName) {
    return changed("start", symbolicName, State.ACTIVE);
  }

  @Override
  public void delete(Caller caller, String symbolicName) {
    Plugin unused = changed("delete", symbolicName, State.STOPPED);
  }

  private Plugin changed(String what, String symbolicName, State state) {
    if (!symbolicName.equals(ONE)) {
      throw ProblemException.notFound(Resource.PLUGIN);
    }
    calls.add(what + " " + symbolicName);
    return plugin(state);
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
