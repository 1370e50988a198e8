package dev.hera.store.tck.invariant;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The invariants that hold in every store after every committed transaction of Hera, as far as they
 * can be seen in the store. Reads one snapshot and changes nothing.
 *
 * <p>What the SPI does not list is not checked: an archived orchestrator without a parent that is
 * younger than every active one, and an archived role without gate, edge, binding and launch.
 */
public final class HeraInvariants {
  private final HeraStore store;

  private HeraInvariants(HeraStore store) {
    this.store = store;
  }

  /** The invariants of what this store keeps. */
  public static HeraInvariants of(HeraStore store) {
    return new HeraInvariants(store);
  }

  /** Every violation as a sentence that names what it is about; empty when all is well. */
  public List<String> violations() {
    return store.read(HeraInvariants::violationsIn);
  }

  /**
   * Does nothing when all is well.
   *
   * @throws AssertionError naming every violation
   */
  public void assertHold() {
    List<String> violations = violations();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.size() + " violated:\n- " + String.join("\n- ", violations));
    }
  }

  private static List<String> violationsIn(Transaction tx) {
    Contents contents = Contents.of(tx);
    Outcomes outcomes = new Outcomes(contents);
    List<String> found = new ArrayList<>();
    new BindingInvariants(contents, found).check();
    new PlanInvariants(contents, outcomes, found).check();
    new StartInvariants(contents, outcomes, found).check();
    new HistoryInvariants(contents, found).check();
    return List.copyOf(found);
  }
}
