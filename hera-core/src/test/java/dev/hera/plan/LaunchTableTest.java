package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.role.BindingId;
import dev.hera.role.TaskId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Proves({"G21", "G22", "G23", "G25", "G26", "G27"})
class LaunchTableTest {
  /** A dot: the event cannot happen in that state. */
  private static final String TABLE =
      """
      event       requested  starting   bound      failed     unknown
      claimed     requested  starting   bound      failed     .
      given_back  requested  .          bound      failed     .
      placed      starting   starting   starting   starting   .
      taken_over  .          starting   .          .          .
      connected   .          bound      .          .          bound
      kept        .          bound      bound      .          bound
      failed      failed     failed     .          failed     .
      conflicted  .          failed     .          .          .
      lost        .          unknown    .          .          .
      undone      .          requested  requested  .          requested
      released    .          .          .          failed     .
      adopted     .          .          .          .          starting
      """;

  private static final Map<LaunchEvent, UnaryOperator<Launch>> EFFECTS =
      Map.ofEntries(
          Map.entry(LaunchEvent.CLAIMED, launch -> launch.claimedBy("me", null, Launches.NOW)),
          Map.entry(LaunchEvent.GIVEN_BACK, launch -> launch.givenBack(null)),
          Map.entry(
              LaunchEvent.PLACED,
              launch -> launch.placed(new TaskId(1), new BindingId(1), Launches.NOW)),
          Map.entry(LaunchEvent.TAKEN_OVER, launch -> launch.takenOverBy("me", null, Launches.NOW)),
          Map.entry(LaunchEvent.CONNECTED, launch -> launch.connectedAt(Launches.NOW)),
          Map.entry(LaunchEvent.KEPT, launch -> launch.keptAt(Launches.NOW)),
          Map.entry(LaunchEvent.FAILED, launch -> launch.failedWith("no room", null)),
          Map.entry(LaunchEvent.CONFLICTED, launch -> launch.conflicted("pom.xml", Launches.NOW)),
          Map.entry(LaunchEvent.LOST, launch -> launch.lost("who knows")),
          Map.entry(LaunchEvent.UNDONE, Launch::undone),
          Map.entry(LaunchEvent.RELEASED, launch -> launch.releasedAt(Launches.NOW)),
          Map.entry(LaunchEvent.ADOPTED, Launch::adopted));

  private record Cell(LaunchState state, LaunchEvent event, String next) {
    @Override
    public String toString() {
      return state.wire() + ", " + event + ": " + next;
    }
  }

  static List<Cell> cells() {
    List<String[]> rows = Stream.of(TABLE.split("\n")).map(row -> row.split(" +")).toList();
    List<Cell> cells = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int column = 1; column < row.length; column++) {
        cells.add(
            new Cell(
                LaunchState.valueOf(rows.get(0)[column].toUpperCase(Locale.ROOT)),
                LaunchEvent.valueOf(row[0].toUpperCase(Locale.ROOT)),
                row[column]));
      }
    }
    return cells;
  }

  @Test
  void the_table_names_every_state_and_every_event() {
    assertThat(cells()).hasSize(LaunchState.values().length * LaunchEvent.values().length);
    assertThat(EFFECTS.keySet()).isEqualTo(EnumSet.allOf(LaunchEvent.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void the_event_leads_to_that_state_or_is_refused(Cell cell) {
    Launch launch = in(cell.state());
    UnaryOperator<Launch> effect = EFFECTS.get(cell.event());
    if (cell.next().equals(".")) {
      assertThat(LaunchTable.find(cell.state(), cell.event())).isEmpty();
      assertThatThrownBy(() -> effect.apply(launch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(cell.state().wire())
          .hasMessageContaining(cell.event().toString());
    } else {
      assertThat(effect.apply(launch).state().wire()).isEqualTo(cell.next());
    }
  }

  @Test
  void every_state_can_be_reached_and_left() {
    Set<LaunchState> reached = EnumSet.of(LaunchState.REQUESTED);
    for (LaunchState state : LaunchState.values()) {
      for (LaunchEvent event : LaunchEvent.values()) {
        LaunchTable.find(state, event).filter(next -> next != state).ifPresent(reached::add);
      }
    }
    assertThat(reached).containsExactlyInAnyOrder(LaunchState.values());
  }

  private static Launch in(LaunchState state) {
    Launch requested = Launches.requested();
    Launch starting =
        requested
            .claimedBy("me", null, Launches.NOW)
            .placed(new TaskId(1), new BindingId(1), Launches.NOW);
    return switch (state) {
      case REQUESTED -> requested;
      case STARTING -> starting;
      case BOUND -> starting.connectedAt(Launches.NOW);
      case FAILED -> starting.failedWith("no room", Launches.NOW);
      case UNKNOWN -> starting.lost("who knows");
    };
  }
}
