package dev.hera.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hera.Coordinator;
import dev.hera.Proves;
import dev.hera.error.CycleException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.message.MessageId;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.result.MarkedRead;
import dev.hera.result.Membership;
import dev.hera.result.NodeCancelled;
import dev.hera.result.Sent;
import dev.hera.result.Spawned;
import dev.hera.result.Submitted;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.work.Secrets;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Proves("V3")
class AnswerTextTest {
  private static final int ROUNDS = 200;

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.hera");

  /** The records that the verbs name as what they answer. */
  static Stream<Class<?>> answers() {
    return CORE.stream()
        .filter(type -> List.of("dev.hera", "dev.hera.launch").contains(type.getPackageName()))
        .flatMap(type -> type.getReferencedClassObjects().stream())
        .map(ReferencedClassObject::getRawType)
        .<Class<?>>map(JavaClass::reflect)
        .filter(Class::isRecord)
        .distinct();
  }

  static Stream<Class<?>> refusals() {
    return CORE.stream()
        .filter(type -> type.isAssignableTo(HeraException.class))
        .<Class<?>>map(JavaClass::reflect)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()));
  }

  @Test
  void the_answers_of_all_verbs_are_looked_at() {
    Set<Class<?>> answered = answers().collect(Collectors.toSet());
    assertThat(answered).contains(RoleId.class, Spawned.class, Membership.class, Sent.class);
    Stream.of(Coordinator.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .<Class<?>>map(Method::getReturnType)
        .filter(type -> type.isRecord() && !type.getSimpleName().equals("PlanOutcome"))
        .forEach(type -> assertThat(answered).contains(type));
  }

  @ParameterizedTest
  @MethodSource("answers")
  <T extends Record> void each_answer_of_a_verb_comes_back(Class<T> type) {
    RandomValues values = new RandomValues(new Random(type.getName().hashCode()));
    for (int round = 0; round < ROUNDS; round++) {
      VerbAnswer<T> answer = VerbAnswer.of(type.cast(values.of(type)));
      String text = AnswerText.write(answer);

      assertThat(AnswerText.read(type, text)).as(text).hasValue(answer);
      assertThat(text.codePoints())
          .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
  }

  @Proves("V1")
  @ParameterizedTest
  @MethodSource("refusals")
  void each_refusal_comes_back_as_what_was_told(Class<?> type) throws Exception {
    RandomValues values = new RandomValues(new Random(type.getName().hashCode()));
    for (Constructor<?> constructor : type.getConstructors()) {
      if (!Arrays.asList(constructor.getParameterTypes()).contains(Map.class)) {
        HeraException refusal = refusal(constructor, values);
        String text = AnswerText.write(VerbAnswer.refused(refusal));
        HeraException again = read(text);

        assertThat(again).hasSameClassAs(refusal).hasMessage(refusal.getMessage());
        assertThat(again.code()).isEqualTo(refusal.code());
        assertThat(again.details()).isEqualTo(refusal.details());
        assertThat(told(again)).isEqualTo(told(refusal));
      }
    }
  }

  private static HeraException refusal(Constructor<?> constructor, RandomValues values)
      throws ReflectiveOperationException {
    Object[] arguments =
        Stream.of(constructor.getGenericParameterTypes()).map(values::of).toArray();
    return (HeraException) constructor.newInstance(arguments);
  }

  private static HeraException read(String text) {
    HeraException refusal = AnswerText.read(NodeCancelled.class, text).orElseThrow().refusal();
    return Objects.requireNonNull(refusal);
  }

  /** What the refusal's own accessors say. */
  private static Map<String, @Nullable Object> told(HeraException refusal)
      throws ReflectiveOperationException {
    Map<String, @Nullable Object> told = new HashMap<>();
    for (Method method : refusal.getClass().getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0) {
        told.put(method.getName(), method.invoke(refusal));
      }
    }
    return told;
  }

  @Proves("V1")
  @Test
  void each_code_has_a_refusal_that_can_be_told_again() throws Exception {
    Set<ErrorCode> codes = EnumSet.allOf(ErrorCode.class);
    codes.remove(ErrorCode.INTERNAL);
    for (ErrorCode code : codes) {
      HeraException again = KeptRefusal.of(code, "what", Map.of("x", 1L));
      assertThat(again.code()).isEqualTo(code);
      assertThat(again.details()).isEqualTo(Map.of("x", 1L));
      assertThat(told(KeptRefusal.of(code, "what", Map.of()))).doesNotContainValue(null);
    }
    assertThat(refusals()).hasSizeGreaterThanOrEqualTo(codes.size());
  }

  @Test
  void the_text_can_be_read_by_people() {
    Submitted plan =
        new Submitted(
            "shop",
            List.of(new Submitted.Node("a", "a-2", new RoleId(7), NodeState.READY)),
            1,
            List.of("a-2"),
            List.of());
    assertThat(AnswerText.write(VerbAnswer.of(plan)))
        .isEqualTo(
            "{\"result\":{\"orchestrator\":\"shop\",\"nodes\":[{\"requested_name\":\"a\","
                + "\"name\":\"a-2\",\"role_id\":7,\"state\":\"ready\"}],\"edges_created\":1,"
                + "\"released\":[\"a-2\"],\"held\":[]}}");
    assertThat(
            AnswerText.write(
                VerbAnswer.refused(new CycleException("blocker", List.of("a", "b", "a")))))
        .isEqualTo(
            "{\"refusal\":{\"code\":\"cycle\",\"message\":\"blocker: these edges make a cycle:"
                + " a waits for b waits for a; leave one of them out\","
                + "\"details\":{\"field\":\"blocker\",\"path\":[\"a\",\"b\",\"a\"]}}}");
  }

  @Test
  void a_field_of_a_later_version_is_passed_over() {
    assertThat(
            AnswerText.read(
                MarkedRead.class,
                "{\"since\":1.5e3, \"result\" : {\"marked\":2, \"new\":[{\"x\":null}, true],"
                    + " \"requested\":3}}"))
        .hasValue(VerbAnswer.of(new MarkedRead(2, 3)));
  }

  @Test
  void a_field_that_an_earlier_version_had_not_is_empty() {
    assertThat(
            AnswerText.read(
                Membership.class, "{\"result\":{\"orchestrator\":\"o\",\"kind\":\"worker\"}}"))
        .hasValueSatisfying(
            answer -> {
              Membership place = answer.get();
              assertThat(place.orchestrator()).isEqualTo("o");
              assertThat(place.kind()).isEqualTo(RoleKind.WORKER);
              assertThat(place.resumed()).isFalse();
              assertThat(place.unreadCount()).isZero();
              assertThat(place.status()).isNull();
              assertThat(place.elsewhere()).isEmpty();
            });
    assertThat(read("{\"refusal\":{\"code\":\"cycle\",\"message\":\"no\"}}"))
        .isInstanceOfSatisfying(
            CycleException.class, refusal -> assertThat(refusal.path()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"result\":null}",
        "{\"result\":[]}",
        "{\"result\":{\"message_id\":\"one\"}}",
        "{\"result\":{\"message_id\":1.5}}",
        "{\"result\":{\"message_id\":12345678901234567890}}",
        "{\"result\":{\"status\":\"asleep\"}}",
        "{\"result\":{\"to\":\"\\ud83\"}}",
        "{\"result\":{}} ,",
        "{\"result\":{}}\u0000",
        "{\"result\":{\"to\" \"a\"}}",
        "{\"refusal\":{\"message\":\"no\"}}",
        "{\"refusal\":{\"code\":\"cycle\"}}",
        "{\"refusal\":{\"code\":\"internal\",\"message\":\"no\"}}",
        "{\"refusal\":{\"code\":\"of_later\",\"message\":\"no\"}}"
      })
  void what_cannot_be_understood_is_no_answer(String text) {
    assertThat(AnswerText.read(Sent.class, text)).isEmpty();
  }

  @Test
  void what_is_nested_too_deep_is_no_answer() {
    String deep = "[".repeat(100_000);
    assertThat(AnswerText.read(Sent.class, "{\"result\":" + deep)).isEmpty();
  }

  /** A hash that changes makes a conflict of each repetition across an upgrade. */
  @Test
  void the_fingerprint_is_the_same_in_every_version() {
    assertThat(AnswerText.fingerprint(Arrays.asList(Status.DONE, "é\u0000\n\ud800", null)))
        .isEqualTo(Secrets.sha256("[\"done\",\"é\\u0000\\n\\ud800\"]"));
    assertThat(
            AnswerText.fingerprint(
                List.of(
                    new Plan(
                        List.of(Plan.Node.worker("a", "do it")),
                        List.of(new Plan.Dependency("b", "a"))),
                    List.of(new MessageId(7)))))
        .isEqualTo(
            Secrets.sha256(
                "[{\"edges\":[{\"blocked\":\"b\",\"blocker\":\"a\"}],\"nodes\":[{\"kind\":"
                    + "\"worker\",\"name\":\"a\",\"prompt\":\"do it\"}]},[7]]"));
  }

  @Test
  void what_is_not_given_makes_no_other_fingerprint() {
    List<@Nullable Object> given = Arrays.asList("a", null, LaunchOptions.NONE, List.of());
    assertThat(AnswerText.fingerprint(given)).isEqualTo(AnswerText.fingerprint(List.of("a")));
    assertThat(AnswerText.fingerprint(Arrays.asList("a", null, "b")))
        .isNotEqualTo(AnswerText.fingerprint(List.of("a", "b")));
    assertThat(AnswerText.fingerprint(List.of("null")))
        .isNotEqualTo(AnswerText.fingerprint(Arrays.asList((Object) null)));
  }
}
