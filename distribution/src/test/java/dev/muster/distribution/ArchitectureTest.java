package dev.muster.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Which module may see which: web to api, providers and storage to spi, and nothing else. */
class ArchitectureTest {
  private static final String API = "dev.muster.api..";
  private static final String SPI = "dev.muster.spi..";

  /** Each platform's bundle has a copy of its own in it. */
  private static final String SUPPORT = "dev.muster.support..";

  private static final String LAUNCH = "dev.muster.launch";

  /** The launcher has a copy of its own in it. */
  private static final String SETTINGS = "dev.muster.settings..";

  private static final String SANDBOX_COMMON = "dev.muster.sandbox.common";
  private static final String OURS = "dev.muster..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.muster");

  static Stream<ArchRule> arrows() {
    return Stream.of(
        sees("dev.muster.web..", API, SPI),
        webSeesValuesOfTheSpiButNothingThatActs(),
        sees("dev.muster.storage..", SPI),
        sees("dev.muster.sandbox", SPI, "dev.muster.sandbox.."),
        sees("dev.muster.sandbox.common", "dev.muster.sandbox"),
        sees("dev.muster.sandbox.wechatwork..", "dev.muster.sandbox", SANDBOX_COMMON),
        sees("dev.muster.sandbox.dingtalk..", "dev.muster.sandbox", SANDBOX_COMMON),
        sees("dev.muster.sandbox.lark..", "dev.muster.sandbox", SANDBOX_COMMON),
        sees("dev.muster.sandbox.demo..", API, SPI, "dev.muster.sandbox.."),
        sees(SUPPORT, SPI),
        sees("dev.muster.wechatwork..", SPI, SUPPORT),
        sees("dev.muster.dingtalk..", SPI, SUPPORT),
        sees("dev.muster.lark..", SPI, SUPPORT),
        sees("dev.muster.core..", API, SPI, SETTINGS),
        sees("dev.muster.launcher..", SETTINGS),
        sees(SETTINGS),
        sees(LAUNCH),
        nothingThatWaitsOrKeeps(
            SUPPORT, "dev.muster.wechatwork..", "dev.muster.dingtalk..", "dev.muster.lark.."),
        exportedTypesAreOursOrTheJdks(),
        constructorsCanBeToldApart(
            annotatedWith("org.osgi.service.component.annotations.Component")),
        slices().matching("dev.muster.core.(*)..").should().beFreeOfCycles().allowEmptyShould(true),
        slices().matching("dev.muster.core.platform.(*)..").should().beFreeOfCycles(),
        noClasses()
            .that(resideInAPackage("dev.muster.spi.."))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.muster.api")));
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void arrowsPointOneWay(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String part : Set.of("api", "spi", "launcher", "support", "dingtalk", "lark")) {
      assertThat(CLASSES.that(resideInAPackage("dev.muster." + part + ".."))).as(part).isNotEmpty();
    }
  }

  @Test
  void noticesAnArrowThatPointsTheWrongWay() {
    JavaClasses withOffender =
        new ClassFileImporter()
            .importClasses(Offender.class, dev.muster.spi.platform.ChatProvider.class);
    ArchRule rule = sees("dev.muster.distribution", API);

    assertThatThrownBy(() -> rule.check(withOffender))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ChatProvider");
  }

  /** Every part may have something to say to the launcher. */
  private static ArchRule sees(String from, String... to) {
    return noClasses()
        .that(resideInAPackage(from))
        .should()
        .dependOnClassesThat(
            resideInAPackage(OURS)
                .and(not(resideInAPackage(from)))
                .and(not(resideInAnyPackage(to)))
                .and(not(resideInAPackage(LAUNCH))))
        .as(from + " sees of our packages only " + String.join(", ", to))
        .allowEmptyShould(true);
  }

  /**
   * The api's signatures hold values of the spi, such as a secret; what a platform does is not.
   * Whatever is sealed is a value: what acts is implemented elsewhere.
   */
  private static ArchRule webSeesValuesOfTheSpiButNothingThatActs() {
    return noClasses()
        .that(resideInAPackage("dev.muster.web.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage(SPI)
                .and(annotatedWith(ConsumerType.class).or(annotatedWith(ProviderType.class)))
                .and(not(describe("sealed", type -> type.reflect().isSealed()))))
        .allowEmptyShould(true);
  }

  /** Felix takes a public constructor by its number of parameters, whichever it meets first. */
  private static ArchRule constructorsCanBeToldApart(DescribedPredicate<? super JavaClass> which) {
    return classes()
        .that(which)
        .should(
            new ArchCondition<JavaClass>("have no two public constructors of as many parameters") {
              @Override
              public void check(JavaClass component, ConditionEvents events) {
                Set<Integer> seen = new HashSet<>();
                component.getConstructors().stream()
                    .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(each -> !seen.add(each.getParameters().size()))
                    .forEach(
                        each ->
                            events.add(SimpleConditionEvent.violated(each, each.getFullName())));
              }
            });
  }

  static final class Ambiguous {
    public Ambiguous(String one) {}

    public Ambiguous(Integer one) {}
  }

  @Test
  void noticesConstructorsThatCannotBeToldApart() {
    JavaClasses withOffender = new ClassFileImporter().importClasses(Ambiguous.class);

    assertThatThrownBy(
            () -> constructorsCanBeToldApart(belongToAnyOf(Ambiguous.class)).check(withOffender))
        .isInstanceOf(AssertionError.class);
  }

  /**
   * Threads, locks, caches, timers and connections are lent by the core: a provider has only the
   * SPI, the plain parts of the JDK, a JSON mapper and a log.
   */
  private static ArchRule nothingThatWaitsOrKeeps(String... providers) {
    return classes()
        .that(resideInAnyPackage(providers))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(providers)
                .or(resideInAnyPackage(SPI, "com.fasterxml.jackson..", "org.slf4j"))
                .or(
                    resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        "org.xml.sax.."))
                .or(
                    resideInAnyPackage(
                        "org.osgi.service.component.annotations..", "org.jspecify.annotations.."))
                .and(not(resideInAnyPackage("java.util.concurrent..", "java.net.http..")))
                .and(not(belongToAnyOf(Thread.class, java.util.Timer.class)))
                .and(
                    not(
                        belongToAnyOf(
                            java.net.URL.class,
                            java.net.URLConnection.class,
                            java.net.Socket.class,
                            java.lang.ref.Reference.class))));
  }

  @Test
  void noticesAProviderWithAThreadAndACacheOfItsOwn() {
    JavaClasses withOffender = new ClassFileImporter().importClasses(Hoarder.class);

    assertThatThrownBy(
            () -> nothingThatWaitsOrKeeps("dev.muster.distribution..").check(withOffender))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("java.lang.Thread")
        .hasMessageContaining("ConcurrentHashMap");
  }

  private static ArchRule exportedTypesAreOursOrTheJdks() {
    return classes()
        .that(resideInAnyPackage(API, SPI))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                API, SPI, "java..", "javax.crypto..", "org.jspecify..", "org.osgi.annotation.."));
  }

  static final class Hoarder {
    Thread thread;
    java.util.concurrent.ConcurrentHashMap<String, String> cache;
  }

  static final class Offender {
    dev.muster.spi.platform.ChatProvider provider;
  }
}
