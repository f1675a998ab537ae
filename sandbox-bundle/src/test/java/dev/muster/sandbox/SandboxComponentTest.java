package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

final class SandboxComponentTest {
  private final List<String> called = new ArrayList<>();

  @Test
  void registersNothingUnlessItIsSwitchedOn() {
    new SandboxComponent(context(), settings(false)).deactivate();
    assertThat(called).isEmpty();
  }

  @Test
  void isOffWhenTheConfigurationDoesNotSay() throws NoSuchMethodException {
    assertThat(SandboxSettings.class.getMethod("enabled").getDefaultValue()).isEqualTo(false);
  }

  @Test
  void servesWhileItIsSwitchedOn() {
    SandboxComponent component = new SandboxComponent(context(), settings(true));
    assertThat(called).containsExactly("registerService");
    component.deactivate();
    assertThat(called).containsExactly("registerService", "unregister");
  }

  private BundleContext context() {
    Object registration = recording(ServiceRegistration.class, null);
    return (BundleContext) recording(BundleContext.class, registration);
  }

  private Object recording(Class<?> type, Object result) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          called.add(method.getName());
          return result;
        });
  }

  private static SandboxSettings settings(boolean enabled) {
    return new SandboxSettings() {
      @Override
      public boolean enabled() {
        return enabled;
      }

      @Override
      public String trustedDomain() {
        return "";
      }

      @Override
      public String callbacks() {
        return "http://muster.example/t/demo/callbacks";
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return SandboxSettings.class;
      }
    };
  }
}
