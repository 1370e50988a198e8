package dev.hera.examples.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line, run as a process of its own. */
public final class HeraProcess implements AutoCloseable {
  /** The JVM, which need not be fast for long. */
  static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED"); // as the manifest of the host's jar says

  private final Process process;
  private final Lines errors;
  private final Lines output;

  private HeraProcess(Process process) {
    this.process = process;
    this.errors = new Lines(process.getErrorStream());
    this.output = new Lines(process.getInputStream());
  }

  public static HeraProcess start(
      Path directory, Map<String, String> environment, List<String> jvm, List<String> arguments)
      throws IOException {
    return start(HeraCommand.class, directory, environment, jvm, arguments);
  }

  /** The words that run the command line. */
  public static List<String> command(String... arguments) {
    return command(HeraCommand.class, List.of(), List.of(arguments));
  }

  /** Another program with the same classes. */
  static HeraProcess start(
      Class<?> main,
      Path directory,
      Map<String, String> environment,
      List<String> jvm,
      List<String> arguments)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(main, jvm, arguments)).directory(directory.toFile());
    builder.environment().putAll(environment);
    return new HeraProcess(builder.start());
  }

  private static List<String> command(Class<?> main, List<String> jvm, List<String> arguments) {
    List<String> command = new ArrayList<>(JAVA);
    command.addAll(SharedClasses.java());
    command.addAll(jvm);
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** A host that listens; {@code --ready-file} is added to the arguments. */
  public static HeraProcess serve(Path directory, Path readyFile, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("serve", "--ready-file", readyFile.toString()));
    all.addAll(List.of(arguments));
    HeraProcess host = start(directory, Map.of(), List.of(), all);
    host.errors.await(line -> line.startsWith("The operator's token is in "));
    return host;
  }

  public static JsonNode ready(Path readyFile) throws IOException {
    return new JsonMapper().readTree(Files.readString(readyFile));
  }

  /** Asks it to stop, as Ctrl-C does; what it still says is heard. */
  public int stop() throws InterruptedException {
    process.toHandle().destroy();
    return exitCode();
  }

  /** As a power switch does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The processor time that it has used. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Has this run when the process has ended. */
  void onExit(Runnable work) {
    CompletableFuture<Void> unused = process.onExit().thenRun(work);
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process did not end");
    }
    return process.exitValue();
  }

  public List<String> errors() throws InterruptedException {
    return errors.all();
  }

  public List<String> output() throws InterruptedException {
    return output.all();
  }

  public String awaitOutput(String part) throws InterruptedException {
    return output.await(line -> line.contains(part));
  }

  public String awaitErrorWith(String part) throws InterruptedException {
    return errors.await(line -> line.contains(part));
  }

  public String awaitError(String start) throws InterruptedException {
    return errors.await(line -> line.startsWith(start));
  }

  public String awaitOutputWith(String part) throws InterruptedException {
    return output.await(line -> line.contains(part));
  }

  /** Types something. */
  public void type(String text) throws IOException {
    process.outputWriter().append(text).flush();
  }

  /** Ends what it reads. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
