/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Source;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.ValueStep;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/** By what values are found to be one that a rule names: what they mean, not the form they come in. */
final class Keys {
    private static final ValueStep.Work TEXT =
            Conversions.to(TargetType.parse("string")).over(null).work();

    private Keys() {}

    /** The text of a value without schema. */
    static String text(Object value) {
        return (String) TEXT.apply(value);
    }

    /** What is equal where values of the schema mean the same. */
    static UnaryOperator<Object> of(Schema schema) {
        Kind kind = Kind.of(schema);
        if (kind == Kind.TEXT || kind == Kind.WHOLE || kind == Kind.BOOLEAN || kind == Kind.JSON) {
            return value -> value;
        }
        Source source = Source.of(schema);
        if (kind == Kind.UUID) {
            return value -> ((String) value).toLowerCase(java.util.Locale.ROOT);
        }
        return value -> {
            CanonicalValue read = source.read(value);
            return read instanceof CanonicalValue.Numeric number
                    ? number.value().stripTrailingZeros()
                    : read;
        };
    }
}
