package dev.hera.launcher.git;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command that runs an agent: a program and its arguments, never a line for a shell (H1).
 *
 * <p>An argument may contain placeholders. Each is replaced by the worker's value once the line is
 * split, in one pass: a value is never split, quoted, expanded or searched for placeholders. Where
 * nothing was asked for, {@code {model}} and {@code {backend}} are empty.
 *
 * <p>A single word that is the name of a {@link WorkerPreset} stands for that. Each command has a
 * name, by which the {@code backend} of a node chooses it.
 */
public final class WorkerCommand {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)\\}");

  private static final Pattern NAMED =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)=(.*)", Pattern.DOTALL);

  private final String name;
  private final List<String> words;
  private final @Nullable WorkerPreset preset;

  private WorkerCommand(String name, List<String> words, @Nullable WorkerPreset preset) {
    this.name = name;
    this.words = List.copyOf(words);
    this.preset = preset;
  }

  /** What an argument may contain in braces, in lower case. */
  enum Placeholder {
    PROMPT,
    PROMPT_FILE,
    MCP_CONFIG,
    MCP_URL,
    GIT_DIRECTORIES,
    WORKTREE,
    ROLE,
    MODEL,
    BACKEND;

    static Optional<Placeholder> find(String name) {
      return Stream.of(values()).filter(p -> p.word().equals(name)).findFirst();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Splits a line at blanks; single quotes, double quotes and backslash group, and nothing is
   * expanded. Within double quotes a backslash stands for itself unless {@code "} or {@code \}
   * follows. Braces around anything but lower-case letters and {@code _} stand for themselves.
   * {@code NAME=} before the line names the command; otherwise it is named after its program.
   *
   * <p>The program is looked up at once: in the directories of {@code PATH}, or, when it contains a
   * {@code /}, from the current directory.
   *
   * @throws SetupException when the line is empty or a quote is not closed, a placeholder is
   *     unknown or stands in the program's name, or there is no such program
   */
  public static WorkerCommand parse(String line) {
    Matcher named = NAMED.matcher(line);
    return named.matches() ? parse(named.group(2), named.group(1)) : parse(line, null);
  }

  private static WorkerCommand parse(String line, @Nullable String name) {
    List<String> words = new WordSplitter(line).split();
    if (words.isEmpty()) {
      throw new SetupException("the worker command is empty; give a program and its arguments");
    }
    Optional<WorkerPreset> preset =
        words.size() == 1 ? WorkerPreset.find(words.get(0)) : Optional.empty();
    return preset.map(one -> of(one, name)).orElseGet(() -> of(words, name));
  }

  private static WorkerCommand of(WorkerPreset preset, @Nullable String name) {
    Path program =
        preset
            .program()
            .orElseThrow(
                () ->
                    new SetupException(
                        "the worker preset "
                            + preset.word()
                            + " needs the program "
                            + preset.word()
                            + ", which is not on PATH; install it, for instance with npm install"
                            + " -g "
                            + preset.npmPackage()));
    return new WorkerCommand(
        name == null ? preset.word() : name,
        withProgram(new WordSplitter(preset.line()).split(), program),
        preset);
  }

  private static WorkerCommand of(List<String> words, @Nullable String name) {
    words.forEach(WorkerCommand::checkPlaceholders);
    if (PLACEHOLDER.matcher(words.get(0)).find()) {
      throw new SetupException(
          "the worker command's program is " + words.get(0) + "; it cannot be a placeholder");
    }
    Path program = findProgram(words.get(0));
    return new WorkerCommand(
        name == null ? program.getFileName().toString() : name, withProgram(words, program), null);
  }

  private static List<String> withProgram(List<String> words, Path program) {
    List<String> resolved = new ArrayList<>(words);
    resolved.set(0, program.toString());
    return resolved;
  }

  /** The name by which a node's {@code backend} chooses it. */
  public String name() {
    return name;
  }

  /** Whether the command itself makes something of the backend that was asked for. */
  boolean takesBackend() {
    return words.stream().anyMatch(word -> word.contains("{" + Placeholder.BACKEND.word() + "}"));
  }

  /** The variables of the host that its workers see beyond those that all do. */
  List<String> passedVariables() {
    return preset == null ? List.of() : preset.passedVariables();
  }

  /** The variables that it sets for a run, having made the files that they name. */
  Map<String, String> variables(Path run, Path worktree, Map<String, String> host) {
    return preset == null ? Map.of() : preset.variables(run, worktree, host);
  }

  /** The program's absolute path. */
  Path program() {
    return Path.of(words.get(0));
  }

  /** The program and its arguments with each placeholder replaced. */
  List<String> expand(Map<Placeholder, String> values) {
    EnumMap<Placeholder, String> all = new EnumMap<>(values);
    return Stream.concat(words.stream(), modelArguments(all).stream())
        .map(
            word ->
                PLACEHOLDER
                    .matcher(word)
                    .replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1), all))))
        .toList();
  }

  private List<String> modelArguments(Map<Placeholder, String> values) {
    boolean asked = !values.getOrDefault(Placeholder.MODEL, "").isEmpty();
    return asked && preset != null ? preset.modelArguments() : List.of();
  }

  private static String valueOf(String name, Map<Placeholder, String> values) {
    return Placeholder.find(name).map(p -> values.getOrDefault(p, "")).orElseThrow();
  }

  private static void checkPlaceholders(String word) {
    Matcher matcher = PLACEHOLDER.matcher(word);
    while (matcher.find()) {
      if (Placeholder.find(matcher.group(1)).isEmpty()) {
        throw new SetupException(
            "the worker command has the unknown placeholder "
                + matcher.group()
                + "; known are "
                + Stream.of(Placeholder.values())
                    .map(p -> "{" + p.word() + "}")
                    .collect(Collectors.joining(", ")));
      }
    }
  }

  private static Path findProgram(String name) {
    if (name.contains("/")) {
      Path program = Path.of(name).toAbsolutePath().normalize();
      if (isProgram(program)) {
        return program;
      }
      throw new SetupException("the worker command's program " + name + " cannot be executed");
    }
    return findOnPath(name)
        .orElseThrow(
            () -> new SetupException("the worker command's program " + name + " is not on PATH"));
  }

  /** Where a program is, if it is in a directory of {@code PATH}. */
  static Optional<Path> findOnPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name).toAbsolutePath())
        .filter(WorkerCommand::isProgram)
        .findFirst();
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
