package dev.hera.store.jooq;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.sql.SqlDatabase;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The jOOQ that an application brings. Its dependency management may have lifted it to one whose
 * classes this Java cannot load, so this class uses none of them. For the makers of store modules.
 */
public final class JooqLibrary {
  /** The line of jOOQ that runs on Java 17; newer ones need Java 21. */
  static final String VERSION_FOR_JAVA_17 = "3.19.35";

  private static final String A_CLASS = "/org/jooq/DSLContext.class";
  private static final int CLASS_FILES_OF_JAVA_0 = 44;

  private JooqLibrary() {}

  /**
   * Refuses a jOOQ that needs a newer Java.
   *
   * @param name what is to be opened, as {@link SqlDatabase#name} says
   * @throws StoreUnavailableException that says which property to set
   */
  public static void check(String name) {
    int needed = neededJava();
    int present = Runtime.version().feature();
    if (needed > present) {
      throw new StoreUnavailableException(
          "The %s cannot be opened: the jOOQ on the class path needs Java %d and this is Java %d; set"
                  .formatted(name, needed, present)
              + " <jooq.version>"
              + VERSION_FOR_JAVA_17
              + "</jooq.version> in the properties of your pom.xml, since Spring Boot's dependency"
              + " management raises it, or run on the newer Java.");
    }
  }

  /** The Java that jOOQ was compiled for; 0 when there is no jOOQ, which loading it will tell. */
  private static int neededJava() {
    try (InputStream found = JooqLibrary.class.getResourceAsStream(A_CLASS)) {
      if (found == null) {
        return 0;
      }
      DataInputStream header = new DataInputStream(found);
      header.readInt();
      header.readUnsignedShort();
      return header.readUnsignedShort() - CLASS_FILES_OF_JAVA_0;
    } catch (IOException e) {
      return 0;
    }
  }
}
