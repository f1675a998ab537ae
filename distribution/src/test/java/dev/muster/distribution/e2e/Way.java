package dev.muster.distribution.e2e;

import java.util.Map;
import java.util.function.Consumer;

/** The ways in that a platform may offer. Each ends at an application, or at a page of ours. */
enum Way {
  /** A browser anywhere: the person scans. */
  BROWSER {
    @Override
    Ending comeIn(World world, Application application, String person, Consumer<Visitor> then) {
      try (Visitor visitor = visitor(world, application.tenant().platform(), person)) {
        visitor.open(application.signIn("identity_source", Tenant.SOURCE)).scanAs(person);
        then.accept(visitor);
        return visitor.ending();
      }
    }
  },

  /** Inside the platform's own client: nobody clicks. */
  IN_APP {
    @Override
    Ending comeIn(World world, Application application, String person, Consumer<Visitor> then) {
      try (Visitor visitor = visitor(world, application.tenant().platform(), person)) {
        visitor.open(application.signIn("identity_source", Tenant.SOURCE));
        then.accept(visitor);
        return visitor.ending();
      }
    }

    @Override
    Visitor visitor(World world, ChatPlatform platform, String person) {
      return world.visitor(Visitor.Manner.PHONE.as(platform.client())).onPhoneOf(platform, person);
    }

    @Override
    String code(World world, ChatPlatform platform, String person) {
      return world.sandbox(platform).code(person, platform.inAppCode());
    }
  },

  /** A native app, which has a code of the platform's SDK. */
  MOBILE {
    @Override
    Ending comeIn(World world, Application application, String person, Consumer<Visitor> then) {
      String code = code(world, application.tenant().platform(), person);
      var result = application.platformCode(Tenant.SOURCE, code);
      return new Ending(result.path("status").asInt(200), result.toString(), result);
    }
  };

  /**
   * Signs somebody in.
   *
   * @param then what is done with the browser at the end, where there is one
   */
  abstract Ending comeIn(
      World world, Application application, String person, Consumer<Visitor> then);

  Ending comeIn(World world, Application application, String person) {
    return comeIn(world, application, person, visitor -> {});
  }

  /** Somebody's browser, as it is where people come in this way. */
  Visitor visitor(World world, ChatPlatform platform, String person) {
    return world.visitor();
  }

  /** A code of the platform's, as it is handed out to those who come in this way. */
  String code(World world, ChatPlatform platform, String person) {
    return world.sandbox(platform).code(person, Map.of());
  }

  boolean inBrowser() {
    return this != MOBILE;
  }
}
