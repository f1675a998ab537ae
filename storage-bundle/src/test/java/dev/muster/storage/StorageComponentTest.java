package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.launch.Readiness;
import dev.muster.spi.storage.DocumentStore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Which services appear, and what they carry. */
final class StorageComponentTest {
  private final Map<Class<?>, Object> services = new LinkedHashMap<>();
  @TempDir Path directory;

  @Test
  void registersTheStoreAndSaysThatItIsReady() {
    StorageComponent component =
        new StorageComponent(context(), configuration("", directory.toString()));

    assertThat(store().orElseThrow().find(TestDocuments.key("one"))).isEmpty();
    assertThat(readiness().checks()).containsEntry("storage", "");
    assertThat(readiness().fatal()).isEmpty();

    component.close();
    assertThat(services).isEmpty();
  }

  @Test
  void registersNoStoreThatCouldNotBeOpenedAndSaysWhy() {
    StorageComponent component =
        new StorageComponent(context(), configuration("", directory.resolve("missing").toString()));

    assertThat(store()).isEmpty();
    assertThat(readiness().fatal()).startsWith("data.dir: ").contains("is not a directory");
    assertThat(readiness().checks()).containsEntry("storage", readiness().fatal());

    component.close();
    assertThat(services).isEmpty();
  }

  @Test
  void saysThatAStoreDoesNotAnswerOnceItIsClosed() {
    StorageComponent component =
        new StorageComponent(context(), configuration("", directory.toString()));
    Readiness readiness = readiness();
    component.close();

    assertThat(readiness.checks()).containsEntry("storage", "The storage does not answer");
  }

  @Test
  void neverSaysThePassword() {
    new StorageComponent(context(), configuration("jdbc:postgresql://127.0.0.1:1/db", "")).close();
    StorageComponent component =
        new StorageComponent(context(), configuration("jdbc:mysql://a:hunter2@host/db", ""));

    assertThat(readiness().fatal()).startsWith("database.url: ").doesNotContain("hunter2");
    component.close();
  }

  private Optional<DocumentStore> store() {
    return Optional.ofNullable((DocumentStore) services.get(DocumentStore.class));
  }

  private Readiness readiness() {
    return (Readiness) services.get(Readiness.class);
  }

  /** A bundle context that can register services without properties, and nothing else. */
  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("registerService");
              assertThat(arguments[2]).as("properties").isNull();
              Class<?> type = (Class<?>) arguments[0];
              services.put(type, arguments[1]);
              return registration(type);
            });
  }

  private ServiceRegistration<?> registration(Class<?> type) {
    return (ServiceRegistration<?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unregister");
              services.remove(type);
              return null;
            });
  }

  private static StorageConfiguration configuration(String url, String directory) {
    return new StorageConfiguration() {
      @Override
      public String database_url() {
        return url;
      }

      @Override
      public String database_user() {
        return "muster";
      }

      @Override
      public String database_password() {
        return "hunter2";
      }

      @Override
      public String data_dir() {
        return directory;
      }

      @Override
      public boolean look_only() {
        return false;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return StorageConfiguration.class;
      }
    };
  }
}
