package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.CodeDelivery;
import dev.muster.spi.hook.CodeDelivery.Address;
import dev.muster.spi.hook.CodeDelivery.Email;
import dev.muster.spi.hook.CodeDelivery.Message;
import dev.muster.spi.hook.CodeDelivery.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CodeDeliveriesTest {
  private static final Email MAIL = new Email("wang@corp.example");
  private static final Phone PHONE = new Phone("+8613800000000");

  private final CountedMetrics metrics = new CountedMetrics();
  private final CodeDeliveries deliveries = new CodeDeliveries(metrics);
  private final List<String> delivered = new ArrayList<>();

  private CodeDelivery delivery(String name, Predicate<Address> reaches) {
    return new CodeDelivery() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean reaches(Address address) {
        return reaches.test(address);
      }

      @Override
      public void deliver(Message message) {
        if (name.startsWith("broken")) {
          throw new IllegalStateException("as the test says");
        }
        delivered.add(name + " " + message.to());
      }
    };
  }

  private static Message message(Address to) {
    return new Message(
        "acme",
        "Acme",
        to,
        "link",
        "en",
        Secret.of("123456"),
        Duration.ofMinutes(10),
        "Code",
        Secret.of("123456"));
  }

  private Optional<String> send(Address... addresses) {
    return deliveries.send(deliveries.to(List.of(addresses)), CodeDeliveriesTest::message);
  }

  @Test
  void asksTheHighestRankedThatReachesAnAddress() {
    deliveries.add(delivery("mail", Email.class::isInstance), 1);
    deliveries.add(delivery("sms", Phone.class::isInstance), 5);

    assertThat(send(MAIL)).contains("mail");
    assertThat(send(MAIL, PHONE)).contains("sms");
    assertThat(delivered).containsExactly("mail " + MAIL, "sms " + PHONE);
  }

  @Test
  void asksTheNextWhenOneFails() {
    deliveries.add(delivery("broken", address -> true), 5);
    deliveries.add(delivery("mail", Email.class::isInstance), 1);

    assertThat(send(MAIL)).contains("mail");
    assertThat(delivered).hasSize(1);
    assertThat(metrics.lines())
        .as("what went well would tell of whom there is an account")
        .containsExactly("muster_hook_calls_total hook code bundle test.bundle outcome failed");
  }

  @Test
  void saysThatNobodyTookIt() {
    assertThat(deliveries.isEmpty()).isTrue();
    assertThat(deliveries.to(List.of(MAIL))).isEmpty();
    deliveries.add(delivery("broken", address -> true), 5);
    deliveries.add(delivery("broken-too", address -> true), 5);

    assertThat(deliveries.isEmpty()).isFalse();
    assertThat(send(MAIL)).isEmpty();
  }

  @Test
  void oneThatFailsToSayWhetherItReachesSomebodyDoesNot() {
    deliveries.add(
        delivery(
            "odd",
            address -> {
              throw new IllegalStateException("as the test says");
            }),
        5);

    assertThat(deliveries.to(List.of(MAIL, PHONE))).isEmpty();
  }

  @Test
  void areAskedWhileTheyAreThere() {
    RegisteredService<CodeDelivery> reference = RegisteredService.of("mail.bundle", 7);
    deliveries.bind(delivery("mail", Email.class::isInstance), reference);
    assertThat(send(MAIL)).contains("mail");

    deliveries.unbind(reference);
    assertThat(deliveries.isEmpty()).isTrue();
  }
}
