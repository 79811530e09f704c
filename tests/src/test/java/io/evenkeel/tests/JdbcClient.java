package io.evenkeel.tests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A client as other programs have one: Hive's JDBC driver, and the JDK. Run with the class path of
 * a Spark distribution, which has the driver.
 */
public final class JdbcClient {
  private JdbcClient() {}

  /**
   * Runs statements in one session and prints each with its rows, cells separated by tabs; of one
   * that is refused, its message.
   *
   * @param arguments a JDBC URL and the statements
   */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0], "analyst", "");
        Statement statement = connection.createStatement()) {
      for (int i = 1; i < arguments.length; i++) {
        System.out.println("> " + arguments[i]);
        run(statement, arguments[i]);
      }
    }
  }

  private static void run(Statement statement, String sql) throws SQLException {
    try {
      if (statement.execute(sql)) {
        print(statement.getResultSet());
      }
    } catch (SQLException e) {
      System.out.println("refused " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static void print(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      StringBuilder line = new StringBuilder("row");
      for (int column = 1; column <= columns; column++) {
        line.append('\t').append(rows.getString(column));
      }
      System.out.println(line);
    }
  }
}
