package dev.hera.store.tck;

/** How long a store knows what it answered, from the least to the most. */
public enum Durability {
  /** Until it is closed: the store is not durable, and the tests of what lasts do not apply. */
  NONE,
  /** Over closing and opening it again, but not over the end of its process. */
  CLOSED_STORE,
  /** Also when its process is killed at any moment. */
  KILLED_PROCESS
}
