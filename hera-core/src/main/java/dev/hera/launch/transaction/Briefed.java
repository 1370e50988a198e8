package dev.hera.launch.transaction;

import dev.hera.plan.Launch;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.work.Findings;
import dev.hera.work.Projects;
import dev.hera.work.UnitsOfWork;
import java.util.List;

/**
 * A launch with what is to be known of it before its start.
 *
 * @param request by what Hera noted of the work that it stands on, without a prompt
 * @param places where that work is
 */
public record Briefed(Launch launch, LaunchRequest request, List<Findings.Place> places) {

  /** The request by what was found, which may be other branches than Hera had noted. */
  public LaunchRequest request(UnitsOfWork units, Projects projects, Findings findings) {
    return findings.all().isEmpty()
        ? request
        : units.read(unit -> new Briefing(unit, projects, findings).request(launch, launch.task()));
  }
}
