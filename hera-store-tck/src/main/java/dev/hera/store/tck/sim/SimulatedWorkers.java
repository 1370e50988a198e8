package dev.hera.store.tck.sim;

import dev.hera.Participant;
import dev.hera.error.FencedException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.HeraException;
import dev.hera.error.InboxFullException;
import dev.hera.error.RateLimitedException;
import dev.hera.error.UnknownCallerException;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** What the workers' processes do: well, badly, late and twice. */
final class SimulatedWorkers {
  private final World world;

  SimulatedWorkers(World world) {
    this.world = world;
  }

  /** One act of one process that runs, if there is any. */
  void act() {
    List<SimulatedProcess> alive = world.alive();
    if (!alive.isEmpty()) {
      acts(alive.get(world.faults.below(alive.size())));
    }
  }

  void acts(SimulatedProcess process) {
    int dice = world.faults.below(100);
    if (!process.called || dice < 20) {
      callsIn(process, dice);
    } else if (dice < 50) {
      reports(process, Status.DONE);
    } else if (dice < 60) {
      reports(process, Status.FAILED);
    } else if (dice < 68) {
      reports(process, dice < 64 ? Status.WORKING : Status.BLOCKED);
    } else if (dice < 74) {
      sends(process, 1);
    } else if (dice < 77) {
      sends(process, 30);
    } else if (dice < 80) {
      commands(process);
    } else if (dice < 84) {
      callsWithStrangeToken();
    } else if (dice < 88) {
      callsWithOldToken(process);
    } else if (dice < 93 && process.finished) {
      exits(process, 0, true);
    } else {
      reports(process, Status.DONE);
    }
  }

  /** A process that is on its way out when it has been fenced, and ends its work else. */
  void finishes(SimulatedProcess process) {
    if (process.fenced || process.finished) {
      exits(process, 0, true);
    } else if (!process.called) {
      reports(process, Status.WORKING);
    } else {
      reports(process, world.faults.chance(80) ? Status.DONE : Status.FAILED);
    }
  }

  private void callsIn(SimulatedProcess process, int dice) {
    if (world.faults.strike(4)) {
      exits(process, 1, world.faults.chance(60));
    } else if (dice < 7) {
      calls(process, Participant::membership);
    } else if (dice < 13) {
      calls(process, Participant::inbox);
    } else {
      reports(process, Status.WORKING);
    }
  }

  private void reports(SimulatedProcess process, Status status) {
    if (process.finished && status == Status.WORKING) {
      world.occurrences.count(Occurrence.WENT_BACK_TO_WORK);
    } else if (process.finished && status.isFinal()) {
      world.occurrences.count(Occurrence.REPORTED_TWICE);
    }
    World.Outcome<?> outcome = calls(process, worker -> worker.report(status));
    world.expected.reported(process, status, outcome, outcome.isAnswered());
    if (outcome.isAnswered()) {
      process.finished = status.isFinal();
    }
  }

  private void sends(SimulatedProcess process, int messages) {
    for (int i = 0; i < messages; i++) {
      World.Outcome<?> outcome =
          calls(process, worker -> worker.send(Outgoing.report(Status.WORKING, "news", "so far")));
      boolean flood =
          outcome.refusal() instanceof RateLimitedException
              || outcome.refusal() instanceof InboxFullException;
      if (flood) {
        world.occurrences.count(Occurrence.FLOOD_REFUSED);
        world.expected.served(process);
      }
      world.expected.reported(process, Status.WORKING, outcome, flood || outcome.isAnswered());
      if (flood || !outcome.isAnswered()) {
        return;
      }
      process.finished = false;
    }
  }

  private void commands(SimulatedProcess process) {
    World.Outcome<?> outcome =
        world.call(
            world.host(),
            hera -> hera.coordinator(caller(process), World.PLACE).cancel(process.node));
    if (outcome.isAnswered()) {
      throw new Breach(process + " was let cancel a node");
    }
    if (outcome.refusal() instanceof ForbiddenException) {
      world.occurrences.count(Occurrence.FORBIDDEN);
      world.expected.served(process);
    } else if (outcome.refusal() instanceof FencedException) {
      fenced(process);
    }
  }

  private void callsWithStrangeToken() {
    World.Outcome<?> outcome =
        world.call(
            world.host(),
            hera -> hera.participant(Caller.worker("no such token"), World.PLACE).inbox());
    if (outcome.isAnswered()) {
      throw new Breach("a token that Hera never gave was served");
    }
    if (outcome.refusal() instanceof UnknownCallerException) {
      world.occurrences.count(Occurrence.STRANGE_TOKEN_REFUSED);
    }
  }

  /** A process that got hold of what an earlier process of its node left. */
  private void callsWithOldToken(SimulatedProcess process) {
    world.processes.stream()
        .filter(other -> other.node.equals(process.node) && other.epoch < process.epoch)
        .findFirst()
        .ifPresent(
            old -> {
              reports(old, Status.FAILED);
              if (old.fenced) {
                world.occurrences.count(Occurrence.OLD_TOKEN_REFUSED);
              }
            });
  }

  private <T> World.Outcome<T> calls(SimulatedProcess process, Function<Participant, T> verb) {
    World.Outcome<T> outcome =
        world.call(
            world.host(), hera -> verb.apply(hera.participant(caller(process), World.PLACE)));
    HeraException refusal = outcome.refusal();
    if (outcome.isAnswered()) {
      world.expected.served(process);
    } else if (refusal instanceof FencedException) {
      fenced(process);
    } else if (refusal instanceof UnknownCallerException) {
      throw new Breach(process + " was started, and Hera does not know it");
    }
    return outcome;
  }

  private void fenced(SimulatedProcess process) {
    process.called = true;
    process.fenced = true;
    world.occurrences.count(Occurrence.FENCED);
  }

  private static Caller caller(SimulatedProcess process) {
    return Caller.worker(process.token);
  }

  /** The session ends, and a gater that lives is told of it or nobody is. */
  void exits(SimulatedProcess process, int exitCode, boolean told) {
    process.alive = false;
    process.exitCode = exitCode;
    if (!process.called) {
      world.occurrences.count(Occurrence.ENDED_WITHOUT_CALLING);
    }
    if (!told) {
      world.occurrences.count(Occurrence.SESSION_END_UNTOLD);
      return;
    }
    world.expected.ended(process.node, process.epoch);
    Host host = world.host();
    world.call(
        host,
        hera -> {
          host.listener().ended(process.key, process.epoch, OptionalInt.of(exitCode));
          return true;
        });
  }
}
