package dev.hera.launcher.git;

/**
 * The launcher cannot be set up as it was asked for: a command that cannot run, a project that is
 * no git repository, a state directory that cannot be used. Its message is one for the person who
 * gave the setting; a host ends with its exit code for wrong usage.
 */
public final class SetupException extends RuntimeException {
  public SetupException(String message) {
    super(message);
  }

  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
