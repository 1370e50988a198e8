package dev.hera.launcher.git.system;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** The user of the operating system whom this process runs as. */
public final class CurrentUser {
  /** Null when it cannot be told. */
  public static final @Nullable UserPrincipal PRINCIPAL = find();

  private CurrentUser() {}

  private static @Nullable UserPrincipal find() {
    try {
      Path self = Path.of("/proc/self");
      return Files.exists(self)
          ? Files.getOwner(self)
          : FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name"));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
