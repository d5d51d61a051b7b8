/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the few shapes that the internal records and stores are made of. Not thread-safe. */
public final class BinaryWriter {
    static final int PRESENT = 1;
    static final int ABSENT = 2;
    static final int UNKNOWN = 3;

    static final int LOCATED = 1;
    static final int STRICT = 2;

    private static final int MAX_LEB128 = 10;

    private ByteBuffer out = ByteBuffer.allocate(192);

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int length = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), length)).position(out.position());
        }
        return out;
    }

    public BinaryWriter writeByte(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** One of a few choices, as the first letter of its name; {@link BinaryReader#readChoice} knows the choices. */
    public BinaryWriter writeChoice(Enum<?> choice) {
        return writeByte(choice.name().charAt(0));
    }

    /** Unsigned LEB128; negative numbers take ten bytes. */
    public BinaryWriter writeLong(long value) {
        ByteBuffer to = room(MAX_LEB128);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
        return this;
    }

    /** Eight bytes, for what is spread over all of them. */
    public BinaryWriter writeFixed(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Four bytes. */
    public BinaryWriter writeInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public BinaryWriter writeDigest(Digest128 digest) {
        return writeFixed(digest.high()).writeFixed(digest.low());
    }

    public BinaryWriter writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeLong(utf8.length);
        return writeBytes(utf8);
    }

    /** The bytes alone, without their length. */
    public BinaryWriter writeBytes(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    public BinaryWriter writeKey(CanonicalKey key) {
        byte[] bytes = key.bytes();
        return writeLong(bytes.length).writeBytes(bytes);
    }

    /** Numbers as text, because they have any length. */
    public BinaryWriter writeMeasures(List<Measure> measures) {
        writeLong(measures.size());
        for (Measure measure : measures) {
            if (measure instanceof Measure.Amount number) {
                writeByte(PRESENT);
                writeText(number.value().toString());
            } else {
                writeByte(measure instanceof Measure.None ? ABSENT : UNKNOWN);
            }
        }
        return this;
    }

    public BinaryWriter writeHome(Home home) {
        return writeText(home.topic()).writeLong(home.partition());
    }

    public BinaryWriter writeContent(Content content) {
        if (content instanceof Content.Present present) {
            writeByte(PRESENT);
            writeDigest(present.digest());
        } else if (content instanceof Content.Unknown unknown) {
            writeByte(UNKNOWN);
            writeText(unknown.reason());
        } else {
            writeByte(ABSENT);
        }
        return this;
    }

    /** Locator and strict digest; digests of tolerant columns are not kept by the validator. */
    public BinaryWriter writeEvidence(Evidence evidence) {
        writeByte((evidence.locator().isPresent() ? LOCATED : 0)
                | (evidence.strict().isPresent() ? STRICT : 0));
        evidence.locator().map(Locator::toBytes).ifPresent(this::writeBytes);
        evidence.strict().ifPresent(this::writeDigest);
        return this;
    }

    /** One offset a partition, by topic. */
    public BinaryWriter writeVectors(Map<String, List<Long>> vectors) {
        writeLong(vectors.size());
        vectors.forEach((topic, offsets) -> {
            writeText(topic).writeLong(offsets.size());
            offsets.forEach(this::writeLong);
        });
        return this;
    }

    public BinaryWriter writePosition(Position position) {
        return writeText(position.topic())
                .writeLong(position.partition())
                .writeLong(position.offset())
                .writeLong(position.timestamp());
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
