/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.kafka.connect.errors.DataException;

/** Bytes that are one JSON value, from {@code start} to before {@code end}. */
@SuppressWarnings("ArrayRecordComponent") // two are never compared
record ByteRange(byte[] bytes, int start, int end) {
    /** What is done with a value; the parser is at its first token, and afterwards at its last. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser in) throws IOException;
    }

    /**
     * With a parser of its own, whose places are those in the bytes.
     *
     * @throws DataException when it is not one JSON value; says where, and nothing of what stands there
     */
    <T> T read(Reading<T> reading) {
        try (JsonParser in = Json.FACTORY.createParser(bytes, start, end - start)) {
            if (in.nextToken() == null) {
                throw empty();
            }
            T value = reading.read(in);
            if (in.nextToken() != null) {
                throw more(in.currentTokenLocation().getByteOffset());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(e, 0);
        } catch (IOException e) {
            throw new DataException("Bytes in memory cannot be read", e);
        }
    }

    DataException empty() {
        return new DataException("Expected JSON, found nothing after byte " + start);
    }

    DataException more(long place) {
        return new DataException("Expected one JSON value, found more after byte " + (start + place));
    }

    /**
     * Without the parser's message, which quotes the text.
     *
     * @param before how many bytes the parser had read before these
     */
    DataException unreadable(JsonProcessingException failure, long before) {
        long place = failure.getLocation() == null
                ? 0
                : Math.max(0, failure.getLocation().getByteOffset() - before);
        return new DataException("No JSON that can be read, near byte " + (start + place)
                + ". Were these records written with another converter?");
    }
}
