/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A step that makes a text of a text, and leaves the schema alone.
 *
 * @param mayBeNull whether it gives null for some texts, so that the field becomes optional
 */
record TextStep(String name, boolean mayBeNull, UnaryOperator<String> work) implements ValueStep {
    TextStep(String name, UnaryOperator<String> work) {
        this(name, false, work);
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, value -> value == null ? null : work.apply(text(name, value)));
        }
        requireText(name, schema);
        Schema out = mayBeNull ? dev.lockstep.transforms.row.Schemas.nullable(schema) : schema;
        return new Typed(out, value -> value == null ? null : work.apply((String) value));
    }

    /** @throws DataException when values of this schema are no texts */
    static void requireText(String step, Schema schema) {
        Kind kind = Kind.of(schema);
        if (schema.type() != Schema.Type.STRING || (kind != Kind.TEXT && kind != Kind.OTHER)) {
            throw wrong(step, kind.words() + " of type " + Types.of(schema), kind == Kind.BYTES);
        }
    }

    /** The text that a value without schema is. */
    static String text(String step, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(step, "a " + Types.of(value), value instanceof byte[]);
    }

    private static DataException wrong(String step, String found, boolean bytes) {
        return new DataException(step + " is for texts, found " + found + ". "
                + (bytes
                        ? "Make it a text first: to(string) (UTF-8), to-hex or to-base64"
                        : "Make it a text first: to(string) " + step + ", or remove the step"));
    }
}
