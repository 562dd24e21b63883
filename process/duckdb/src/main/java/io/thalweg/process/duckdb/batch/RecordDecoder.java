package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
import java.util.Optional;

/** Decodes the value of one record; {@code EventDecoder::decode} of the record's stream. */
@FunctionalInterface
public interface RecordDecoder {

  /** Gives the values of the event's fields to {@code out}, or says why it is none. */
  Optional<Rejection> decode(byte[] source, int offset, int length, FieldConsumer out);
}
