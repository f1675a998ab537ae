package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody signs in to an application with a password, and chooses another one first. */
@EndToEnd
class PasswordSignInIT {
  private static final String PASSWORD = "correct horse battery staple";
  private static final String OTHER = "an entirely new horse";
  private static final List<Manner> MANNERS =
      List.of(
          Manner.ORDINARY.withoutScript(),
          Manner.PHONE.in("zh-CN").inTheDark().withoutScript(),
          new Manner("", "en-US", 320, 640, false, false));

  private final Tenant tenant;
  private final World world;

  PasswordSignInIT(World world) {
    this.world = world;
    this.tenant = world.tenant(ChatPlatform.WECHATWORK);
    tenant.passwordSignIn(true);
  }

  private static boolean chinese(Manner manner) {
    return manner.language().equals("zh-CN");
  }

  @Test
  void signsInAndChoosesAnotherPasswordWithoutScriptInEveryWindowAndLanguage() {
    List<String> wide = new ArrayList<>();
    for (Manner manner : MANNERS) {
      String name = "password-" + manner.language() + "-" + manner.width();
      String user = tenant.addUser(name, PASSWORD);
      tenant.setPassword(user, PASSWORD);
      Application application = tenant.application();
      String signIn = chinese(manner) ? "登录" : "Sign in";
      try (Visitor visitor = world.visitor(manner)) {
        visitor.open(application.signIn());
        assertThat(visitor.ending().text())
            .contains(chinese(manner) ? "或使用密码登录" : "Or with a password");
        look(visitor, name, wide);
        visitor.fill("username", name).fill("password", "wrong").press(signIn);
        assertThat(visitor.ending().status()).isEqualTo(403);
        look(visitor, name + "-wrong", wide);
        visitor.fill("password", PASSWORD).press(signIn);
        look(visitor, name + "-change", wide);
        visitor
            .fill("password", OTHER)
            .fill("again", OTHER)
            .press(chinese(manner) ? "保存并登录" : "Save and sign in");
        assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
        assertThat(visitor.ending().subject()).isEqualTo(user);
      }
      try (Visitor visitor = world.visitor(manner)) {
        visitor.open(application.signIn("identity_source", "password"));
        look(visitor, name + "-alone", wide);
        visitor.fill("username", name).fill("password", OTHER).press(signIn);
        assertThat(visitor.ending().subject()).isEqualTo(user);
      }
    }
    assertThat(wide).isEmpty();
  }

  private static void look(Visitor visitor, String name, List<String> wide) {
    visitor.picture(name);
    if (visitor.overflows()) {
      wide.add(name);
    }
  }

  @Test
  void keepsNobodyOut() {
    String user = tenant.addUser("li", PASSWORD);
    tenant.setPassword(user, PASSWORD);
    for (Manner manner : List.of(Manner.ORDINARY, Manner.PHONE.in("zh-CN").inTheDark())) {
      try (Visitor visitor = world.visitor(manner)) {
        String signIn = chinese(manner) ? "登录" : "Sign in";
        visitor.open(tenant.issuer() + "/login");
        assertThat(visitor.axe()).isEmpty();
        visitor.fill("username", "li").fill("password", "wrong").press(signIn);
        assertThat(visitor.axe()).isEmpty();
        visitor.fill("password", PASSWORD).press(signIn);
        assertThat(visitor.page().url()).contains("interaction=");
        assertThat(visitor.axe()).isEmpty();
      }
    }
  }
}
