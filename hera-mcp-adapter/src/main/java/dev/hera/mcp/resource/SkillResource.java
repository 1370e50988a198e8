package dev.hera.mcp.resource;

import dev.hera.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code hera://skill}: how an agent works with Hera; a constant. */
final class SkillResource implements ResourceKind {
  private final String text = text();

  private static String text() {
    try (InputStream file = SkillResource.class.getResourceAsStream("/dev/hera/mcp/SKILL.md")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Description description() {
    return new Description(
        "hera://skill",
        "skill",
        "How to work with Hera",
        "How an agent works with Hera: as a coordinator, as a worker, and with others' messages.",
        "text/markdown");
  }

  @Override
  public String read(Reader reader, List<String> names) {
    return text;
  }

  @Override
  public List<Watch> watch(Reader reader, List<String> names, Runnable wake) {
    return List.of();
  }
}
