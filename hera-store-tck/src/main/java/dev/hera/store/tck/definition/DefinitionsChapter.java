package dev.hera.store.tck.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.run.Effort;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is done, each query gives what its definition gives, as {@link PlainStore} has it. */
public abstract class DefinitionsChapter extends Chapter {
  /** After how many steps a durable store is opened again. */
  private static final int UNTIL_REOPENED = 60;

  private final PlainStore plain = new PlainStore();

  public DefinitionsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void every_change_and_every_query_do_what_their_definitions_say() {
    long seed = Long.getLong("hera.definitions.seed", new SplittableRandom().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    RandomChanges changes = new RandomChanges(random, plain.tables());
    RandomQuestions questions = new RandomQuestions(random, plain.tables());
    begin(changes, "the beginning of seed " + seed);
    int steps = Effort.of(1_000, 10_000);
    for (int step = 1; step <= steps; step++) {
      if (step % UNTIL_REOPENED == 0 && tested.survivesClosing()) {
        tested.reopen();
      }
      step(changes, questions, random, "step " + step + " of seed " + seed);
    }
  }

  /** Until there is one row of each kind that others refer to. */
  private void begin(RandomChanges changes, String where) {
    assertSame(doing(changes.insertOrchestrator()), false, where);
    while (plain.tables().roles.all().isEmpty()) {
      assertSame(doing(changes.insertRoles()), false, where);
    }
    assertSame(doing(changes.insertTask()), false, where);
  }

  private static Function<Transaction, List<Object>> doing(Consumer<Transaction> change) {
    return tx -> {
      change.accept(tx);
      return List.of();
    };
  }

  private void step(
      RandomChanges changes, RandomQuestions questions, SplittableRandom random, String where) {
    List<Consumer<Transaction>> made =
        Stream.generate(changes::next)
            .limit(random.nextBoolean() ? 1 : 1 + random.nextInt(3))
            .toList();
    Map<String, Function<Transaction, Object>> within = questions.next();
    boolean fails = random.nextInt(5) == 0;
    boolean goesOn = random.nextInt(3) == 0;
    assertSame(
        tx -> {
          made.forEach(each -> each.accept(tx));
          List<Object> seen = answers(within, tx);
          if (fails) {
            throw new ArithmeticException("roll back");
          }
          return seen;
        },
        goesOn,
        where);
    Map<String, Function<Transaction, Object>> after = questions.next();
    List<Object> given =
        random.nextBoolean() ? write(tx -> answers(after, tx)) : read(tx -> answers(after, tx));
    assertThat(given).as("after %s", where).isEqualTo(plain.read(tx -> answers(after, tx)));
  }

  /** Both do the same with the work: refuse it in the same way, or give the same answers. */
  private void assertSame(Function<Transaction, List<Object>> work, boolean goesOn, String where) {
    Outcome expected = outcome(plain, work, goesOn);
    assertThat(outcome(store(), work, goesOn)).as(where).isEqualTo(expected);
  }

  /** What a work gave or how it was refused; a work that goes on swallows the refusal first. */
  private record Outcome(List<Object> answers, String refusal) {}

  private static Outcome outcome(
      HeraStore store, Function<Transaction, List<Object>> work, boolean goesOn) {
    List<Object> answers = new ArrayList<>();
    Throwable refusal =
        catchThrowable(
            () ->
                answers.addAll(
                    store.<List<Object>>write(
                        tx -> goesOn ? swallowing(work, tx) : work.apply(tx))));
    if (refusal == null) {
      return new Outcome(answers, "");
    }
    return new Outcome(List.of(), goesOn ? "refused" : refusal.getClass().getSimpleName());
  }

  private static List<Object> swallowing(Function<Transaction, List<Object>> work, Transaction tx) {
    try {
      return work.apply(tx);
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private record Answered(String question, Object answer) {}

  private static List<Object> answers(
      Map<String, Function<Transaction, Object>> questions, Transaction tx) {
    List<Object> all = new ArrayList<>();
    questions.forEach((question, ask) -> all.add(new Answered(question, ask.apply(tx))));
    return all;
  }

  @Test
  void every_query_of_the_spi_is_asked() {
    Set<String> asked = new TreeSet<>();
    new RandomQuestions(new SplittableRandom(1), plain.tables())
        .next()
        .keySet()
        .forEach(name -> asked.add(name.split(" ", 2)[0]));
    Set<String> queries = new TreeSet<>();
    for (Method part : Transaction.class.getMethods()) {
      for (Method method : part.getReturnType().getMethods()) {
        if (method.getName().matches("(find|list|count|contains).*")) {
          queries.add(part.getName() + "." + method.getName());
        }
      }
    }
    assertThat(asked).containsAll(queries);
  }
}
