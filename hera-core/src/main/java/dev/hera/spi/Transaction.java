package dev.hera.spi;

/**
 * What the work of {@link HeraStore#read} and {@link HeraStore#write} sees; valid only while it
 * runs, and only on its thread.
 *
 * <p>Every {@code find} gives {@link java.util.Optional}, every {@code list} a list in the stated
 * order. An {@code insert} of something whose id exists, or that breaks a uniqueness rule named at
 * the method, fails with {@link UniquenessException}; an {@code update} replaces all fields of the
 * row with the same id. What a row refers to is inserted before it: orchestrators before roles,
 * roles and tasks before bindings, roles before edges and gates. An update fails with {@link
 * IllegalStateException} when there is none.
 */
public interface Transaction {

  /**
   * Takes the next {@code count} ids of a kind.
   *
   * @return the first one; the others follow it without gaps. Greater than every id of that kind
   *     that a committed transaction ever took, the first one ever being at least 1
   */
  long takeIds(IdKind kind, int count);

  Orchestrators orchestrators();

  Roles roles();

  Tasks tasks();

  Bindings bindings();

  Edges edges();

  Gates gates();

  Launches launches();

  Holds holds();

  Messages messages();

  Events events();

  Answers answers();
}
