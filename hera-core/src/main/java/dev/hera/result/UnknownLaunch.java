package dev.hera.result;

/**
 * A launch that waits for a person, because nobody can tell whether its worker runs (G27).
 *
 * @param roleName the node
 * @param epoch which start of the node it is: what a person says of one does not hold for the next
 * @param why what the launcher said of it
 */
public record UnknownLaunch(String roleName, int epoch, String why) {}
