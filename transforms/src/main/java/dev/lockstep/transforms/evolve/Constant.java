/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.Computation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** What an added field holds in rows that had none: its default, or null. */
record Constant(DeclaredType type, Optional<DefaultValue> value) implements Computation {
    @Override
    public List<String> inputs() {
        return List.of();
    }

    @Override
    public Typed over(Function<String, Schema> schemas) {
        Schema schema = schemas == null ? null : schema();
        Object constant = value.map(
                        made -> schema == null ? made.of(type.single().orElseThrow()) : made.of(schema))
                .orElse(null);
        return new Typed(schema, (inputs, message) -> constant);
    }

    /** Of an object or list that nobody has seen yet, no more is known than that it is one. */
    private Schema schema() {
        Optional<TargetType> single = type.single();
        if (single.isPresent()) {
            return single.get().schema(true);
        }
        return type.isLike(SchemaBuilder.struct().build())
                ? SchemaBuilder.struct().optional().build()
                : SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build();
    }
}
