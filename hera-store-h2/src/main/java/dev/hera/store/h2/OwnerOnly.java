package dev.hera.store.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read and write, where the file system knows that. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> RIGHTS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnly() {}

  static void create(Path file) throws IOException {
    FileAttribute<?>[] attributes =
        isKnown(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(RIGHTS)}
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
  }

  static void make(Path file) throws IOException {
    if (isKnown(file)) {
      Files.setPosixFilePermissions(file, RIGHTS);
    }
  }

  private static boolean isKnown(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
