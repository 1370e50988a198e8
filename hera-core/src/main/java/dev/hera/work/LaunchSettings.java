package dev.hera.work;

import dev.hera.plan.PlaceLimits;
import dev.hera.spi.Owners;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What launching goes by.
 *
 * @param projects the projects that the launcher knows
 * @param places how many live workers there may be (G11)
 * @param lease how long a claim holds when its owner cannot be checked (G22)
 * @param sweepInterval the time between sweeps, and the longest back-off (G8, G26)
 * @param firstCallLimit how long a worker may run without calling before the coordinator is told
 * @param orientation puts what workers call the verbs in the place of their marks
 */
public record LaunchSettings(
    Owners owners,
    Projects projects,
    PlaceLimits places,
    Duration lease,
    Duration sweepInterval,
    Duration firstCallLimit,
    UnaryOperator<String> orientation) {}
