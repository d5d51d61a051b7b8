/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.row.Types;
import java.time.DateTimeException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** How values are written, in the form that a schema or a type asks for. Immutable and thread-safe. */
public final class Target {
    private final String name;
    private final Kind kind;
    private final Function<CanonicalValue, Object> form;

    private Target(String name, Kind kind, Function<CanonicalValue, Object> form) {
        this.name = name;
        this.kind = kind;
        this.form = form;
    }

    /**
     * Values of a schema.
     *
     * @throws DataException when values of this schema cannot be made here
     */
    public static Target of(Schema schema) {
        return of(schema, Types.of(schema));
    }

    static Target of(Schema schema, String name) {
        return new Target(name, Kind.of(schema), Forms.of(schema));
    }

    /** Values of a type where rows have no schema. */
    public static Target withoutSchema(TargetType type) {
        return new Target(type.toString(), Kind.of(type.schema(true)), Forms.withoutSchema(type));
    }

    public Kind kind() {
        return kind;
    }

    /**
     * What makes values of the other kind ones of this.
     *
     * @throws DataException when none ever is; the message says what to do instead
     */
    public Function<CanonicalValue, Object> from(Kind source) {
        UnaryOperator<CanonicalValue> cast = Casts.of(source, kind, name);
        return value -> {
            try {
                return form.apply(cast.apply(value));
            } catch (DataException e) {
                throw new DataException("No " + name + " can be made of it. " + e.getMessage(), e);
            } catch (ArithmeticException | DateTimeException e) {
                // The cause may quote the value, so it is not passed on.
                throw new DataException("No " + name + " can be made of it: it is beyond the range of the type. Check"
                        + " the unit, or take a wider type");
            }
        };
    }
}
