package dev.hera.store.tck.scenario;

import dev.hera.spi.Transaction;
import java.util.function.Predicate;

/**
 * What must be visible for ever once a call was answered.
 *
 * @param call the call, for messages
 */
record ScenarioFact(String call, Predicate<Transaction> isVisible) {}
