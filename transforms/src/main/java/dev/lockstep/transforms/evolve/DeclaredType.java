/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.TargetType;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * The type that a version gives a field. Immutable.
 *
 * @param name as it is written: one of the types that rules know, {@value #OBJECT} or {@value #LIST}
 * @param single the type of a single value; none for objects and lists, which are taken over as they are
 */
record DeclaredType(String name, Optional<TargetType> single) {
    private static final String OBJECT = "object";
    private static final String LIST = "list";

    /** @throws IllegalArgumentException when there is no such type; the message says which there are */
    static DeclaredType parse(String text) {
        if (text.equals(OBJECT) || text.equals(LIST)) {
            return new DeclaredType(text, Optional.empty());
        }
        try {
            TargetType type = TargetType.parse(text);
            return new DeclaredType(type.toString(), Optional.of(type));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ". Fields that hold others are " + OBJECT + " or " + LIST, e);
        }
    }

    /** Whether values of a schema mean the same as those of this type, whatever their width. */
    boolean isLike(Schema schema) {
        return single.map(type -> Kind.of(schema) == Kind.of(type.schema(true)))
                .orElseGet(() -> name.equals(LIST)
                        ? schema.type() == Schema.Type.ARRAY
                        : schema.type() == Schema.Type.STRUCT || schema.type() == Schema.Type.MAP);
    }

    /** Whether values of a schema are values of this type as they are. */
    boolean isExactly(Schema schema) {
        return isLike(schema)
                && single.map(type -> type.schema(schema.isOptional()))
                        .map(exact -> exact.type() == schema.type()
                                && java.util.Objects.equals(exact.name(), schema.name())
                                && java.util.Objects.equals(scale(exact), scale(schema)))
                        .orElse(true);
    }

    private static String scale(Schema schema) {
        return schema.parameters() == null
                ? null
                : schema.parameters().get(org.apache.kafka.connect.data.Decimal.SCALE_FIELD);
    }

    @Override
    public String toString() {
        return name;
    }
}
