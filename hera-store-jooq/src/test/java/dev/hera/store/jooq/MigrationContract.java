package dev.hera.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.fault.JdbcPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every relational store does with databases of earlier versions. A step of this test, with
 * every kind of statement, follows those of Hera.
 */
@Timeout(300)
public abstract class MigrationContract extends MigratedRowsContract {
  private static final int NEXT_VERSION = JooqStore.SCHEMA_VERSION + 1;

  /** A step as it ought to be, of several statements that can all be repeated. */
  private static final List<String> STEP =
      List.of(
          "create table if not exists notes (id bigint not null primary key, text varchar)",
          "create index if not exists notes_text on notes (text)",
          "alter table tasks add column if not exists note bigint",
          "delete from notes",
          "insert into notes (id, text) select id, name from roles",
          "update tasks set note = (select min(id) from notes)",
          "create table if not exists marks (note bigint not null primary key)");

  @Test
  final void takes_a_step_and_keeps_everything() {
    assertThat(migrate(directory)).isEqualTo(NEXT_VERSION);
    assertThat(migrate(directory)).as("opened again").isEqualTo(NEXT_VERSION);
  }

  @Test
  final void lays_a_whole_copy_aside_before_the_first_step() throws Exception {
    migrate(directory);
    Path place = Files.createDirectory(directory.resolve("restored"));
    restore(directory.resolve(backUp()), place);
    try (Place database = open(place, source -> source);
        JooqStore store = JooqStore.open(database.engine())) {
      assertWhole(store, golden);
    }
  }

  @Test
  final void lays_no_copy_aside_when_there_is_nothing_to_migrate() throws Exception {
    Files.delete(directory.resolve(file()));
    copyGolden(JooqStore.SCHEMA_VERSION, directory);
    try (Place database = open(directory, source -> source)) {
      JooqStore.open(database.engine()).close();
    }
    assertThat(copies()).isEmpty();
  }

  @Test
  final void replaces_no_copy_that_is_there() throws Exception {
    Files.writeString(directory.resolve(backUp()), "of an earlier try");
    migrate(directory);
    assertThat(directory.resolve(backUp())).hasContent("of an earlier try");
    assertThat(copies()).hasSize(2);
  }

  @Test
  final void takes_no_step_when_the_copy_cannot_be_made() throws Exception {
    Path inTheWay = Files.createDirectory(directory.resolve(backUp() + ".unfinished"));
    Files.createFile(inTheWay.resolve("file"));
    byte[] before = Files.readAllBytes(directory.resolve(file()));
    assertThatThrownBy(() -> migrate(directory)).isInstanceOf(StoreUnavailableException.class);
    assertThat(contents(before)).isEqualTo(contents(Files.readAllBytes(directory.resolve(file()))));
    try (Place database = open(directory, source -> source);
        Connection connection = database.engine().writer().getConnection()) {
      assertThat(database.engine().version(connection)).isEqualTo(1);
      assertThatThrownBy(() -> count(connection, "notes"))
          .as("the first statement of the step ran")
          .isInstanceOf(SQLException.class);
    }
  }

  /** What of a file's bytes a database leaves alone that is only opened and closed. */
  protected byte[] contents(byte[] file) {
    return file;
  }

  /** How many points stand for one, where each takes long; another one of them in each build. */
  protected int stride() {
    return 1;
  }

  private int[] someOf(int points) {
    int first = new Random().nextInt(stride());
    System.out.printf("points of a migration: %d, then every %d from there%n", first, stride());
    return IntStream.iterate(first, point -> point < points, point -> point + stride()).toArray();
  }

  @Test
  final void a_migration_that_breaks_off_at_any_point_is_finished_later() throws Exception {
    for (int point : someOf(points(STEP))) {
      Path place = Files.createDirectory(directory.resolve("broken-off-" + point));
      copyGolden(1, place);
      Dying dying = new Dying(point, () -> {});
      assertThatThrownBy(() -> migrate(place, source -> JdbcPoints.watched(source, dying), STEP))
          .as("broken off at point %s", point)
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(migrate(place)).as("finished after point %s", point).isEqualTo(NEXT_VERSION);
    }
  }

  @Test
  final void an_error_at_any_point_of_a_migration_leaves_what_can_be_finished() throws Exception {
    for (int point : someOf(points(STEP))) {
      Path place = Files.createDirectory(directory.resolve("error-" + point));
      copyGolden(1, place);
      AtomicInteger left = new AtomicInteger(point);
      JdbcPoints.Watcher erring =
          new JdbcPoints.Watcher() {
            @Override
            public void before() {
              if (left.getAndDecrement() == 0) {
                throw new OutOfMemoryError("as it was told to");
              }
            }
          };
      try {
        migrate(place, source -> JdbcPoints.watched(source, erring), STEP);
      } catch (OutOfMemoryError e) {
        assertThat(e).hasMessage("as it was told to");
      }
      assertThat(migrate(place)).as("finished after point %s", point).isEqualTo(NEXT_VERSION);
    }
  }

  @Test
  final void a_process_killed_at_any_point_of_a_migration_leaves_what_can_be_finished()
      throws Exception {
    List<Path> copies = new ArrayList<>();
    watch(
        directory, new Dying(Integer.MAX_VALUE, () -> copies.add(copyFiles(copies.size()))), STEP);
    assertThat(copies).as("points").hasSizeGreaterThan(STEP.size());
    for (Path copy : copies) {
      assertThat(migrate(copy)).as("finished from %s", copy.getFileName()).isEqualTo(NEXT_VERSION);
    }
  }

  /** Migrates with a step that cannot be repeated, broken off once at each point. */
  protected final void breakOffUnrepeatable() throws IOException {
    List<String> step = List.of("create table notes (id bigint)", "create table marks (id bigint)");
    int points = points(step);
    for (int point = 0; point < points; point++) {
      Path place = Files.createDirectory(directory.resolve("unrepeatable-" + point));
      copyGolden(1, place);
      Dying dying = new Dying(point, () -> {});
      try {
        migrate(place, source -> JdbcPoints.watched(source, dying), step);
      } catch (StoreUnavailableException e) {
        migrate(place, source -> source, step);
      }
    }
  }

  private int points(List<String> step) throws IOException {
    Path place = Files.createDirectory(directory.resolve("sound"));
    copyGolden(1, place);
    Dying counting = new Dying(Integer.MAX_VALUE, () -> {});
    watch(place, counting, step);
    return counting.points;
  }

  /** Migrates and does nothing else. */
  private void watch(Path place, Dying watcher, List<String> step) {
    try (Place database = open(place, source -> JdbcPoints.watched(source, watcher))) {
      JooqStore.open(database.engine(), steps(step)).close();
    }
  }

  private static List<List<String>> steps(List<String> last) {
    List<List<String>> steps = new ArrayList<>(Migrator.STEPS);
    steps.add(last);
    return steps;
  }

  private int migrate(Path place) {
    return migrate(place, source -> source, STEP);
  }

  /** Opens with one more step, looks whether all is there, and gives the version. */
  private int migrate(Path place, UnaryOperator<DataSource> writing, List<String> step) {
    try (Place database = open(place, writing);
        JooqStore store = JooqStore.open(database.engine(), steps(step))) {
      assertWhole(store, golden);
      if (step.equals(STEP)) {
        assertThat(store.<Integer>useWriter(connection -> count(connection, "notes")))
            .isEqualTo(store.<Integer>useWriter(connection -> count(connection, "roles")));
      }
      return store.useWriter(database.engine()::version);
    }
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(backUp())).toList();
    }
  }

  private Path copyFiles(int number) {
    try (Stream<Path> files = Files.list(directory)) {
      Path copy = Files.createDirectory(directory.resolve("killed-" + number));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
      return copy;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails at one point and at every later one, as a database does whose process is gone. */
  private static final class Dying implements JdbcPoints.Watcher {
    private final int last;
    private final Runnable afterEach;
    private int points;

    Dying(int last, Runnable afterEach) {
      this.last = last;
      this.afterEach = afterEach;
    }

    @Override
    public void before() throws SQLException {
      pass();
    }

    @Override
    public void after() throws SQLException {
      afterEach.run();
      pass();
    }

    private void pass() throws SQLException {
      if (points++ >= last) {
        throw new SQLException("the database is gone, as it was told to");
      }
    }
  }
}
