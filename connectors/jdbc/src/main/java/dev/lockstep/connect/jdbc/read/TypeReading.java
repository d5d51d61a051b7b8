/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/**
 * How values of one type are read.
 *
 * @param text from the server's text form, as elements of arrays and composites come
 * @param direct from a row
 * @param expression from the quoted column to the SQL whose result {@code direct} reads
 */
record TypeReading(Schema schema, TextReader text, ValueReader direct, UnaryOperator<String> expression) {
    static TypeReading ofText(Schema schema, TextReader text) {
        return new TypeReading(schema, text, ValueReader.ofText(text), UnaryOperator.identity());
    }

    static TypeReading of(Schema schema, TextReader text, ValueReader direct) {
        return new TypeReading(schema, text, direct, UnaryOperator.identity());
    }

    /** Read after the server has cast it to another of its own types. */
    TypeReading through(String builtIn) {
        return new TypeReading(schema, text, direct, column -> column + "::pg_catalog." + builtIn);
    }
}
