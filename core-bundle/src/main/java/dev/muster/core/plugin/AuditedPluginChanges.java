package dev.muster.core.plugin;

import dev.muster.api.Caller;
import dev.muster.api.PluginChanges;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.Resource;
import dev.muster.core.change.Changes;
import dev.muster.core.settings.Settings;
import dev.muster.spi.Text;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.PluginEvent.PluginChange;
import dev.muster.spi.hook.PluginEvent.PluginChanged;
import dev.muster.spi.hook.PluginEvent.PluginInstalled;
import dev.muster.spi.hook.PluginEvent.PluginRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of plugins that an administrator asks for, each of them in the audit log. */
@Component
public final class AuditedPluginChanges implements PluginChanges {
  private static final Logger LOG = LoggerFactory.getLogger(AuditedPluginChanges.class);

  /** How long an answer waits for the calls that run on a plugin that goes. */
  private static final int GONE_SECONDS = 10;

  private final PluginWatcher watcher;
  private final Settings settings;
  private final Changes changes;

  /** Made by Declarative Services. */
  @Activate
  public AuditedPluginChanges(
      @Reference PluginWatcher watcher, @Reference Settings settings, @Reference Changes changes) {
    this.watcher = watcher;
    this.settings = settings;
    this.changes = changes;
  }

  @Override
  public Plugin install(Caller caller, InputStream jar) {
    if (!settings.pluginUpload()) {
      throw new ProblemException(
          ProblemCode.PLUGIN_UPLOAD_OFF,
          new Text(
              "Uploading plugins is switched off: set plugins.upload=true, or copy the jar into the"
                  + " plugin folder.",
              "未开启插件上传：请设置 plugins.upload=true，或将 jar 文件复制到插件目录。"));
    }
    Path upload = watcher.incoming();
    try {
      Files.copy(jar, upload);
      String name = changed("install", deployer -> deployer.install(upload));
      Plugin plugin = shown(name);
      record(caller, new PluginInstalled(name, plugin.version().orElse("unknown")));
      return plugin;
    } catch (PluginException e) {
      if (e.why().passesWithTime()) {
        throw unwritable(e);
      }
      record(caller, new PluginRefused(e.why().code()));
      throw refused(
          e.why().code(),
          new Text(
              "The jar " + e.sentence() + ". What worked before goes on.",
              "该 jar 文件" + e.why().zhCn() + "（" + e.sentence() + "）。此前可用的版本继续运行。"));
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      watcher.discard(upload);
    }
  }

  @Override
  public Plugin stop(Caller caller, String symbolicName) {
    require(symbolicName);
    await(changed("stop", deployer -> deployer.stop(symbolicName)));
    record(caller, new PluginChanged(symbolicName, PluginChange.STOPPED));
    return shown(symbolicName);
  }

  @Override
  public Plugin start(Caller caller, String symbolicName) {
    require(symbolicName);
    boolean unused =
        changed(
            "start",
            deployer -> {
              deployer.start(symbolicName);
              return true;
            });
    record(caller, new PluginChanged(symbolicName, PluginChange.STARTED));
    Plugin plugin = shown(symbolicName);
    if (plugin.state() != dev.muster.api.Plugins.State.ACTIVE) {
      throw plugin.problems().stream()
          .findFirst()
          .map(problem -> refused(problem.code(), problem.message()))
          .orElseGet(
              () ->
                  new ProblemException(
                      ProblemCode.PLUGIN_REFUSED,
                      new Text("None of its files can run.", "没有可以运行的文件。")));
    }
    return plugin;
  }

  @Override
  public void delete(Caller caller, String symbolicName) {
    require(symbolicName);
    await(changed("delete", deployer -> deployer.delete(symbolicName)));
    record(caller, new PluginChanged(symbolicName, PluginChange.DELETED));
  }

  private void require(String symbolicName) {
    if (watcher.find(symbolicName).isEmpty()) {
      throw ProblemException.notFound(Resource.PLUGIN);
    }
  }

  private Plugin shown(String symbolicName) {
    return watcher.find(symbolicName).orElseThrow(() -> ProblemException.notFound(Resource.PLUGIN));
  }

  private <T> T changed(String what, PluginWatcher.Task<T> task) {
    try {
      return watcher.change(task);
    } catch (IOException e) {
      LOG.error("a plugin cannot be changed: {}", what, e);
      throw unwritable(e);
    }
  }

  /** With the reason as {@link PluginProblem} has it, for whoever has words of their own. */
  private static ProblemException refused(String reason, Text detail) {
    return new ProblemException(
        ProblemCode.PLUGIN_REFUSED,
        detail,
        List.of(new FieldProblem("jar", reason, detail)),
        Optional.empty());
  }

  private static ProblemException unwritable(Exception e) {
    LOG.warn("the plugin folder or data.dir cannot be written to", e);
    return new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text(
            "The plugin folder cannot be written to: let the user who runs Muster write there.",
            "无法写入插件目录：请为运行 Muster 的用户授予写权限。"));
  }

  private static void await(CompletableFuture<Void> gone) {
    Optional<Void> unused =
        Optional.ofNullable(gone.completeOnTimeout(null, GONE_SECONDS, TimeUnit.SECONDS).join());
  }

  private void record(Caller caller, DomainEvent event) {
    changes.run(caller, "", work -> work.emit(event));
  }
}
