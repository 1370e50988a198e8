package dev.hera.store.jooq;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows from others whatever their order, because databases order texts differently.
 *
 * @param count of the rows
 * @param hashes the sum of their hashes
 */
record RowSum(long count, BigInteger hashes) {
  static final RowSum NONE = new RowSum(0, BigInteger.ZERO);

  /** The sum of these rows and of more. */
  RowSum plus(List<? extends Record> rows) {
    BigInteger sum = rows.stream().map(RowSum::hash).reduce(hashes, BigInteger::add);
    return new RowSum(count + rows.size(), sum);
  }

  private static BigInteger hash(Record row) {
    MessageDigest hash = sha256();
    for (Object value : row.intoArray()) {
      add(value, hash);
    }
    return new BigInteger(1, hash.digest());
  }

  /** With its length before it, so that no two values read as one. */
  private static void add(@Nullable Object value, MessageDigest hash) {
    byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : text.length).flip());
    hash.update(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
