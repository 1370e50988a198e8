package dev.hera.mcp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between packages: from what an application uses down, never back up. */
class ArchitectureTest {
  private static final String ROOT = "dev.hera.mcp";

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @ParameterizedTest
  @CsvSource({
    "words, tool, schema, task",
    "schema, tool, words, task",
    "task, tool, words, schema",
    "tool, task, resource, prompt",
    "resource, task, prompt, none",
    "prompt, task, tool, resource",
    "person, task, tool, schema"
  })
  void a_package_sees_only_those_below_it(
      String room, String hidden, String alsoHidden, String hiddenAsWell) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT)
                .or(
                    resideInAnyPackage(
                        ROOT + "." + hidden, ROOT + "." + alsoHidden, ROOT + "." + hiddenAsWell)))
        .check(MODULE);
  }

  @Test
  void each_package_has_its_place_and_less_than_thirty_classes() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : MODULE) {
      packages.add(type.getPackageName());
    }
    assertThat(packages)
        .containsExactly(
            ROOT,
            ROOT + ".person",
            ROOT + ".prompt",
            ROOT + ".resource",
            ROOT + ".schema",
            ROOT + ".task",
            ROOT + ".tool",
            ROOT + ".words");
    assertThat(packages).allSatisfy(name -> assertThat(topLevel(name)).isLessThan(30));
  }

  private static long topLevel(String name) {
    return MODULE.stream()
        .filter(type -> type.getPackageName().equals(name) && type.isTopLevelClass())
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .count();
  }
}
