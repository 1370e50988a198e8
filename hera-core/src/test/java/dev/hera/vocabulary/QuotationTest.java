package dev.hera.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotationTest {
  @Test
  void a_quotation_ends_only_where_its_mark_says() {
    assertThat(Quotation.of("2a-api")).isEqualTo("\"2a-api\"");
    assertThat(Quotation.of("")).isEqualTo("\"\"");
    assertThat(Quotation.of("a\"b\"")).isEqualTo("\"a'b'\"");
    assertThat(Quotation.of("a\nb\r\nc\u0085d")).isEqualTo("\"a b c d\"");
  }
}
