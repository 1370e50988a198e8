package dev.hera.benchmarks.growth;

import dev.hera.benchmarks.report.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How the program that Hera replaces looks for ready nodes, on Hera's tables: for each planned node
 * its blockers, for each of these its status, its role, its binding and its task.
 */
final class OriginalSweep {
  private OriginalSweep() {}

  /** The milliseconds of one sweep. */
  static double millis(Path file) throws SQLException {
    try (Connection connection = SqliteFile.source(file).getConnection();
        PreparedStatement planned =
            connection.prepareStatement(
                "select id from roles where kind = 'worker' and live = 1 and cancelled is null"
                    + " and not exists (select 1 from bindings where bindings.role = roles.id)");
        PreparedStatement blockers =
            connection.prepareStatement("select blocker from edges where blocked = ?");
        PreparedStatement status =
            connection.prepareStatement("select status from roles where id = ?");
        PreparedStatement role =
            connection.prepareStatement(
                "select kind, archived, cancelled from roles where id = ?");
        PreparedStatement binding =
            connection.prepareStatement("select task from bindings where role = ? and live = 1");
        PreparedStatement task =
            connection.prepareStatement("select status from tasks where id = ?")) {
      long begun = System.nanoTime();
      connection.setAutoCommit(false);
      try (ResultSet nodes = planned.executeQuery()) {
        while (nodes.next()) {
          blockers.setLong(1, nodes.getLong(1));
          try (ResultSet of = blockers.executeQuery()) {
            while (of.next()) {
              ask(status, of.getLong(1));
              ask(role, of.getLong(1));
              ask(task, ask(binding, of.getLong(1)));
            }
          }
        }
      }
      connection.commit();
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  private static long ask(PreparedStatement question, long id) throws SQLException {
    question.setLong(1, id);
    try (ResultSet answer = question.executeQuery()) {
      return answer.next() ? answer.getLong(1) : 0;
    }
  }
}
