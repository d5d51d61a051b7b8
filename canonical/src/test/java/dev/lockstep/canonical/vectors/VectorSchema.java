/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.vectors;

import java.util.Locale;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Reads the schemas of the vectors file. */
final class VectorSchema {
    private final String text;
    private int at;

    private VectorSchema(String text) {
        this.text = text;
    }

    /** Null for {@code none}. */
    static Schema parse(String text) {
        if (text.equals("none")) {
            return null;
        }
        VectorSchema parser = new VectorSchema(text);
        Schema schema = parser.type();
        if (parser.at != text.length()) {
            throw new IllegalArgumentException("schema is followed by more: " + text);
        }
        return schema;
    }

    private Schema type() {
        String word = word();
        SchemaBuilder builder;
        switch (word) {
            case "array" -> builder = SchemaBuilder.array(inner());
            case "map" -> builder = SchemaBuilder.map(Schema.STRING_SCHEMA, inner());
            case "map16" -> builder = SchemaBuilder.map(Schema.INT16_SCHEMA, inner());
            case "struct" -> {
                builder = SchemaBuilder.struct();
                if (accept('@')) {
                    builder.name(word());
                }
                accept('{');
                do {
                    String field = word();
                    accept(':');
                    builder.field(field, type());
                } while (accept(','));
                accept('}');
                return builder.optional().build();
            }
            default -> builder = new SchemaBuilder(Schema.Type.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        if (accept('@')) {
            String name = word();
            builder.name(name);
            if (name.equals(Decimal.LOGICAL_NAME)) {
                builder.parameter(Decimal.SCALE_FIELD, "0");
            }
        }
        return builder.optional().build();
    }

    private Schema inner() {
        accept('<');
        Schema inner = type();
        accept('>');
        return inner;
    }

    private String word() {
        int from = at;
        while (at < text.length() && "<>{}:,@".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean accept(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }
}
