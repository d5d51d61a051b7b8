/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** Steps between bytes and the texts that stand for them. */
final class ByteSteps {
    static final Map<String, Step> ALL = Map.of(
            "to-hex", Step.plain("to-hex", encode("to-hex", HexFormat.of()::formatHex)),
            "to-base64", Step.plain("to-base64", encode("to-base64", Base64.getEncoder()::encodeToString)),
            "from-hex",
                    Step.plain(
                            "from-hex",
                            decode("from-hex", "hexadecimal digits, two for each byte", HexFormat.of()::parseHex)),
            "from-base64",
                    Step.plain(
                            "from-base64",
                            decode("from-base64", "base64 (A-Z, a-z, 0-9, + and /)", Base64.getDecoder()::decode)));

    private ByteSteps() {}

    private static ValueStep encode(String name, Function<byte[], String> encoder) {
        return schema -> {
            if (schema == null) {
                return new ValueStep.Typed(null, value -> value == null ? null : encoder.apply(bytes(name, value)));
            }
            if (Kind.of(schema) != Kind.BYTES) {
                throw wrong(name, Types.of(schema));
            }
            return new ValueStep.Typed(
                    Conversions.retyped(schema, SchemaBuilder.string()).build(),
                    value -> value == null ? null : encoder.apply(bytes(name, value)));
        };
    }

    private static byte[] bytes(String name, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(buffer.position(), copy);
            return copy;
        }
        throw wrong(name, Types.of(value));
    }

    private static DataException wrong(String name, String found) {
        return new DataException(name + " is for bytes, found " + found + ". Remove the step"
                + (name.equals("to-hex") ? "" : ", or write to(bytes) before it"));
    }

    private static ValueStep decode(String name, String expected, Function<String, byte[]> decoder) {
        return schema -> {
            if (schema == null) {
                return new ValueStep.Typed(
                        null,
                        value -> value == null ? null : decode(TextStep.text(name, value), name, expected, decoder));
            }
            TextStep.requireText(name, schema);
            return new ValueStep.Typed(
                    Conversions.retyped(schema, SchemaBuilder.bytes()).build(),
                    value -> value == null ? null : ByteBuffer.wrap(decode((String) value, name, expected, decoder)));
        };
    }

    private static byte[] decode(String text, String name, String expected, Function<String, byte[]> decoder) {
        try {
            return decoder.apply(text);
        } catch (IllegalArgumentException e) {
            // The cause may quote the text, so it is not passed on.
            throw new DataException(name + " expected " + expected + ", found a text of " + text.length()
                    + " character(s) that is none. Clean it first: trim, replace('[^0-9a-zA-Z+/=]', '')");
        }
    }
}
