package dev.hera.plan;

import dev.hera.role.TaskId;

/**
 * A worker's token as Hera keeps it (G25): only its hash, and the epoch that it speaks for.
 *
 * @param hash the SHA-256 of the token, in lower-case hexadecimal
 */
public record WorkerToken(String hash, LaunchId launch, TaskId task, int epoch) {}
