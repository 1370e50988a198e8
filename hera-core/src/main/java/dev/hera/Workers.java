package dev.hera;

import dev.hera.launch.Reviving;
import dev.hera.launch.Spawning;
import dev.hera.verb.Backends;
import dev.hera.verb.BaseBranches;
import dev.hera.work.Projects;

/**
 * What a coordinator starts workers with.
 *
 * @param spawning starts a worker directly
 * @param reviving starts a new session of a worker
 * @param projects chooses where a worker is started
 * @param backends knows what a worker can be started with
 * @param bases asks for the branches that a worker is to stand on
 */
record Workers(
    Spawning spawning,
    Reviving reviving,
    Projects projects,
    Backends backends,
    BaseBranches bases) {}
