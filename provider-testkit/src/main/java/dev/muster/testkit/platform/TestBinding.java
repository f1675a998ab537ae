package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A binding that an administrator gets wrong: begins as it has to be at the fixture's server, is
 * changed by a test, and tells what the doctor says.
 */
public final class TestBinding {
  private static final Duration TIME = Duration.ofSeconds(5);

  private final PlatformFixture fixture;
  private final Set<String> secretNames;
  private final Map<String, String> fields;
  private TestProviderContext context;

  /**
   * A binding that is right.
   *
   * @param fixture the provider and its server
   */
  public TestBinding(PlatformFixture fixture) {
    this.fixture = fixture;
    this.secretNames =
        fixture.provider().descriptor().bindingFields().stream()
            .filter(Field::secret)
            .map(Field::name)
            .collect(Collectors.toSet());
    this.fields = new HashMap<>(fixture.fields());
    this.context = newContext();
  }

  private TestProviderContext newContext() {
    Map<String, String> secrets = new HashMap<>(fields);
    secrets.keySet().retainAll(secretNames);
    return new TestProviderContext(secrets, fixture.settings(), Clock.systemUTC());
  }

  /**
   * What is entered.
   *
   * @param field a field
   * @return its value
   */
  public String value(String field) {
    return fields.getOrDefault(field, "");
  }

  /**
   * Enters another value.
   *
   * @param field a field
   * @param value its value
   * @return this
   */
  public TestBinding with(String field, String value) {
    fields.put(field, value);
    context = newContext();
    return this;
  }

  /**
   * Leaves fields out.
   *
   * @param names the fields
   * @return this
   */
  public TestBinding without(String... names) {
    Set.of(names).forEach(fields::remove);
    context = newContext();
    return this;
  }

  /**
   * What the connection is lent.
   *
   * @return the context
   */
  public TestProviderContext context() {
    return context;
  }

  /**
   * Connects.
   *
   * @return a fresh connection
   */
  public Connection connect() {
    Map<String, String> plain = new HashMap<>(fields);
    plain.keySet().removeAll(secretNames);
    Set<String> secrets = new HashSet<>(secretNames);
    secrets.retainAll(fields.keySet());
    return fixture.provider().connect(ConnectionSettings.of("test", plain, secrets), context);
  }

  /**
   * Asks the doctor.
   *
   * @return what it says
   */
  public CheckReport check() {
    return check(fixture.environment());
  }

  /**
   * Asks the doctor.
   *
   * @param environment how the platform sees us
   * @return what it says
   */
  public CheckReport check(CheckEnvironment environment) {
    return connect().check(environment, Deadline.in(TIME));
  }

  /**
   * What the doctor says of one part.
   *
   * @param id the step
   * @return the step
   */
  public Step step(String id) {
    return check().steps().stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * What the doctor says of a part that is wrong, with how to fix it.
   *
   * @param id the step
   * @return the step
   */
  public Step failed(String id) {
    Step step = step(id);
    assertThat(step.ok()).as(id).isFalse();
    assertThat(step.fix()).as(id).isPresent();
    return step;
  }
}
