/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** One line of JSON, its fields in the order they were written. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Something that writes the fields of one object. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    static byte[] object(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** ISO 8601 in UTC, always with milliseconds. */
    static String time(long epochMillis) {
        return MILLISECONDS.format(Instant.ofEpochMilli(epochMillis));
    }
}
