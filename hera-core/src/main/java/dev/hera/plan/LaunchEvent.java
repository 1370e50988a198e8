package dev.hera.plan;

/** What happens to a launch (G21-G27); {@link LaunchTable} says when it may. */
public enum LaunchEvent {
  /** A gater took it for a new epoch. */
  CLAIMED,
  /** Its gater gave it back before anything came of it. */
  GIVEN_BACK,
  /** Its task and binding exist, so that the launcher may be called. */
  PLACED,
  /** Another gater found its worker running and looks after it. */
  TAKEN_OVER,
  /** Its worker called for the first time. */
  CONNECTED,
  /** A new session could not be started; the worker of before keeps its task. */
  KEPT,
  /** Its start failed, and nothing of it remains. */
  FAILED,
  /** Its start met a conflict of the branches that it was to stand on. */
  CONFLICTED,
  /** Its launcher cannot tell whether its worker exists. */
  LOST,
  /** Its start was undone: nobody wants it any more, or a person says that its worker is gone. */
  UNDONE,
  /** What it was held for was changed, so that it is tried again. */
  RELEASED,
  /** A person says that its worker runs. */
  ADOPTED
}
