package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every page of docs/recipes, those too that nothing runs. */
@EndToEnd
class RecipesIT {
  private static final Path TESTS = Path.of("src/test/java/dev/muster/distribution/e2e");

  /** A page, and either the test that runs it or that there is none. */
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| \\[[^]]+]\\(([a-z0-9-]+)\\.md\\) .*\\| (run by `(\\w+)`|not run here) \\|$");

  private final World world;

  RecipesIT(World world) {
    this.world = world;
  }

  @Test
  void musterTakesEveryApplicationAsItsPageRegistersIt() {
    for (String page : Recipe.pages()) {
      Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
      Recipe recipe = Recipe.of(page);

      assertThat(recipe.clients()).as(page).isNotEmpty();
      // a refusal fails, and says which page's
      recipe
          .clients()
          .forEach(
              client ->
                  assertThat(tenant.register(client).isEmpty())
                      .as(page + ": a secret for confidential ones alone")
                      .isEqualTo(client.contains("\"type\":\"public\"")));
    }
  }

  @Test
  void theIndexHasEveryPageAndSaysWhichAreRun() {
    List<MatchResult> rows = ROW.matcher(Recipe.of("README").text()).results().toList();

    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyInAnyOrderElementsOf(Recipe.pages());
    rows.forEach(RecipesIT::isTrue);
  }

  /** A page that is run has a test that names it; one that is not says so. */
  private static void isTrue(MatchResult row) {
    String page = row.group(1);
    boolean marked = Recipe.of(page).text().contains("*Not run here.*");
    assertThat(marked).as(page).isEqualTo(row.group(3) == null);
    if (row.group(3) != null) {
      assertThat(Files.exists(TESTS.resolve(row.group(3) + ".java"))).as(row.group(3)).isTrue();
    }
  }
}
