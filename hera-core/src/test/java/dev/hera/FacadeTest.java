package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hera.call.PlainDirectories;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.host.Host;
import dev.hera.host.HostState;
import dev.hera.host.NewHost;
import dev.hera.launch.ProcessOwners;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.HostId;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Doorbell;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.WorkerLauncher;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public call: a null is a refusal that names it (V2), and after closing all fail alike. */
class FacadeTest {
  private final Hera hera =
      Hera.builder(TestStores.open()).launcher(new ScriptedLauncher()).build();
  private final Coordinator lead = hera.newOrchestrator("o", "lead");
  private final Map<Class<?>, Object> values = new HashMap<>();

  FacadeTest() {
    values.put(String.class, "o");
    values.put(Caller.class, Caller.task(lead.membership().taskId()));
    values.put(TaskId.class, lead.membership().taskId());
    values.put(NewTask.class, NewTask.named("a session"));
    values.put(TaskStatus.class, TaskStatus.COMPLETE);
    values.put(RoleKind.class, RoleKind.WORKER);
    values.put(NodeKind.class, NodeKind.WORKER);
    values.put(Status.class, Status.WORKING);
    values.put(OptionalInt.class, OptionalInt.of(0));
    values.put(Outgoing.class, Outgoing.to("lead", "tldr", "body"));
    values.put(MessageId.class, new MessageId(1));
    values.put(
        Host.class,
        new Host(
            new HostId("id"),
            "name",
            null,
            null,
            List.of(),
            HostState.ACTIVE,
            Instant.EPOCH,
            Instant.EPOCH));
    values.put(NewHost.class, NewHost.named("id", "name"));
    values.put(Duration.class, Duration.ofSeconds(1));
    values.put(Plan.class, Plan.builder().node("a", "a").build());
    values.put(Plan.Node.class, Plan.Node.worker("a", "a"));
    values.put(LaunchDecision.class, LaunchDecision.RETRY);
    values.put(LaunchOptions.class, LaunchOptions.NONE);
    values.put(NodeEdit.class, new NodeEdit("a prompt", null, null, LaunchOptions.NONE));
    values.put(List.class, List.of(new MessageId(1)));
    values.put(Collection.class, List.of());
    values.put(String[].class, new String[] {"a"});
    values.put(Path.class, Path.of("here"));
    values.put(Runnable.class, (Runnable) () -> {});
    values.put(HeraStore.class, TestStores.open());
    values.put(WorkerLauncher.class, new ScriptedLauncher());
    values.put(Directories.class, new PlainDirectories());
    values.put(Owners.class, new ProcessOwners());
    values.put(Clock.class, Clock.systemUTC());
    values.put(RandomGenerator.class, new Random(1));
    values.put(Consumer.class, (Consumer<Object>) changed -> {});
    values.put(UnaryOperator.class, UnaryOperator.identity());
    values.put(ThreadFactory.class, (ThreadFactory) Thread::new);
    values.put(Doorbell.class, new DeafDoorbell());
    values.put(ThreadLauncher.Agent.class, (ThreadLauncher.Agent) session -> {});
    values.put(int.class, 1);
    values.put(long.class, 1L);
  }

  private static final class DeafDoorbell implements Doorbell {
    @Override
    public boolean canReach(TaskId task) {
      return false;
    }

    @Override
    public void ring(TaskId task, RoleId recipient) {}
  }

  /** One parameter of one public method or constructor that must not be null. */
  record Given(Executable call, int index) {
    @Override
    public String toString() {
      return call.getDeclaringClass().getSimpleName()
          + "."
          + call.getName()
          + "("
          + call.getParameters()[index].getName()
          + ")";
    }
  }

  static Stream<Given> requiredParameters() {
    Stream<Executable> methods =
        Stream.of(
                Hera.class,
                HeraBuilder.class,
                AppTasks.class,
                Newcomer.class,
                Participant.class,
                Coordinator.class,
                Reading.class,
                UnknownLaunches.class,
                KnownHosts.class,
                Overview.class,
                Plan.class,
                Plan.Builder.class,
                Plan.Node.class,
                Outgoing.class,
                NewTask.class,
                Caller.class)
            .flatMap(type -> publicCalls(type).stream());
    Stream<Executable> constructors =
        Stream.of(
                Plan.class,
                Plan.Node.class,
                Plan.Dependency.class,
                Outgoing.class,
                NewTask.class,
                Caller.OfTask.class,
                Caller.OfDirectory.class,
                Caller.OfWorker.class,
                ThreadLauncher.class)
            .flatMap(type -> Arrays.stream(type.getConstructors()));
    return Stream.concat(methods, constructors)
        .flatMap(
            call ->
                Stream.iterate(0, i -> i < call.getParameterCount(), i -> i + 1)
                    .filter(i -> isRequired(call, i))
                    .map(i -> new Given(call, i)));
  }

  private static List<Executable> publicCalls(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !method.getName().equals("equals"))
        .map(method -> (Executable) method)
        .toList();
  }

  private static boolean isRequired(Executable call, int index) {
    Parameter parameter = call.getParameters()[index];
    return !parameter.getType().isPrimitive()
        && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  @Proves("V2")
  @ParameterizedTest
  @MethodSource("requiredParameters")
  void refuses_a_null_and_names_it(Given given) throws Exception {
    List<Object> arguments = arguments(given.call());
    arguments.set(given.index(), null);
    try {
      invoke(given.call(), arguments);
      fail("was taken");
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(InvalidArgumentException.class);
      HeraException refusal = (HeraException) e.getCause();
      assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
      String parameter = given.call().getParameters()[given.index()].getName();
      assertThat(((InvalidArgumentException) refusal).field())
          .isIn(isSetting(given.call()) ? given.call().getName() : parameter, parameter);
      assertThat(refusal).hasMessageContaining("null");
    }
    assertThat(hera.plan("o").nodes()).isEmpty();
  }

  private static boolean isSetting(Executable call) {
    return call.getDeclaringClass() == HeraBuilder.class;
  }

  static Stream<Consumer<HeraBuilder>> nonsense() {
    return Stream.of(
        builder -> builder.lease(Duration.ZERO),
        builder -> builder.sweepInterval(Duration.ofSeconds(-1)),
        builder -> builder.firstCallLimit(Duration.ZERO),
        builder -> builder.maxLiveWorkers(0, 1),
        builder -> builder.maxLiveWorkers(1, -1));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void a_setting_that_cannot_be_is_refused_and_named(Consumer<HeraBuilder> setting) {
    HeraBuilder builder = Hera.builder(TestStores.open());
    InvalidArgumentException refusal =
        assertThrows(InvalidArgumentException.class, () -> setting.accept(builder));
    assertThat(refusal.field())
        .isIn("lease", "sweepInterval", "firstCallLimit", "ofHera", "ofEachOrchestrator");
    builder.build().close();
  }

  @Test
  void a_builder_builds_once_because_the_hera_owns_its_store() {
    HeraBuilder builder = Hera.builder(TestStores.open());
    try (Hera built = builder.build()) {
      assertThat(assertThrows(IllegalStateException.class, builder::build))
          .hasMessageContaining("store");
      assertThat(built.orchestrators()).isEmpty();
    }
  }

  static Stream<Method> calls() {
    return Stream.of(
            Hera.class,
            AppTasks.class,
            Newcomer.class,
            Participant.class,
            Coordinator.class,
            Reading.class,
            UnknownLaunches.class,
            KnownHosts.class,
            Overview.class)
        .flatMap(type -> publicCalls(type).stream())
        .map(Method.class::cast)
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !Set.of("stop", "close").contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void refuses_every_call_after_closing_in_the_same_way(Method call) throws Exception {
    target(call);
    hera.close();
    hera.close();
    try {
      invoke(call, arguments(call));
      fail("was answered");
    } catch (InvocationTargetException e) {
      assertThat(e.getCause())
          .isExactlyInstanceOf(StoreUnavailableException.class)
          .hasMessage("this Hera is closed; call the one that is open now");
    }
  }

  private final Map<Class<?>, Object> targets = new HashMap<>();

  private @Nullable Object target(Executable call) {
    Class<?> type = call.getDeclaringClass();
    if (type == Hera.class) {
      return hera;
    }
    if (type == Coordinator.class) {
      return lead;
    }
    return targets.computeIfAbsent(type, this::newTarget);
  }

  private @Nullable Object newTarget(Class<?> type) {
    if (type == Participant.class) {
      return hera.participant(Caller.task(lead.membership().taskId()), null);
    }
    if (type == Reading.class) {
      return lead.reading();
    }
    if (type == Newcomer.class) {
      return hera.newcomer(Caller.task(lead.membership().taskId()));
    }
    if (type == AppTasks.class) {
      return hera.tasks();
    }
    if (type == UnknownLaunches.class) {
      return hera.unknownLaunches();
    }
    if (type == KnownHosts.class) {
      return hera.hosts();
    }
    if (type == Overview.class) {
      return hera.overview();
    }
    if (type == HeraBuilder.class) {
      return Hera.builder(TestStores.open());
    }
    if (type == Plan.Builder.class) {
      return Plan.builder().node("first", "first");
    }
    return type == Caller.class ? null : values.get(type);
  }

  private List<Object> arguments(Executable call) {
    List<Object> arguments = new ArrayList<>();
    for (Parameter parameter : call.getParameters()) {
      assertThat(values).containsKey(parameter.getType());
      arguments.add(values.get(parameter.getType()));
    }
    return arguments;
  }

  private void invoke(Executable call, List<Object> arguments) throws Exception {
    if (call instanceof Method method) {
      method.invoke(target(call), arguments.toArray());
    } else {
      ((Constructor<?>) call).newInstance(arguments.toArray());
    }
  }
}
