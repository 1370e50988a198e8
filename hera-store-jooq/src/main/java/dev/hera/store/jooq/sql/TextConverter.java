package dev.hera.store.jooq.sql;

import org.jooq.ConverterContext;
import org.jooq.impl.AbstractContextConverter;
import org.jspecify.annotations.Nullable;

/** How jOOQ itself reads and writes the texts of the generated tables. */
public final class TextConverter extends AbstractContextConverter<String, String> {
  public TextConverter() {
    super(String.class, String.class);
  }

  @Override
  public @Nullable String from(@Nullable String written, ConverterContext context) {
    return Texts.of(context.dialect()).read(written);
  }

  @Override
  public @Nullable String to(@Nullable String text, ConverterContext context) {
    return (String) Texts.of(context.dialect()).written(text);
  }
}
