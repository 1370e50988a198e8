package dev.hera.benchmarks.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are measured in. */
public final class Scratch {
  private static final int PAGE = 4096;
  private static final int PAGES = 500;

  private Scratch() {}

  /** The median of the milliseconds in which the disk takes one page of a file for good. */
  public static double syncMillis(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "sync", null);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(PAGE * PAGES));
      channel.force(true);
      long[] nanos = new long[PAGES];
      for (int page = 0; page < PAGES; page++) {
        channel.write(ByteBuffer.allocate(PAGE), (long) page * PAGE);
        long start = System.nanoTime();
        channel.force(false);
        nanos[page] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      return nanos[PAGES / 2] / 1e6;
    } finally {
      Files.delete(file);
    }
  }

  public static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(directory)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
