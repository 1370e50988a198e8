package dev.hera.store.tck.sim;

/** The faults and rare branches of a simulation, counted where they really occurred. */
public enum Occurrence {
  /** A gater died before a store call took effect. */
  CRASH_BEFORE_STORE_CALL,
  /** A gater died after a store call took effect, before it learned of that. */
  CRASH_AFTER_STORE_CALL,
  /** A gater died inside a call of the launcher, before or after the process existed. */
  CRASH_IN_LAUNCHER,
  /** A gater was killed between two calls. */
  KILLED,
  /** The store refused a call that took no effect. */
  STORE_REFUSED,
  /** The store ran the work of a write twice, the first time in vain. */
  WORK_REPEATED,
  /** Others acted between two store calls of a gater. */
  PAUSE_BETWEEN_STORE_CALLS,
  /** Others acted during a call of the launcher. */
  PAUSE_IN_LAUNCHER,
  /** The clock went on by more than a lease. */
  CLOCK_PAST_LEASE,
  CLOCK_BACKWARDS,
  PLACE_REFUSED,
  START_REFUSED,
  MERGE_CONFLICT,
  UNKNOWN_FAILURE_WITHOUT_PROCESS,
  UNKNOWN_FAILURE_WITH_PROCESS,
  /** The process existed only after the start call had returned. */
  PROCESS_LATE,
  /** A start call went on after Hera had given it up, and made a process. */
  START_TOO_LATE,
  /** The launcher returned the process that carried the key. */
  START_FOUND_RUNNING,
  /** The launcher started a second process with the same key. */
  START_MADE_SECOND,
  /** A worker called before its start call had returned. */
  CALL_DURING_START,
  FIND_UNKNOWN,
  FIND_THREW,
  /** The launcher called a running worker dead. */
  FIND_LIED,
  DOORBELL_THREW,
  SESSION_END_UNTOLD,
  ENDED_WITHOUT_CALLING,
  FENCED,
  FORBIDDEN,
  OLD_TOKEN_REFUSED,
  STRANGE_TOKEN_REFUSED,
  FLOOD_REFUSED,
  REPORTED_TWICE,
  WENT_BACK_TO_WORK,
  ADOPTED,
  CLAIMED_AGAIN,
  ACCEPTED_IN_LATER_EPOCH,
  CLAIM_GIVEN_UP,
  LATE_RESULT,
  HELD_UNKNOWN,
  PERSON_ADOPTED,
  PERSON_RETRIED,
  PERSON_GAVE_UP,
  REVIVED,
  LAUNCH_FAILED,
  FIFTH_FAILURE_TOLD,
  LAUNCH_WITHDRAWN,
  HOLD_OPENED,
  HOLD_CLOSED,
  NODE_CANCELLED,
  NODE_EDITED,
  PLAN_DONE
}
