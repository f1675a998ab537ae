package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.http.TestInstallation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private final ApiFixture api = new ApiFixture();

  @Test
  void describesEveryRouteAndNothingElse() {
    List<String> routes =
        ApiFixture.routes(api.world, TestInstallation.plain(), api.world.core.auditLog).stream()
            .flatMap(contribution -> contribution.routes().stream())
            .map(route -> route.method() + " " + route.template().substring(Guard.BASE.length()))
            .toList();
    assertThat(api.description.operations().stream().map(Object::toString))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void isServedToAnybody() {
    ApiFixture.Answer answer = api.send(ApiFixture.request("GET", "/openapi.json"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("openapi").asText()).isEqualTo("3.1.0");
  }

  @Test
  void refersToNothingThatIsNotThere() {
    List<String> references = new ArrayList<>();
    collect(api.description.document(), references);
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(api.description.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.get("$ref").asText());
    }
    node.forEach(child -> collect(child, references));
  }

  @Test
  void isInOneFilePerResourceAndSaysNothingTwice() {
    List<String> defined = new ArrayList<>();
    define(OpenApiDocument.part("openapi.json"), defined);
    for (JsonNode tag : api.description.document().get("tags")) {
      JsonNode part = OpenApiDocument.part("openapi/" + tag.get("name").asText() + ".json");
      assertThat(part.findValues("tags"))
          .isNotEmpty()
          .allSatisfy(tags -> assertThat(tags).containsExactly(tag.get("name")));
      define(part, defined);
    }
    assertThat(defined).doesNotHaveDuplicates();
  }

  private static void define(JsonNode part, List<String> defined) {
    part.path("paths").fieldNames().forEachRemaining(defined::add);
    part.path("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(name -> defined.add(kind.getKey() + "/" + name)));
  }

  @Test
  void promisesPeopleToNoticesAlone() {
    JsonNode schemas = api.description.document().at("/components/schemas");
    assertThat(schemas.at("/WarRoomNotice/properties/to/items/anyOf")).hasSize(3);
    assertThat(schemas.at("/WarRoomMessage/properties/mention/items/type").asText())
        .isEqualTo("string");
  }

  @Test
  void namesEachOperationOnce() {
    assertThat(
            api.description.operations().stream()
                .map(operation -> operation.node().get("operationId").asText()))
        .doesNotHaveDuplicates();
  }
}
