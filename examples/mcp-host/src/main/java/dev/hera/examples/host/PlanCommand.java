package dev.hera.examples.host;

import dev.hera.examples.host.operator.OrchestratorTree;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.HarmlessJson;
import dev.hera.examples.host.terminal.Terminal;
import dev.hera.mcp.HeraTools;
import dev.hera.view.PlanFormat;
import dev.hera.view.PlanView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code hera plan}: a plan in one of the ways to write it down. */
@Command(
    name = "plan",
    description = "Print an orchestrator's plan; without NAME, list the orchestrators.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the orchestrator")
  private @Nullable String name;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = Format.Converter.class,
      description = "text, mermaid, dot or json (default: ${DEFAULT-VALUE})")
  @SuppressWarnings("NullAway.Init")
  private Format format;

  @Option(names = "--watch", description = "show the plan live, until q or Ctrl-C")
  private boolean watch;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** How a plan is written: as the core does it, or as {@code hera_plan_show} answers it. */
  private enum Format {
    TEXT(PlanFormat.TEXT::render),
    MERMAID(PlanFormat.MERMAID::render),
    DOT(PlanFormat.DOT::render),
    JSON(plan -> HarmlessJson.of(HeraTools.planJson(plan)) + "\n");

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final Function<PlanView, String> renderer;

    Format(Function<PlanView, String> renderer) {
      this.renderer = renderer;
    }

    String render(PlanView plan) {
      return renderer.apply(plan);
    }

    /** Reads a format as it is written. */
    static final class Converter implements ITypeConverter<Format> {
      @Override
      public Format convert(String text) {
        return Stream.of(values())
            .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + text + "' is none of text, mermaid, dot, json"));
      }
    }
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (watch) {
      watch();
      return;
    }
    try (OperatorAccess access = operator.openToRead()) {
      OrchestratorTree tree = new OrchestratorTree(access.operations().orchestrators());
      if (name == null) {
        list(tree, out);
      } else {
        OperatorAccess.named(access.operations(), name);
        out.print(render(access.operations().plan(name.strip())));
      }
    }
    out.flush();
  }

  private String render(PlanView plan) {
    boolean coloured = format == Format.TEXT && Terminal.hasColours() && Terminal.isOutput();
    return coloured ? PlanFormat.colouredText(plan) : format.render(plan);
  }

  private void watch() {
    if (name == null || format != Format.TEXT) {
      throw CannotRunException.usage("--watch needs NAME, and shows text");
    }
    new PlanWatch(operator.directory(), operator.host(), name.strip())
        .run(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private static void list(OrchestratorTree tree, PrintWriter out) {
    List<String> lines = tree.texts();
    if (lines.isEmpty()) {
      out.println("No orchestrator is active");
    }
    lines.forEach(out::println);
  }
}
