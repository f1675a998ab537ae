package dev.muster.core.admin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators;
import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Role;
import dev.muster.api.ApiTokens;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeletedTenantsTest {
  private final TestCore core = new TestCore();

  @BeforeEach
  void twoTenants() {
    core.tenants.create(ALICE, "acme", "Acme");
    core.tenants.create(ALICE, "shop", "Shop");
  }

  private void deleteAcmeAndMakeItAnew() {
    core.tenants.delete(ALICE, "acme", OptionalLong.empty());
    core.taskWork.runDue();
    core.tenants.create(ALICE, "acme", "Another Acme");
  }

  private Set<String> tenantsOf(String username) {
    return core.administrators.find(username).orElseThrow().value().settings().tenants();
  }

  private void administrator(String username, String... tenants) {
    core.administrators.create(
        ALICE,
        username,
        new Administrators.Settings(username, Role.TENANT_ADMIN, Set.of(tenants)),
        Secret.of("correct horse battery staple"));
  }

  @Test
  void whoManagedADeletedTenantDoesNotManageTheNextOfItsId() {
    administrator("wang", "acme", "shop");
    administrator("li", "acme");
    administrator("zhao", "shop");

    deleteAcmeAndMakeItAnew();

    assertThat(tenantsOf("wang")).containsExactly("shop");
    assertThat(tenantsOf("li")).isEmpty();
    assertThat(tenantsOf("zhao")).containsExactly("shop");
  }

  @Test
  void noTokenOfADeletedTenantSeesTheNextOfItsId() {
    Secret token =
        core.apiTokens
            .create(
                ALICE, new ApiTokens.Settings("CI", Role.AUDITOR, Set.of("acme"), Optional.empty()))
            .secret();

    deleteAcmeAndMakeItAnew();

    Principal left = core.apiTokens.authenticate(ALICE, token).orElseThrow();
    assertThat(left.sees("acme")).isFalse();
    assertThat(left.role()).isEqualTo(Role.AUDITOR);
  }

  @Test
  void whoManagesEveryTenantGoesOnDoingSo() {
    core.administrators.create(
        ALICE,
        "boss",
        new Administrators.Settings("Boss", Role.OWNER, Set.of("*")),
        Secret.of("correct horse battery staple"));

    deleteAcmeAndMakeItAnew();

    assertThat(tenantsOf("boss")).containsExactly("*");
  }
}
