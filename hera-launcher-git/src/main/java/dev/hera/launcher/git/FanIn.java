package dev.hera.launcher.git;

/** What is done with the branches of a node's blockers that its base does not contain (G18). */
public enum FanIn {
  /** Nothing; the prompt lists them and the agent merges what it needs. */
  LIST,
  /** They are merged in order before the agent starts; a conflict starts nothing. */
  MERGE
}
