package dev.hera.store.jooq;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Required;
import java.util.regex.Pattern;

/** What the schema of a store may be called. For the makers of store modules. */
public final class SchemaName {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,57}");

  private SchemaName() {}

  /**
   * Gives the name back.
   *
   * @throws InvalidArgumentException when it would need quotes in SQL, or is missing
   */
  public static String check(String schema) {
    if (!NAME.matcher(Required.given("schema", schema)).matches()) {
      throw new InvalidArgumentException(
          "schema", "is to be a name of small letters, digits and underscores, as hera is");
    }
    return schema;
  }
}
