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

/**
 * The command that runs an agent: a program and its arguments, never a line for a shell (H1).
 *
 * <p>An argument may contain placeholders. Each is replaced by the worker's value once the line is
 * split, in one pass: a value is never split, quoted, expanded or searched for placeholders. Where
 * nothing was asked for, {@code {model}} and {@code {backend}} are empty.
 */
public final class WorkerCommand {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)\\}");

  private final List<String> words;

  private WorkerCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** What an argument may contain in braces, in lower case. */
  enum Placeholder {
    PROMPT,
    PROMPT_FILE,
    MCP_CONFIG,
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
   *
   * <p>The program is looked up at once: in the directories of {@code PATH}, or, when it contains a
   * {@code /}, from the current directory.
   *
   * @throws SetupException when the line is empty or a quote is not closed, a placeholder is
   *     unknown or stands in the program's name, or there is no such program
   */
  public static WorkerCommand parse(String line) {
    List<String> words = new WordSplitter(line).split();
    if (words.isEmpty()) {
      throw new SetupException("the worker command is empty; give a program and its arguments");
    }
    words.forEach(WorkerCommand::checkPlaceholders);
    if (PLACEHOLDER.matcher(words.get(0)).find()) {
      throw new SetupException(
          "the worker command's program is " + words.get(0) + "; it cannot be a placeholder");
    }
    List<String> resolved = new ArrayList<>(words);
    resolved.set(0, findProgram(words.get(0)).toString());
    return new WorkerCommand(resolved);
  }

  /** The program's absolute path. */
  Path program() {
    return Path.of(words.get(0));
  }

  /** The program and its arguments with each placeholder replaced. */
  List<String> expand(Map<Placeholder, String> values) {
    EnumMap<Placeholder, String> all = new EnumMap<>(values);
    return words.stream()
        .map(
            word ->
                PLACEHOLDER
                    .matcher(word)
                    .replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1), all))))
        .toList();
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
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name).toAbsolutePath())
        .filter(WorkerCommand::isProgram)
        .findFirst()
        .orElseThrow(
            () -> new SetupException("the worker command's program " + name + " is not on PATH"));
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
