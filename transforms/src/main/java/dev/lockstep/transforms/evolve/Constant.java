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
record Constant(DeclaredType type, Optional<DefaultValue> value, boolean isTyped) implements Computation {
    @Override
    public List<String> inputs() {
        return List.of();
    }

    @Override
    public Typed over(Function<String, Schema> schemas) {
        Schema schema = isTyped ? schema() : null;
        Object constant = value.map(made ->
                        isTyped ? made.of(schema) : made.of(type.single().orElseThrow()))
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
