package dev.hera.store.jooq;

import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A query that is often run with nothing but other parameters. A session renders and prepares it
 * once, which else takes longer than the query itself.
 *
 * @param table the one that it reads, and no other
 * @param query makes it; its parameters are those of {@link #any}, in the order of the values that
 *     it is run with
 */
record Kept<R extends Record>(Table<?> table, Function<DSLContext, ResultQuery<R>> query) {
  /** A parameter of the field's type, without a value yet. */
  static <T> Param<T> any(Field<T> field) {
    return DSL.param(field);
  }
}
