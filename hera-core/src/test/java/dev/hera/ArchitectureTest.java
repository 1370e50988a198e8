package dev.hera;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows between packages, and keeps time, chance, threads and I/O at the seams. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.hera");

  private static final String[] DOMAIN = {
    "dev.hera.role..",
    "dev.hera.plan..",
    "dev.hera.message..",
    "dev.hera.history..",
    "dev.hera.result..",
    "dev.hera.view..",
    "dev.hera.error..",
    "dev.hera.vocabulary.."
  };

  /** A class with those that stand in it. */
  private static final SliceAssignment EACH_CLASS =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""));
        }

        @Override
        public String getDescription() {
          return "classes";
        }
      };

  static Stream<ArchRule> rules() {
    return Stream.of(
        slices().matching("dev.hera.(*)..").should().beFreeOfCycles(),
        slices()
            .assignedFrom(EACH_CLASS)
            .should()
            .beFreeOfCycles()
            .ignoreDependency(Hera.class, HeraBuilder.class),
        noClasses()
            .that()
            .resideInAPackage("dev.hera.launch.transaction")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hera.launch"),
        sees("dev.hera.vocabulary..", "dev.hera.vocabulary.."),
        sees("dev.hera.error..", "dev.hera.error..", "dev.hera.vocabulary.."),
        sees("dev.hera.role..", "dev.hera.role..", "dev.hera.error.."),
        sees(
            "dev.hera.plan..",
            "dev.hera.plan..",
            "dev.hera.role..",
            "dev.hera.error..",
            "dev.hera.vocabulary.."),
        sees("dev.hera.message..", "dev.hera.message..", "dev.hera.role..", "dev.hera.error.."),
        sees("dev.hera.history..", "dev.hera.history..", "dev.hera.role.."),
        sees(
            "dev.hera.result..",
            "dev.hera.result..",
            "dev.hera.plan..",
            "dev.hera.message..",
            "dev.hera.role..",
            "dev.hera.error.."),
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.hera", "dev.hera.spi..", "dev.hera.memory.."),
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                Clock.class,
                Thread.class,
                Executor.class,
                Random.class,
                RandomGenerator.class,
                UUID.class),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.hera.work..", "dev.hera.spi..", "dev.hera.memory..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Transaction.class, Table.class),
        noClasses()
            .that()
            .resideInAPackage("dev.hera.work..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.hera.call..", "dev.hera.verb..", "dev.hera.launch.."),
        noClasses()
            .that()
            .resideInAPackage("dev.hera.call..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.hera.verb..", "dev.hera.launch.."),
        noClasses()
            .that()
            .resideInAPackage("dev.hera.verb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hera.launch.."),
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.hera")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hera"),
        noClasses().should().callMethod(Instant.class, "now"),
        noClasses().should().callMethod(System.class, "currentTimeMillis"),
        noClasses()
            .that()
            .doNotHaveSimpleName("StartingThreads")
            .should()
            .callConstructor(Thread.class, Runnable.class, String.class),
        noClasses()
            .that()
            .haveNameNotMatching("dev\\.hera\\.(launch\\.ProcessOwners|call\\.PlainDirectories)")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files"));
  }

  private static ArchRule sees(String who, String... seen) {
    List<String> all =
        Stream.concat(Stream.of(seen), Stream.of("java..", "org.jspecify..")).toList();
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(who)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CORE);
  }

  @Test
  void no_package_has_more_than_thirty_files_and_no_class_more_than_250_lines_of_code()
      throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : all.filter(path -> path.toString().endsWith(".java")).toList()) {
        files.merge(source.getParent(), 1, Integer::sum);
        assertThat(linesOfCode(source)).as("%s", source).isLessThanOrEqualTo(250);
      }
    }
    assertThat(files.values())
        .isNotEmpty()
        .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(30));
  }

  private static long linesOfCode(Path source) throws IOException {
    return Files.readString(source)
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("import "))
        .count();
  }
}
