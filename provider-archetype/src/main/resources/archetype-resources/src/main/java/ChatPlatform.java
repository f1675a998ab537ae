package ${package};

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** ${platformName}, as a platform. */
@Component(service = ChatProvider.class)
public final class ChatPlatform implements ChatProvider {
  private static final Text NAME = new Text("${platformName}", "${platformName}");

  @Override
  public PlatformDescriptor descriptor() {
    List<Field> fields =
        List.of(
            Field.text("company", new Text("Company", "企业"), new Text("Its id at the platform", "企业 ID"))
                .asIdentifying(),
            Field.secret("secret", new Text("Secret", "密钥"), new Text("Of the app", "应用密钥")));
    // with an icon, a checklist of its console (withSetup) and, one by one, the abilities of BoundApp: withSignIn, withDirectory, withWebhooks
    return PlatformDescriptor.of("${platformId}", NAME)
        .withBindingFields(fields.stream().map(Field::asRequired).toList())
        .withSourceFields(fields.stream().map(Field::asInherited).toList());
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new BoundApp();
  }

  /** One bound app. Its abilities come here: signIn(), directory(), webhooks(). */
  private static final class BoundApp implements Connection {
    @Override
    public CheckReport check(CheckEnvironment environment, Deadline deadline) {
      return CheckReport.of(
          List.of(
              Step.failed(
                      "connection",
                      Optional.empty(),
                      new Text("Nothing was tried yet.", "尚未进行检查。"),
                      new Text("Write the check.", "请实现检查。"),
                      Optional.empty())
                  .deciding(Set.of(Capability.SIGN_IN))));
    }
  }
}
