package dev.hera.view.recap;

import dev.hera.message.MessageId;
import dev.hera.result.Membership;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that a caller needs to go on that knows nothing any more but who it is. However large plan,
 * inbox and prompt are, it is a page: what there is no room for is counted. Only the note that
 * somebody left is whole.
 *
 * @param place its role and status, where, and how many messages wait
 * @param coordinator the coordinator's role name; null for that one itself, and when there is none
 * @param plan for a coordinator the plan, else null
 * @param blockers what a worker waited for, in role-id order
 * @param unread the oldest unread messages
 * @param projects for a coordinator the projects that its nodes can work in
 * @param next what to do next, as sentences
 */
public record Recap(
    Membership place,
    @Nullable String coordinator,
    Work work,
    @Nullable PlanDigest plan,
    List<Blocker> blockers,
    List<Subject> unread,
    List<String> projects,
    List<String> next) {
  private static final int MISSION_BYTES = 400;
  private static final int BLOCKERS_BYTES = 500;
  private static final int UNREAD_BYTES = 600;
  private static final int TLDR_BYTES = 150;
  private static final int PROJECTS_BYTES = 200;
  private static final int PLACE_BYTES = 160;

  public Recap {
    blockers = fitting(BLOCKERS_BYTES, blockers, one -> 35 + bytes(one.name(), one.branch()));
    unread = fitting(UNREAD_BYTES, unread, one -> 30 + bytes(one.from(), one.tldr()));
    projects = fitting(PROJECTS_BYTES, projects, one -> 3 + bytes(one));
    next = List.copyOf(next);
  }

  /**
   * What it works at.
   *
   * @param mission the beginning of its prompt, on one line
   */
  public record Work(
      String mission,
      @Nullable String project,
      @Nullable String branch,
      @Nullable String worktree,
      TaskStatus taskStatus) {

    public static Work of(Role role, Task task) {
      String whole = task.worktree();
      return new Work(
          Room.line(role.prompt(), MISSION_BYTES),
          task.project(),
          task.branch() == null ? null : Room.line(task.branch(), PLACE_BYTES),
          whole == null ? null : Room.line(whole, PLACE_BYTES),
          task.status());
    }
  }

  /**
   * A node that a worker waited for.
   *
   * @param branch where its work is, or null
   */
  public record Blocker(String name, ViewState state, @Nullable String branch) {}

  /**
   * An unread message.
   *
   * @param byHera whether Hera wrote it
   */
  public record Subject(MessageId id, String from, String tldr, boolean byHera) {
    public Subject {
      tldr = Room.line(tldr, TLDR_BYTES);
    }
  }

  /** A coordinator's. */
  public static Recap ofCoordinator(
      Membership place,
      Work work,
      PlanView plan,
      PlanDigest digest,
      Set<RoleId> restarted,
      List<Subject> unread,
      List<String> projects) {
    List<String> next =
        NextSteps.ofCoordinator(plan, digest.progress(), restarted, place.unreadCount());
    return new Recap(place, null, work, digest, List.of(), unread, projects, next);
  }

  /** A worker's or freelancer's. */
  public static Recap ofMember(
      Membership place,
      @Nullable String coordinator,
      Work work,
      List<Blocker> blockers,
      List<Subject> unread) {
    RoleKind kind = place.kind();
    List<String> next =
        NextSteps.ofMember(kind, place.status(), work.taskStatus(), place.unreadCount());
    return new Recap(place, coordinator, work, null, blockers, unread, List.of(), next);
  }

  private static int bytes(String text, @Nullable String other) {
    return Room.bytes(text) + (other == null ? 0 : Room.bytes(other));
  }

  private static int bytes(String text) {
    return Room.bytes(text);
  }

  private static <T> List<T> fitting(int bytes, List<T> all, ToIntFunction<T> size) {
    Room room = new Room(bytes);
    List<T> fitting = new ArrayList<>();
    for (T one : all) {
      if (!room.takes(size.applyAsInt(one))) {
        break;
      }
      fitting.add(one);
    }
    return List.copyOf(fitting);
  }
}
