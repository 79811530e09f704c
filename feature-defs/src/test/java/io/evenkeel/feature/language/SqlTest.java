package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class SqlTest {
  private static String canonical(String sql) {
    return Sql.of(sql).canonical();
  }

  @Test
  public void namesWhatMayBeColumns() {
    assertThat(Sql.of("if(Late, `Two Words`, x.y) + 1.5e3 + abs(z)").names())
        .containsExactly("late", "two words", "x", "z");
  }

  @Test
  public void findsNoNameInLiterals() {
    for (String literal :
        List.of("'a b'", "'it\\'s a'", "'it''s a'", "\"a 'b'\"", "r'a\\'", "R\"a\\\"", "''")) {
      assertThat(Sql.of("concat(" + literal + ", x)").names()).as(literal).containsExactly("x");
    }
  }

  @Test
  public void writesTokensOneWay() {
    assertThat(canonical(" a+b *\n( c )")).isEqualTo(canonical("a + b*(c)"));
    assertThat(canonical("x>=1 and f (y , z)")).isEqualTo("x >= 1 and f(y, z)");
    assertThat(canonical("a [ 0 ] . b")).isEqualTo("a[0].b");
    assertThat(canonical("`a`||'b'")).isEqualTo("`a` || 'b'");
  }

  @Test
  public void keepsApartWhatIsNotTheSame() {
    for (List<String> different :
        List.of(
            List.of("'a b'", "'a  b'"),
            List.of("'a' 'b'", "'a''b'"),
            List.of("r'a'", "r 'a'"),
            List.of("1e5", "1 e5"),
            List.of("a < = b", "a <= b"),
            List.of("Upper(a)", "upper(a)"),
            List.of("`a b`", "`a  b`"),
            List.of("a b", "ab"),
            List.of("1.5", "1 .5"))) {
      assertThat(canonical(different.get(0)))
          .as(different.toString())
          .isNotEqualTo(canonical(different.get(1)));
    }
  }

  @Test
  public void isItsOwnCanonicalForm() {
    for (String sql :
        List.of(
            "concat(origin, '-', destination)",
            "case when a then - - 1 else x[1].y end",
            "a <=> b and not (c :: int <> 2)",
            "transform(xs, x -> x + 1)")) {
      assertThat(canonical(canonical(sql))).isEqualTo(canonical(sql));
    }
  }
}
