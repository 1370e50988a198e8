package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.HOSTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Answer;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.tables.DefaultSchema;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.scenario.GoldenStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every relational store does with databases of earlier versions. A step of this test, with
 * every kind of statement, follows those of Hera.
 */
@Timeout(300)
public abstract class MigrationContract {
  /** The version whose launches and tasks name a host. */
  private static final int HOSTS_SINCE = 6;

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

  /** Who are "guest" and "lead" in "talk", in the golden databases. */
  private static final Caller TALK_GUEST = Caller.task(new TaskId(9));

  private static final Caller TALK_LEAD = Caller.task(new TaskId(8));
  private static final RoleId TALK_LEAD_ROLE = new RoleId(10);

  /** On the day on which the golden databases were filled. */
  private static final Clock GOLDEN_CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir protected Path directory;
  private List<String> golden;

  /** An open database, as a store would have it when it is about to migrate. */
  public interface Place extends AutoCloseable {
    SqlDatabase engine();

    @Override
    void close();
  }

  /**
   * The database in this directory, which its test has put there.
   *
   * @param writing what the source of the writing connections is to be replaced by
   */
  protected abstract Place open(Path place, UnaryOperator<DataSource> writing);

  /** The resources of the golden databases, with the names that they have in a directory. */
  protected abstract String goldenDatabase(int version);

  /** The name of the one file that is the database. */
  protected abstract String file();

  /** The name of the copy that is laid aside from version 1. */
  protected abstract String backUp();

  /** Makes a database in a directory of a copy that was laid aside. */
  protected abstract void restore(Path copy, Path place) throws IOException, SQLException;

  @BeforeEach
  final void readGolden() throws IOException {
    golden = goldenLines(1);
    copyGolden(1, directory);
  }

  @Test
  final void opens_the_databases_of_all_released_versions() throws Exception {
    for (int version = 1; version <= JooqStore.SCHEMA_VERSION; version++) {
      Path place = Files.createDirectory(directory.resolve("version-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        assertWhole(store, goldenLines(version));
      }
    }
  }

  @Test
  final void takes_a_step_and_keeps_everything() {
    assertThat(migrate(directory)).isEqualTo(NEXT_VERSION);
    assertThat(migrate(directory)).as("opened again").isEqualTo(NEXT_VERSION);
  }

  @Test
  final void puts_events_of_version_1_into_their_buckets() throws Exception {
    try (Place database = open(directory, source -> source)) {
      try (Connection connection = database.engine().writer().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into events (id, happened, kind, subject, changes)"
                + " values (2500, 0, 'task_changed', 1, '{}')");
      }
      try (JooqStore store = JooqStore.open(database.engine())) {
        assertThat(
                store.<Integer>useWriter(
                    connection -> count(connection, "events where bucket = 2 and id = 2500")))
            .isEqualTo(1);
      }
    }
  }

  @Test
  final void marks_the_live_coordinators_of_earlier_versions() throws Exception {
    for (int version = 1; version <= 2; version++) {
      Path place = Files.createDirectory(directory.resolve("coordinators-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        String live = "bindings where coordinating = 1 and ended is null";
        String coordinators =
            "bindings b join roles r on r.id = b.role where r.kind = 'coordinator'";
        assertThat(store.<Integer>useWriter(connection -> count(connection, live)))
            .isPositive()
            .isEqualTo(
                store.<Integer>useWriter(
                    connection -> count(connection, coordinators + " and b.ended is null")));
      }
    }
  }

  @Test
  final void a_call_that_an_earlier_version_answered_gets_that_answer_and_is_not_done_again()
      throws Exception {
    List<Answer> kept;
    List<Record> first;
    Path here = Files.createDirectory(directory.resolve("first"));
    copyGolden(JooqStore.SCHEMA_VERSION, here);
    try (Place database = open(here, source -> source);
        Hera hera = hera(database)) {
      first = callWithKeys(hera);
    }
    try (Place database = open(here, source -> source);
        JooqStore store = JooqStore.open(database.engine())) {
      kept = store.read(MigrationContract::kept);
    }
    for (int version = 1; version < 4; version++) {
      Path place = Files.createDirectory(directory.resolve("answers-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source)) {
        for (Answer answer : kept) {
          insert(database, answer, "hera_" + answer.verb());
        }
        try (Hera hera = hera(database)) {
          assertThat(callWithKeys(hera)).as("repeated after version %s", version).isEqualTo(first);
        }
      }
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        assertWhole(store, goldenLines(version));
      }
    }
  }

  private static Hera hera(Place database) {
    return Hera.builder(JooqStore.open(database.engine())).clock(GOLDEN_CLOCK).build();
  }

  /** Calls with keys of a role and of a task, in the golden databases. */
  private static List<Record> callWithKeys(Hera hera) {
    Coordinator lead = hera.coordinator(TALK_LEAD, "talk").once("k");
    return List.of(
        lead.plan(Plan.Node.worker("node", "do it")),
        lead.submit(Plan.builder().node("one", "do it").build()),
        hera.participant(TALK_GUEST, "talk").once("k").leave());
  }

  private static List<Answer> kept(Transaction tx) {
    return Stream.of(
            tx.answers().find(TALK_LEAD_ROLE, "plan_node", "k"),
            tx.answers().find(TALK_LEAD_ROLE, "plan", "k"),
            tx.answers().find(null, "leave", "9/k"))
        .map(Optional::orElseThrow)
        .toList();
  }

  private static void insert(Place database, Answer answer, String verb) throws SQLException {
    try (Connection connection = database.engine().writer().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("insert into answers values (?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, answer.role() == null ? 0 : answer.role().value());
      statement.setString(2, verb);
      statement.setString(3, answer.key());
      statement.setString(4, answer.arguments());
      statement.setString(5, answer.answer());
      statement.setLong(6, answer.created().toEpochMilli());
      statement.executeUpdate();
    }
  }

  @Test
  final void a_call_whose_earlier_answer_cannot_be_read_is_refused_and_not_done_again()
      throws Exception {
    for (int version = 1; version < 4; version++) {
      Path place = Files.createDirectory(directory.resolve("serialised-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          Hera hera = hera(database)) {
        Coordinator lead = hera.coordinator(Caller.task(new TaskId(1)), "mission");
        assertThatThrownBy(() -> lead.once("cancel").cancel("f"))
            .isInstanceOf(IdempotencyConflictException.class);
        assertThat(lead.once("new").cancel("f").name()).as("it was not done").isEqualTo("f");
      }
    }
  }

  @Test
  final void an_answer_under_the_new_name_stays_when_there_is_one_under_the_old() throws Exception {
    try (Place database = open(directory, source -> source)) {
      Answer answer = new Answer(new RoleId(1), "plan", "k", "arguments", "new", Instant.EPOCH);
      insert(database, answer, "plan");
      insert(database, answer, "hera_plan");
      try (JooqStore store = JooqStore.open(database.engine())) {
        assertThat(
                store.<Optional<Answer>>read(tx -> tx.answers().find(new RoleId(1), "plan", "k")))
            .hasValue(answer);
      }
    }
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

  private static void assertWhole(JooqStore store, List<String> golden) {
    HeraInvariants.of(store).assertHold();
    assertThat(GoldenStore.read(store)).isEqualTo(golden);
    for (var table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      if (!table.equals(HOSTS) || golden.stream().anyMatch(line -> line.startsWith("Host["))) {
        assertThat(store.<Integer>useWriter(connection -> count(connection, table.getName())))
            .as("rows of %s", table)
            .isPositive();
      }
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void copyGolden(int version, Path place) throws IOException {
    try (var stream = getClass().getResourceAsStream(goldenDatabase(version))) {
      Files.copy(stream, place.resolve(file()));
    }
  }

  private List<String> goldenLines(int version) throws IOException {
    try (var stream = getClass().getResourceAsStream("/golden-" + version + ".txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> version < HOSTS_SINCE ? withoutHost(line) : line)
          .toList();
    }
  }

  /** What was written before there were hosts belongs to none. */
  private static String withoutHost(String line) {
    if (line.startsWith("Launch[")) {
      return line.replaceFirst(", due=", ", host=null, due=");
    }
    return line.startsWith("Task[") ? line.substring(0, line.length() - 1) + ", host=null]" : line;
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
