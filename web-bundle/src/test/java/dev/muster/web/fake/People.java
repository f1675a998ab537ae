package dev.muster.web.fake;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.User;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Those who sign in. */
final class People {
  private People() {}

  static User user(String name, Instant now) {
    return new User(
        "user-" + name,
        User.Profile.builder(name)
            .displayName(Optional.of(name.equals("alice") ? "Alice <b>Li</b>" : name))
            .email(Optional.of(name + "@corp.example"), true)
            .phone(Optional.of("+8613800000000"), false)
            .locale(Optional.of("zh-CN"))
            .picture(Optional.of(URI.create("https://img.example/" + name)))
            .build(),
        true,
        false,
        now,
        Optional.of(now));
  }

  static Identity identity(Offer offer, String name, Instant now) {
    return new Identity(
        "identity-" + name, offer.id(), offer.platform(), "ww1", name, List.of("1", "7"), now, now);
  }
}
