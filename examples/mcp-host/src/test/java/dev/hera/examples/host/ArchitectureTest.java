package dev.hera.examples.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between packages: from the command line down, never back up. */
class ArchitectureTest {
  private static final String ROOT = "dev.hera.examples.host";

  private static final JavaClasses HOST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final Map<String, List<String>> SEEN =
      Map.ofEntries(
          Map.entry("terminal", List.of()),
          Map.entry("operator", List.of()),
          Map.entry("demo", List.of()),
          Map.entry("stdio", List.of()),
          Map.entry("state", List.of("terminal")),
          Map.entry("api", List.of()),
          Map.entry("watch", List.of()),
          Map.entry("web", List.of()),
          Map.entry("http", List.of("http.connection", "operator")),
          Map.entry("http.connection", List.of()),
          Map.entry("webhook", List.of("state", "terminal")),
          Map.entry(
              "server", List.of("api", "http", "operator", "state", "terminal", "web", "webhook")));

  private static String named(String room) {
    return ROOT + "." + room;
  }

  @ParameterizedTest
  @CsvSource({
    "terminal",
    "http.connection",
    "operator",
    "demo",
    "stdio",
    "state",
    "api",
    "watch",
    "web",
    "webhook",
    "http",
    "server"
  })
  void a_package_sees_only_those_below_it(String room) {
    Set<String> others = new TreeSet<>(SEEN.keySet());
    others.remove(room);
    others.removeAll(SEEN.get(room));
    noClasses()
        .that()
        .resideInAPackage(named(room))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT)
                .or(
                    resideInAnyPackage(
                        others.stream().map(ArchitectureTest::named).toArray(String[]::new))))
        .check(HOST);
  }

  @Test
  void each_package_has_its_place() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : HOST) {
      packages.add(type.getPackageName());
    }
    Set<String> known = new TreeSet<>(SEEN.keySet().stream().map(ArchitectureTest::named).toList());
    known.add(ROOT);
    assertThat(packages).isEqualTo(known);
  }
}
