package dev.hera.mcp;

/**
 * One verb as a tool: translates arguments, calls the facade, translates the result.
 *
 * @param <R> the facade's result
 */
interface Verb<R> {

  Outline outline();

  Input input();

  Output<R> output();

  /**
   * Calls the facade.
   *
   * @throws InterruptedException when interrupted while waiting
   */
  R run(Call call) throws InterruptedException;

  /** The result for people, and for agents whose client hides structured results. */
  String tell(R result);
}
