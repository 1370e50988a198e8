package dev.hera.work;

import dev.hera.history.NamedEvent;
import dev.hera.spi.Doorbell;
import dev.hera.spi.HeraStore;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.WorkerLauncher;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a Hera was built with.
 *
 * @param threads makes a thread of this name for this work
 * @param listener is told of committed events, or null
 */
public record Settings(
    HeraStore store,
    Clock clock,
    RandomGenerator random,
    Directories directories,
    BiFunction<String, Runnable, Thread> threads,
    @Nullable Consumer<List<NamedEvent>> listener,
    @Nullable Doorbell doorbell,
    @Nullable WorkerLauncher launcher,
    LaunchSettings launching) {}
