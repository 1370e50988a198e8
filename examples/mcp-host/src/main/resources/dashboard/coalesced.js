// Answers in the order of their questions.

/**
 * A reader that is never called twice at once, so that no older answer is shown after a newer one;
 * what is asked for meanwhile is read once more after it. The reader catches its own failures.
 */
export function coalesced(read) {
  let running = false;
  let again = false;
  return async function ask() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await read();
      } while (again);
    } finally {
      running = false;
    }
  };
}
