/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;

/** Numbers, geometries and vectors that come as structs or arrays with a name. */
final class StructEncoders {
    static final Map<String, ValueEncoder> BY_LOGICAL_NAME = Map.of(
            "io.debezium.data.VariableScaleDecimal", StructEncoders::variableScaleDecimal,
            "io.debezium.data.geometry.Geometry", StructEncoders::geometry,
            "io.debezium.data.geometry.Geography", StructEncoders::geometry,
            "io.debezium.data.geometry.Point", StructEncoders::point,
            "io.debezium.data.geometry.Circle", StructEncoders::circle,
            "io.debezium.data.geometry.Line", StructEncoders::line,
            "io.debezium.data.DoubleVector", StructEncoders::vector,
            "io.debezium.data.FloatVector", StructEncoders::vector,
            "io.debezium.data.SparseDoubleVector", StructEncoders::sparseVector);

    private StructEncoders() {}

    static ByteBuffer buffer(Object value) {
        return value instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) value;
    }

    private static byte[] bytes(Object value) {
        ByteBuffer buffer = buffer(value);
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return copy;
    }

    /** PostgreSQL's numeric has values that neither a {@link BigDecimal} nor a struct of one can hold. */
    static void decimal(Object value, CanonicalWriter out) {
        if (value instanceof CanonicalValue.NotFinite special) {
            out.writeNumber(special);
        } else {
            out.writeNumber((BigDecimal) value);
        }
    }

    private static void variableScaleDecimal(Object value, CanonicalWriter out) {
        if (value instanceof CanonicalValue.NotFinite special) {
            out.writeNumber(special);
            return;
        }
        Struct number = (Struct) value;
        byte[] unscaled = bytes(Fields.required(number, "value"));
        if (unscaled.length == 0) {
            throw new MalformedValueException("a number without digits");
        }
        out.writeNumber(new BigDecimal(new BigInteger(unscaled), (int) Fields.number(number, "scale")));
    }

    private static void geometry(Object value, CanonicalWriter out) throws CharacterCodingException {
        Struct geometry = (Struct) value;
        Map<?, ?> extensions = (Map<?, ?>) Fields.optional(geometry, "extensions");
        if (extensions != null && !extensions.isEmpty()) {
            // PostgreSQL's own shapes: an open and a closed path have the same points and are not the same.
            out.writeRecordHeader(2);
            out.writeName("extensions");
            textMembers(extensions, out);
            out.writeName("geometry");
        }
        WellKnownBinary.encode(buffer(Fields.required(geometry, "wkb")), srid(geometry), out);
    }

    private static void textMembers(Map<?, ?> map, CanonicalWriter out) throws CharacterCodingException {
        Map<String, String> sorted = new TreeMap<>(Utf8.BYTE_ORDER);
        map.forEach((name, text) -> sorted.put((String) name, (String) text));
        out.writeRecordHeader(sorted.size());
        for (Map.Entry<String, String> member : sorted.entrySet()) {
            out.writeName(member.getKey());
            out.writeText(member.getValue());
        }
    }

    private static Integer srid(Struct geometry) {
        return (Integer) Fields.optional(geometry, "srid");
    }

    private static void point(Object value, CanonicalWriter out) {
        Struct point = (Struct) value;
        double x = (Double) Fields.required(point, "x");
        double y = (Double) Fields.required(point, "y");
        WellKnownBinary.encodePoint(x, y, srid(point), out);
    }

    private static void circle(Object value, CanonicalWriter out) throws CharacterCodingException {
        Struct circle = (Struct) value;
        out.writeRecordHeader(2);
        out.writeName("center");
        point(Fields.required(circle, "center"), out);
        out.writeName("radius");
        out.writeFloat((Double) Fields.required(circle, "radius"));
    }

    private static void line(Object value, CanonicalWriter out) throws CharacterCodingException {
        out.writeRecordHeader(3);
        for (String coefficient : List.of("a", "b", "c")) {
            out.writeName(coefficient);
            out.writeFloat((Double) Fields.required((Struct) value, coefficient));
        }
    }

    private static void vector(Object value, CanonicalWriter out) {
        List<?> elements = (List<?>) value;
        out.writeVectorHeader(elements.size());
        for (Object element : elements) {
            if (element == null) {
                throw new MalformedValueException("a vector with an element that is null");
            }
            out.writeVectorElement(((Number) element).floatValue());
        }
    }

    /** Written as the vector it stands for; its indices begin with 1. */
    private static void sparseVector(Object value, CanonicalWriter out) {
        Struct sparse = (Struct) value;
        int dimensions = (int) Fields.number(sparse, "dimensions");
        if (dimensions < 0) {
            throw new MalformedValueException("a vector with fewer than no dimensions");
        }
        List<Float> elements = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            elements.add(0f);
        }
        ((Map<?, ?>) Fields.required(sparse, "vector")).forEach((index, element) -> {
            int position = ((Number) index).intValue();
            if (position < 1 || position > dimensions) {
                throw new MalformedValueException("a vector with an index outside its dimensions");
            }
            elements.set(position - 1, ((Number) element).floatValue());
        });
        vector(elements, out);
    }
}
