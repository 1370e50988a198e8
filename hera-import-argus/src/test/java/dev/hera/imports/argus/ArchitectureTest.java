package dev.hera.imports.argus;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hera.Hera;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The import uses of Hera what anybody may use. */
class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hera.imports.argus");

  /** The packages that the core's module descriptor exports to everybody. */
  private static Set<String> exported() throws URISyntaxException {
    Path core = Path.of(Hera.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor descriptor =
        ModuleFinder.of(core).find("dev.hera.core").orElseThrow().descriptor();
    return descriptor.exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  @Test
  void only_what_the_core_exports_is_used() throws Exception {
    Set<String> exported = exported();
    assertThat(exported).contains("dev.hera", "dev.hera.spi");
    classes()
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are the module's own, exported by the core, or of no Hera module",
                type -> isOpen(type, exported)))
        .check(MODULE);
  }

  private static boolean isOpen(JavaClass type, Set<String> exported) {
    String place = type.getBaseComponentType().getPackageName();
    return !place.startsWith("dev.hera")
        || place.equals("dev.hera.imports.argus")
        || exported.contains(place);
  }

  @Test
  void time_comes_from_a_clock() {
    noClasses().should().callMethod(Instant.class, "now").check(MODULE);
  }
}
