/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads one value after the other with the same parser: to make one takes longer than to read a key. Not thread-safe.
 *
 * <p>Invariant: after each value the parser stands behind all that it was given, outside of any value; else it is dropped.
 */
final class ValueParser {
    private final Feed feed = new Feed();
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private JsonParser parser;

    /** Gives a range and a space, which ends a number, and then that there is no more. */
    private static final class Feed extends InputStream {
        private static final byte[] NOTHING = new byte[0];

        private byte[] bytes = NOTHING;
        private int at;
        private int end;
        private boolean ended = true;

        /** To the parser of now. */
        private long given;

        void take(ByteRange range) {
            bytes = range.bytes();
            at = range.start();
            end = range.end();
            ended = false;
        }

        void release() {
            bytes = NOTHING;
            at = 0;
            end = 0;
            ended = true;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (ended) {
                return -1;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, to, offset, count);
            at += count;
            if (count < length) {
                to[offset + count] = ' ';
                count++;
                ended = true;
            }
            given += count;
            return count;
        }
    }

    /** @throws DataException when it is not one JSON value; says where, and nothing of what stands there */
    <T> T read(ByteRange range, ByteRange.Reading<T> reading) {
        long before = feed.given;
        boolean whole = false;
        feed.take(range);
        try {
            if (parser == null) {
                parser = Json.FACTORY.createParser(feed);
            }
            if (parser.nextToken() == null) {
                throw range.empty();
            }
            T value = reading.read(parser);
            parser.finishToken();
            requireEnd(range, before);
            whole = true;
            return value;
        } catch (JsonProcessingException e) {
            throw range.unreadable(e, before);
        } catch (IOException e) {
            throw new DataException("Bytes in memory cannot be read", e);
        } finally {
            feed.release();
            if (!whole) {
                drop();
            }
        }
    }

    /** Behind a value there may be white space. */
    private void requireEnd(ByteRange range, long before) throws IOException {
        unread.reset();
        parser.releaseBuffered(unread);
        long place = feed.given - before - unread.size();
        if (unread.size() > 1) {
            for (byte each : unread.toByteArray()) {
                requireSpace(range, each, place++);
            }
        }
        while (feed.at < feed.end) {
            requireSpace(range, feed.bytes[feed.at++], place++);
        }
    }

    private static void requireSpace(ByteRange range, byte found, long place) {
        if (found != ' ' && found != '\n' && found != '\r' && found != '\t') {
            throw range.more(place);
        }
    }

    private void drop() {
        try {
            if (parser != null) {
                parser.close();
            }
        } catch (IOException e) {
            throw new DataException("Bytes in memory cannot be read", e);
        } finally {
            parser = null;
            feed.given = 0;
        }
    }
}
