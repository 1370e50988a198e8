package dev.hera.examples.host.operator;

import java.util.List;

/**
 * What was archived.
 *
 * @param orchestrators the one that was named, and those nested below it
 * @param cancelled the nodes that will never start
 * @param ended the roles that had a worker or an agent, whose next call is fenced
 */
public record Archived(List<String> orchestrators, List<String> cancelled, List<String> ended) {}
