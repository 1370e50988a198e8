package dev.hera.examples.host.server;

import dev.hera.examples.host.state.HostFiles;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The file by which a host tells whoever started it where it listens. */
public record ReadyFile(Path file) {

  /** Removes what an earlier host left, which would be read as this host's. */
  public void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw CannotRunException.usage(
          "the directory of --ready-file " + file + " does not exist; make it first");
    }
  }

  /** Writes it, whole or not at all. */
  public void write(Host host) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("url", host.url());
    content.put("token", host.token());
    content.put("dashboard", host.dashboardLink());
    content.put("pid", ProcessHandle.current().pid());
    try {
      HostFiles.write(file.toAbsolutePath(), new JsonMapper().writeValueAsString(content));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private CannotRunException unwritable(IOException cause) {
    return new CannotRunException(
        ExitCode.USAGE, "--ready-file " + file + " cannot be written; name another file", cause);
  }
}
