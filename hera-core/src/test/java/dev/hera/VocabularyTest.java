package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchOptions;
import dev.hera.vocabulary.Verb;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The core speaks of its own facade, in marks that an adapter can put its words for. */
class VocabularyTest {
  private static final List<Class<?>> FACADE =
      List.of(Newcomer.class, Participant.class, Coordinator.class);
  private static final Pattern MARK = Pattern.compile("`[A-Za-z.]+`");
  private static final Pattern PARAMETER_OF_A_TOOL = Pattern.compile(".*\\b[a-z]+_[a-z_]+\\b.*");

  @ParameterizedTest
  @EnumSource(Verb.class)
  void each_verb_names_a_public_method_of_the_facade(Verb verb) {
    String[] parts = verb.method().split("\\.", -1);
    Class<?> type =
        FACADE.stream().filter(one -> one.getSimpleName().equals(parts[0])).findFirst().get();
    assertThat(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals(parts[1]) && Modifier.isPublic(method.getModifiers()));
    assertThat(verb).hasToString("`" + verb.method() + "`");
  }

  @Test
  void no_two_verbs_are_one_method() {
    assertThat(Arrays.stream(Verb.values()).map(Verb::method)).doesNotHaveDuplicates();
  }

  @Test
  void no_class_names_a_tool() throws Exception {
    assertThat(constants()).hasSizeGreaterThan(5_000).noneMatch(text -> text.contains("hera_"));
  }

  @Test
  void no_sentence_names_a_parameter_as_tools_have_it() throws Exception {
    assertThat(constants().stream().filter(text -> text.contains(" ")))
        .noneMatch(text -> PARAMETER_OF_A_TOOL.matcher(text.replace('\n', ' ')).matches());
  }

  @Test
  void every_mark_in_a_sentence_is_of_a_verb_or_of_a_parameter() throws Exception {
    Set<String> known = new HashSet<>(Set.of(Verb.ALL));
    for (Verb verb : Verb.values()) {
      known.add(verb.toString());
    }
    FACADE.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .map(Method::getParameters)
        .flatMap(Arrays::stream)
        .map(Parameter::getName)
        .forEach(name -> known.add("`" + name + "`"));
    Stream.of(LaunchOptions.class, Outgoing.class)
        .map(Class::getRecordComponents)
        .flatMap(Arrays::stream)
        .map(RecordComponent::getName)
        .forEach(name -> known.add("`" + name + "`"));
    List<String> marks =
        constants().stream()
            .flatMap(text -> MARK.matcher(text).results().map(MatchResult::group))
            .toList();
    assertThat(marks).contains("`roleName`", "`timeout`").isSubsetOf(known);
  }

  /** The constants of all classes of the core: texts, and names of classes and members. */
  private static List<String> constants() throws IOException, URISyntaxException {
    Path classes = Path.of(Hera.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(file -> constants(file).stream())
          .toList();
    }
  }

  private static List<String> constants(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(bytes)) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      Stream.Builder<String> texts = Stream.builder();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(in.readUTF());
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> in.skipNBytes(4);
        }
      }
      return texts.build().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
