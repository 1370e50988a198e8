package dev.hera.launcher.git;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between packages: from the launcher down, never back up. */
class ArchitectureTest {
  private static final String ROOT = "dev.hera.launcher.git";

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final Map<String, List<String>> SEEN =
      Map.of(
          "system", List.of(),
          "repository", List.of("system"),
          "agent", List.of("repository", "system"),
          "state", List.of("repository", "system"),
          "process", List.of("state", "system"),
          "worktree", List.of("state", "repository", "system"));

  private static String named(String room) {
    return ROOT + "." + room;
  }

  @ParameterizedTest
  @CsvSource({"system", "repository", "agent", "state", "process", "worktree"})
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
        .check(MODULE);
  }

  @Test
  void each_package_has_its_place_and_at_most_thirty_classes() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : MODULE) {
      packages.add(type.getPackageName());
    }
    Set<String> known = new TreeSet<>(SEEN.keySet().stream().map(ArchitectureTest::named).toList());
    known.add(ROOT);
    assertThat(packages).isEqualTo(known);
    assertThat(packages).allSatisfy(name -> assertThat(files(name)).hasSizeLessThanOrEqualTo(30));
  }

  private static Collection<JavaClass> files(String name) {
    return MODULE.stream()
        .filter(type -> type.getPackageName().equals(name) && type.isTopLevelClass())
        .toList();
  }

  @Test
  void applications_are_given_and_asked_for_nothing_that_is_not_exported() {
    DescribedPredicate<JavaClass> hidden = resideInAPackage(ROOT + ".*..");
    codeUnits()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(ROOT)
        .should()
        .notHaveRawReturnType(hidden)
        .andShould()
        .notHaveRawParameterTypes(
            describe("not exported", types -> types.stream().anyMatch(hidden)))
        .check(MODULE);
  }
}
