package dev.hera.launcher.git;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a {@link Fixture} of its own for each of its methods. */
public abstract class LauncherTest {
  @TempDir Path directory;
  public Fixture fixture;

  @BeforeEach
  final void open() {
    fixture = new Fixture(directory);
  }

  @AfterEach
  final void close() {
    fixture.close();
  }
}
