/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** PostgreSQL's own shapes and PostGIS's, in the forms that change capture gives them. */
final class PostgresShapes {
    private static final Pattern PUNCTUATION = Pattern.compile("[()\\[\\]{}<>,]+");
    private static final byte LITTLE_ENDIAN = 1;
    private static final int POINT = 1;
    private static final int LINE_STRING = 2;
    private static final int POLYGON = 3;
    private static final int WITH_SRID = 0x20000000;

    private PostgresShapes() {}

    /** @return empty when the type is no shape */
    static Optional<TypeReading> of(String type, boolean optional) {
        Schema geometry = Schemas.of(Schemas.geometry(), optional);
        return switch (type) {
            case "point" -> {
                Schema schema = Schemas.of(Schemas.point(), optional);
                yield Optional.of(TypeReading.ofText(schema, text -> {
                    double[] numbers = numbers(text, 2);
                    return point(schema, numbers[0], numbers[1]);
                }));
            }
            case "circle" -> {
                Schema schema = Schemas.of(Schemas.circle(), optional);
                yield Optional.of(TypeReading.ofText(schema, text -> circle(schema, text)));
            }
            case "line" -> {
                Schema schema = Schemas.of(Schemas.line(), optional);
                yield Optional.of(TypeReading.ofText(schema, text -> line(schema, text)));
            }
            case "lseg" -> shape(geometry, text -> lineString(geometry, text, Map.of("type", "lseg")));
            case "path" ->
                shape(
                        geometry,
                        text -> lineString(
                                geometry,
                                text,
                                Map.of("type", "path", "closed", Boolean.toString(text.startsWith("(")))));
            case "box" -> shape(geometry, text -> polygon(geometry, corners(numbers(text, 4)), "box"));
            case "polygon" -> shape(geometry, text -> polygon(geometry, closed(numbers(text)), "polygon"));
            default -> Optional.empty();
        };
    }

    /** PostGIS writes extended well-known binary as hexadecimal digits. */
    static TypeReading extended(Schema schema) {
        return TypeReading.ofText(schema, text -> {
            ByteBuffer wkb = ByteBuffer.wrap(HexFormat.of().parseHex(text));
            Struct struct = new Struct(schema).put("wkb", wkb);
            wkb.order(wkb.get(0) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return (wkb.getInt(1) & WITH_SRID) == 0 ? struct : struct.put("srid", wkb.getInt(1 + Integer.BYTES));
        });
    }

    private static Optional<TypeReading> shape(Schema schema, TextReader reader) {
        return Optional.of(TypeReading.ofText(schema, reader));
    }

    private static Struct point(Schema schema, double x, double y) {
        ByteBuffer wkb =
                wkb(POINT, 5 + 2 * Double.BYTES).putDouble(x).putDouble(y).flip();
        return new Struct(schema).put("x", x).put("y", y).put("wkb", wkb);
    }

    private static Struct circle(Schema schema, String text) {
        double[] numbers = numbers(text, 3);
        return new Struct(schema)
                .put("center", point(schema.field("center").schema(), numbers[0], numbers[1]))
                .put("radius", numbers[2]);
    }

    private static Struct line(Schema schema, String text) {
        double[] numbers = numbers(text, 3);
        return new Struct(schema).put("a", numbers[0]).put("b", numbers[1]).put("c", numbers[2]);
    }

    private static Struct lineString(Schema schema, String text, Map<String, String> extensions) {
        double[] numbers = numbers(text);
        ByteBuffer wkb = wkb(LINE_STRING, 5 + 4 + numbers.length * Double.BYTES);
        return geometry(schema, points(wkb, numbers), extensions);
    }

    private static Struct polygon(Schema schema, double[] ring, String type) {
        ByteBuffer wkb = wkb(POLYGON, 5 + 4 + 4 + ring.length * Double.BYTES);
        return geometry(schema, points(wkb.putInt(1), ring), Map.of("type", type));
    }

    private static ByteBuffer wkb(int code, int length) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(LITTLE_ENDIAN)
                .putInt(code);
    }

    private static ByteBuffer points(ByteBuffer wkb, double[] numbers) {
        wkb.putInt(numbers.length / 2);
        for (double number : numbers) {
            wkb.putDouble(number);
        }
        return wkb.flip();
    }

    private static Struct geometry(Schema schema, ByteBuffer wkb, Map<String, String> extensions) {
        return new Struct(schema).put("wkb", wkb).put("extensions", extensions);
    }

    /** Change capture's order: from the first corner along y, around to where it began. */
    private static double[] corners(double[] box) {
        return new double[] {
            box[0], box[1], box[0], box[3], box[2], box[3], box[2], box[1], box[0], box[1],
        };
    }

    private static double[] closed(double[] ring) {
        int length = ring.length;
        if (length < 4 || (ring[0] == ring[length - 2] && ring[1] == ring[length - 1])) {
            return ring;
        }
        double[] closed = java.util.Arrays.copyOf(ring, length + 2);
        closed[length] = ring[0];
        closed[length + 1] = ring[1];
        return closed;
    }

    private static double[] numbers(String text, int count) {
        double[] numbers = numbers(text);
        if (numbers.length != count) {
            throw new IllegalArgumentException("another number of coordinates");
        }
        return numbers;
    }

    private static double[] numbers(String text) {
        return PUNCTUATION
                .splitAsStream(text)
                .filter(part -> !part.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
