/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Puts a value in the place of null; the field's schema stays as it is. */
record DefaultValue(Literal literal) implements ValueStep {
    @Override
    public Typed over(Schema schema) {
        Object value = schema == null ? literal.value() : converted(schema);
        return new Typed(schema, given -> given == null ? value : given);
    }

    private Object converted(Schema schema) {
        try {
            return Conversions.to(schema).over(Schema.STRING_SCHEMA).work().apply(literal.text());
        } catch (DataException e) {
            throw new DataException(
                    "the default " + literal.text() + " is no " + Types.of(schema) + ": " + e.getMessage()
                            + ". Correct the rule",
                    e);
        }
    }
}
