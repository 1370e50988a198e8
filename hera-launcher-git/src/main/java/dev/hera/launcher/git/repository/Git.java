package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.repository.RepositoryCommands.Setting;
import dev.hera.launcher.git.system.LaunchMechanism;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.launcher.git.system.Reasons;
import dev.hera.launcher.git.system.SystemNames;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs git in one directory, with a time limit, without a terminal, and without what a repository's
 * settings would have run beside it: hooks, file system monitors, signing, automatic maintenance,
 * and the {@linkplain RepositoryCommands commands} that its own configuration names (H2). Filters
 * and merge drivers that the user's own settings name do run: without them a checkout is not the
 * one that the user gets.
 *
 * <p>A quick call reaches no other repository, so what is missing of a partial clone is not fetched
 * by it; a slow one reaches others only by what git itself speaks, and never by a helper program.
 *
 * <p>Variables of the host that name another repository, index or identity do not reach git.
 */
public final class Git {
  /** What every call but a checkout has time for. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** What a checkout or a merge has time for. */
  static final Duration CHECKOUT_LIMIT = Duration.ofMinutes(5);

  static {
    LaunchMechanism.prepare();
  }

  private static final List<String> SETTINGS =
      List.of(
          "core.hooksPath=/dev/null",
          "core.fsmonitor=false",
          "core.quotePath=false",
          "commit.gpgSign=false",
          "rerere.enabled=false",
          "submodule.recurse=false",
          "gc.auto=0",
          "maintenance.auto=false",
          "user.name=Hera",
          "user.email=hera@localhost");

  /** In place of whatever a repository's configuration allows. */
  private static final String NO_PROTOCOL = "";

  private final Path directory;
  private final Duration limit;
  private final String protocols;
  private final List<Setting> more;

  private Git(Path directory, Duration limit, String protocols, List<Setting> more) {
    this.directory = directory;
    this.limit = limit;
    this.protocols = protocols;
    this.more = more;
  }

  /** Git, run in an existing directory, for what reads and writes no files of a tree. */
  public static Git in(Path directory) {
    return new Git(directory, LIMIT, NO_PROTOCOL, List.of());
  }

  /**
   * The same with time for a checkout, and without the commands that the repository's own
   * configuration names for its files.
   */
  public Git slow() {
    RepositoryCommands commands = commands();
    return new Git(directory, CHECKOUT_LIMIT, commands.protocols(), commands.replacements());
  }

  /** The same with one more setting. */
  public Git with(String key, String value) {
    List<Setting> all = new ArrayList<>(more);
    all.add(new Setting(key, value));
    return new Git(directory, limit, protocols, all);
  }

  /** The same, able to copy from directories of this machine and from nowhere else. */
  public Git local() {
    return new Git(directory, limit, "file", more);
  }

  /** The commands that the repository's own configuration names now. */
  public RepositoryCommands commands() {
    return new RepositoryCommands(text("config", "--list", "--show-scope", "-z"));
  }

  /**
   * How a call ended.
   *
   * @param text its output, without the line end that closes it
   */
  public record Result(int exitCode, String text, String errors) {
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * The output of a call that has to succeed.
   *
   * @throws GitFailedException when it does not
   */
  public String text(String... arguments) {
    Result result = run(arguments);
    if (!result.succeeded()) {
      throw GitFailedException.of(arguments[0], result.exitCode(), result.errors());
    }
    return result.text();
  }

  /**
   * Runs git to its end.
   *
   * @throws GitFailedException when git is not there, exceeds its time, or cannot be given an
   *     argument in the host's locale
   * @throws IllegalStateException when the thread is interrupted; git is then ended
   */
  public Result run(String... arguments) {
    Path out = null;
    Path errors = null;
    try {
      out = GitOutput.create(".out");
      errors = GitOutput.create(".err");
      int exitCode = await(start(arguments, out, errors), arguments[0]);
      return new Result(exitCode, withoutLineEnd(read(out)), read(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(out);
      delete(errors);
    }
  }

  private Process start(String[] arguments, Path out, Path errors) {
    if (!Stream.of(arguments).allMatch(SystemNames::isArgument)) {
      throw new GitFailedException(
          "git "
              + arguments[0]
              + " needs letters that the host's locale does not have; run the host in a UTF-8"
              + " locale");
    }
    List<String> command = new ArrayList<>(List.of("git"));
    SETTINGS.forEach(setting -> Collections.addAll(command, "-c", setting));
    Collections.addAll(command, arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile());
    prepare(builder.environment());
    builder.environment().put("GIT_ALLOW_PROTOCOL", protocols);
    add(more, builder.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      GitFailedException failed = new GitFailedException("git could not be run: " + Reasons.of(e));
      failed.initCause(e);
      throw failed;
    }
  }

  private static void prepare(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_EDITOR", ":");
    environment.put("LC_ALL", "C");
  }

  /** As variables, because an argument cannot tell a name that has an equals sign in it. */
  private static void add(List<Setting> settings, Map<String, String> environment) {
    if (settings.isEmpty()) {
      return;
    }
    environment.put("GIT_CONFIG_COUNT", String.valueOf(settings.size()));
    for (int i = 0; i < settings.size(); i++) {
      environment.put("GIT_CONFIG_KEY_" + i, settings.get(i).key());
      environment.put("GIT_CONFIG_VALUE_" + i, settings.get(i).value());
    }
  }

  private int await(Process process, String verb) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(process);
      throw new IllegalStateException("interrupted while git " + verb + " ran", e);
    }
    end(process);
    throw new GitFailedException("git " + verb + " did not end within " + limit.toSeconds() + " s");
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
  }

  /** Names of files may be of any bytes: what is not UTF-8 is shown as well as it can be. */
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static String withoutLineEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      PrivateFiles.delete(file);
    }
  }
}
