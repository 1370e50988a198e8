package dev.hera.launcher.git.agent;

import dev.hera.launcher.git.system.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A home for one run of the Gemini CLI: the user's own, in links, but with settings that name
 * Hera's server and no other. The CLI has no option for that, and takes system settings only from
 * directories that nobody else can write.
 */
public final class GeminiHome {
  /** The variable by which the CLI finds its home. */
  public static final String VARIABLE = "GEMINI_CLI_HOME";

  private static final String FOLDER = ".gemini";
  private static final String SETTINGS = "settings.json";

  /** Of two members of one name the CLI takes the last. */
  private static final String SERVERS =
      """
      "mcpServers": {"hera": {"httpUrl": "$HERA_MCP_URL", \
      "headers": {"Authorization": "Bearer $HERA_TOKEN"}}}}
      """;

  private GeminiHome() {}

  /**
   * Makes it.
   *
   * @return its path
   */
  public static Path make(Path run, Map<String, String> host) {
    Path home = run.resolve("gemini");
    Path folder = home.resolve(FOLDER);
    PrivateFiles.createDirectories(folder);
    Optional<Path> own = own(host);
    own.ifPresent(users -> link(users, folder));
    String settings = own.flatMap(users -> PrivateFiles.read(users.resolve(SETTINGS))).orElse("{}");
    PrivateFiles.write(folder.resolve(SETTINGS), withServers(settings));
    return home;
  }

  private static Optional<Path> own(Map<String, String> host) {
    return Stream.of(VARIABLE, "HOME")
        .flatMap(name -> Optional.ofNullable(host.get(name)).stream())
        .filter(home -> !home.isBlank())
        .findFirst()
        .map(home -> Path.of(home, FOLDER))
        .filter(Files::isDirectory);
  }

  private static void link(Path users, Path folder) {
    try (Stream<Path> entries = Files.list(users)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path name = entry.getFileName();
        if (!name.toString().equals(SETTINGS)) {
          Files.createSymbolicLink(folder.resolve(name), entry.toAbsolutePath());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings, which may have comments, with the servers as their last member. */
  static String withServers(String settings) {
    int end = -1;
    char before = ' ';
    char last = ' ';
    for (int i = 0; i < settings.length(); i = next(settings, i)) {
      char c = settings.charAt(i);
      if (!Character.isWhitespace(c) && !isComment(settings, i)) {
        before = last;
        last = c;
        end = i;
      }
    }
    if (last != '}') {
      return "{" + SERVERS;
    }
    return settings.substring(0, end) + (before == '{' ? "" : ",") + SERVERS;
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("//", at) || text.startsWith("/*", at);
  }

  /** Where the next token begins, or the next character of one that is no text or comment. */
  private static int next(String text, int at) {
    if (text.startsWith("//", at)) {
      return after(text.indexOf('\n', at), 1, text);
    }
    if (text.startsWith("/*", at)) {
      return after(text.indexOf("*/", at + 2), 2, text);
    }
    return text.charAt(at) == '"' ? afterText(text, at + 1) : at + 1;
  }

  private static int after(int found, int length, String text) {
    return found < 0 ? text.length() : found + length;
  }

  private static int afterText(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}
