package dev.hera.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    Files.createFile(file, attributes(file));
  }

  /** Opens a file to read and write, created when it is missing; a link is not followed. */
  static FileChannel open(Path file) throws IOException {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, options, attributes(file));
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return isKnown(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(RIGHTS)}
        : new FileAttribute<?>[0];
  }

  private static boolean isKnown(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
