package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.ANSWERS;

import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.AnswersRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record JooqAnswers(SqlScope scope) implements Answers {
  private static final Lookup<Answer> BY_KEY = Lookup.byKey(ANSWERS, JooqAnswers::answer);

  @Override
  public void insert(Answer answer) {
    scope.insert(List.of(row(answer)), 1);
  }

  @Override
  public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
    return scope.find(BY_KEY, List.of(Columns.key(role), verb, key));
  }

  @Override
  public void delete(@Nullable RoleId role, String verb, String key) {
    scope.write(
        ANSWERS,
        sql ->
            sql.deleteFrom(ANSWERS)
                .where(ANSWERS.ROLE_KEY.eq(Columns.key(role)))
                .and(ANSWERS.VERB.eq(verb))
                .and(ANSWERS.IDEMPOTENCY_KEY.eq(key))
                .execute());
  }

  @Override
  public void deleteBefore(Instant instant) {
    scope.write(
        ANSWERS,
        sql -> sql.deleteFrom(ANSWERS).where(ANSWERS.CREATED.lt(instant.toEpochMilli())).execute());
  }

  private static AnswersRecord row(Answer answer) {
    return new AnswersRecord(
        Columns.key(answer.role()),
        answer.verb(),
        answer.key(),
        answer.arguments(),
        answer.answer(),
        answer.created().toEpochMilli());
  }

  private static Answer answer(AnswersRecord row) {
    return new Answer(
        Columns.roleOfKey(row.getRoleKey()),
        row.getVerb(),
        row.getIdempotencyKey(),
        row.getArguments(),
        row.getAnswer(),
        Instant.ofEpochMilli(row.getCreated()));
  }
}
