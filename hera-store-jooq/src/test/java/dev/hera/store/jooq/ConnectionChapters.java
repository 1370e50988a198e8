package dev.hera.store.jooq;

import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For a second run of the contract, on connections that the store was lent. Every build runs the
 * chapters that connections, and how they are taken and given back, can break; {@code -Pfull} runs
 * the others as well, which are about what SQL says to rows.
 */
public final class ConnectionChapters implements ExecutionCondition {
  private static final Set<String> CHAPTERS =
      Set.of(
          "Transactions",
          "TransactionBounds",
          "Threads",
          "Races",
          "Interrupts",
          "Commits",
          "Kills",
          "Closing",
          "Resources",
          "Mode");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> tested = context.getRequiredTestClass();
    return tested.getEnclosingClass() == null
            || CHAPTERS.contains(tested.getSimpleName())
            || Boolean.getBoolean("hera.full")
        ? ConditionEvaluationResult.enabled("a chapter about connections, or with -Pfull")
        : ConditionEvaluationResult.disabled("with -Pfull");
  }
}
