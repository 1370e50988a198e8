package dev.hera.spi;

/**
 * What the work of {@link HeraStore#read} and {@link HeraStore#write} sees; valid only while it
 * runs, and only on its thread. Any later use, also of one of its parts, fails with {@link
 * IllegalStateException}.
 *
 * <p>Every {@code find} gives {@link java.util.Optional}, every {@code list} a list in the stated
 * order. An {@code insert} of something whose key exists, or that breaks a uniqueness rule named at
 * the table, fails with {@link UniquenessException}; an {@code update} replaces all fields of the
 * row with the same key. What a row refers to is inserted before it: orchestrators before roles,
 * roles and tasks before bindings, roles before edges and gates; a store need not check that, and
 * one that does refuses with {@link IllegalStateException}. An update fails with {@link
 * IllegalStateException} when there is none, and with {@link UniquenessException} as an insert
 * does; a row may keep its own place in a uniqueness rule.
 *
 * <p>Where a method takes a collection of ids or names, these may come in any order, more than once
 * and by the ten thousand, and some may name nothing; each row is given once. Where it takes a
 * {@code limit}, which is never negative, the first rows of the stated order are given. Where it
 * takes rows, there may be none; a read refuses such a change of nothing, too. Lists that were
 * given are not changed, neither by later changes nor by who got them.
 *
 * <p>Texts are compared exactly: case, blanks and the form of accents matter, and an empty text is
 * not null. They are well-formed Unicode, perhaps with NUL, and come back unchanged. Instants are
 * whole milliseconds.
 */
public interface Transaction {

  /**
   * Takes the next {@code count} ids of a kind.
   *
   * @return the first one; the others follow it without gaps. Greater than every id of that kind
   *     that a committed transaction ever took, the first one ever being at least 1
   * @throws IllegalArgumentException when {@code count} is below 1
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

  Hosts hosts();
}
