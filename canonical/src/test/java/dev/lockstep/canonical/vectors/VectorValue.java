/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.vectors;

import dev.lockstep.canonical.value.CanonicalValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** From the JSON of the vectors file to the Java object that Connect has for the schema. */
final class VectorValue {
    private VectorValue() {}

    static Object of(Schema schema, CanonicalValue node) {
        if (node instanceof CanonicalValue.Null) {
            return null;
        }
        if (schema == null) {
            return schemaless(node);
        }
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME -> {
                    return new BigDecimal(text(node));
                }
                case Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> {
                    return java.util.Date.from(Instant.ofEpochMilli(number(node).longValueExact()));
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case INT8 -> number(node).byteValueExact();
            case INT16 -> number(node).shortValueExact();
            case INT32 -> number(node).intValueExact();
            case INT64 -> number(node).longValueExact();
            case FLOAT32 ->
                node instanceof CanonicalValue.Text
                        ? Float.parseFloat(text(node))
                        : number(node).floatValue();
            case FLOAT64 ->
                node instanceof CanonicalValue.Text
                        ? Double.parseDouble(text(node))
                        : number(node).doubleValue();
            case BOOLEAN -> node == CanonicalValue.Truth.TRUE;
            case STRING -> text(node);
            case BYTES -> HexFormat.of().parseHex(text(node));
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                ((CanonicalValue.Sequence) node)
                        .elements()
                        .forEach(element -> list.add(of(schema.valueSchema(), element)));
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                boolean numbered = schema.keySchema().type() == Schema.Type.INT16;
                for (CanonicalValue.Member member : ((CanonicalValue.Members) node).members()) {
                    map.put(
                            numbered ? Short.valueOf(member.name()) : member.name(),
                            of(schema.valueSchema(), member.value()));
                }
                yield map;
            }
            case STRUCT -> {
                Struct struct = new Struct(schema);
                for (CanonicalValue.Member member : ((CanonicalValue.Members) node).members()) {
                    struct.put(member.name(), of(schema.field(member.name()).schema(), member.value()));
                }
                yield struct;
            }
        };
    }

    private static Object schemaless(CanonicalValue node) {
        if (node instanceof CanonicalValue.Null) {
            return null;
        }
        if (node instanceof CanonicalValue.Numeric number) {
            return number.value().scale() > 0
                    ? (Object) number.value().doubleValue()
                    : (Object) number.value().longValueExact();
        }
        if (node instanceof CanonicalValue.Truth truth) {
            return truth == CanonicalValue.Truth.TRUE;
        }
        if (node instanceof CanonicalValue.Sequence list) {
            List<Object> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(schemaless(element)));
            return elements;
        }
        if (node instanceof CanonicalValue.Members object) {
            Map<String, Object> members = new HashMap<>();
            object.members().forEach(member -> members.put(member.name(), schemaless(member.value())));
            return members;
        }
        return text(node);
    }

    private static String text(CanonicalValue node) {
        return ((CanonicalValue.Text) node).value();
    }

    private static BigDecimal number(CanonicalValue node) {
        return ((CanonicalValue.Numeric) node).value();
    }
}
