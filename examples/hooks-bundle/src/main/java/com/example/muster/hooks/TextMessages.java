package com.example.muster.hooks;

import dev.muster.spi.hook.CodeDelivery;
import dev.muster.spi.hook.HookSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands codes to the company's gateway for text messages. Registered by hand, and only where the
 * gateway is known: people are offered codes while somebody is there who carries them.
 */
@Component(service = {}, immediate = true)
public final class TextMessages {
  private static final Duration TIME = Duration.ofSeconds(4);

  @Activate
  public TextMessages(BundleContext context, @Reference HookSettings settings) {
    settings
        .setting("sms.url")
        .map(URI::create)
        .ifPresent(
            gateway -> context.registerService(CodeDelivery.class, new Gateway(gateway), null));
  }

  private record Gateway(URI address) implements CodeDelivery {
    @Override
    public String name() {
      return "text-messages";
    }

    @Override
    public boolean reaches(Address address) {
      return address instanceof Phone;
    }

    @Override
    public void deliver(Message message) {
      String form =
          "to=" + encoded(((Phone) message.to()).number())
              + "&text=" + encoded(message.text().reveal());
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(TIME)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build();
      HttpClient client = HttpClient.newBuilder().connectTimeout(TIME).build();
      try {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          // what is thrown is logged: neither its words nor the number
          throw new IllegalStateException("The gateway answered " + status);
        }
      } catch (IOException e) {
        throw new IllegalStateException("The gateway cannot be reached");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("It took too long");
      }
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
