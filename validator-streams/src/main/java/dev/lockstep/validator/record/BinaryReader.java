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
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what {@link BinaryWriter} wrote. Not thread-safe. */
public final class BinaryReader {
    private final ByteBuffer in;

    public BinaryReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    public int readByte() {
        try {
            return in.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw new MalformedRecordException("An internal record of " + in.limit() + " bytes ends too early", e);
        }
    }

    /** @param choices constants whose names start with different letters */
    public <E extends Enum<E>> E readChoice(E[] choices) {
        int letter = readByte();
        for (E choice : choices) {
            if (choice.name().charAt(0) == letter) {
                return choice;
            }
        }
        throw new MalformedRecordException(
                "An internal record holds choice " + letter + " of " + List.of(choices), null);
    }

    public long readLong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedRecordException("An internal record holds a number of more than 64 bits", null);
    }

    /** Eight bytes. */
    public long readFixed() {
        require(Long.BYTES);
        return in.getLong();
    }

    /** Four bytes. */
    public int readInt() {
        require(Integer.BYTES);
        return in.getInt();
    }

    public Digest128 readDigest() {
        return new Digest128(readFixed(), readFixed());
    }

    public String readText() {
        return new String(readBytes(readLong()), StandardCharsets.UTF_8);
    }

    public boolean hasMore() {
        return in.hasRemaining();
    }

    /** All bytes that are left. */
    public byte[] readRest() {
        return readBytes(in.remaining());
    }

    public CanonicalKey readKey() {
        return CanonicalKey.ofBytes(readBytes(readLong()));
    }

    public List<Measure> readMeasures() {
        List<Measure> measures = new ArrayList<>();
        for (long left = readLong(); left > 0; left--) {
            int kind = readByte();
            measures.add(
                    switch (kind) {
                        case BinaryWriter.PRESENT -> new Measure.Amount(new BigDecimal(readText()));
                        case BinaryWriter.ABSENT -> new Measure.None();
                        case BinaryWriter.UNKNOWN -> new Measure.Unknown();
                        default -> throw new MalformedRecordException("A measure is of kind " + kind, null);
                    });
        }
        return measures;
    }

    public Home readHome() {
        return new Home(readText(), (int) readLong());
    }

    private byte[] readBytes(long length) {
        require(length);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private void require(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new MalformedRecordException(
                    "An internal record announces " + length + " bytes, " + in.remaining() + " are left", null);
        }
    }

    public Content readContent() {
        int kind = readByte();
        return switch (kind) {
            case BinaryWriter.PRESENT -> new Content.Present(readDigest());
            case BinaryWriter.ABSENT -> new Content.Absent();
            case BinaryWriter.UNKNOWN -> new Content.Unknown(readText());
            default -> throw new MalformedRecordException("An internal record holds content of kind " + kind, null);
        };
    }

    public Evidence readEvidence() {
        int flags = readByte();
        if (flags == 0) {
            return Evidence.NONE;
        }
        Optional<Locator> locator = (flags & BinaryWriter.LOCATED) != 0
                ? Optional.of(Locator.ofBytes(readBytes(Locator.BYTES)))
                : Optional.empty();
        Optional<Digest128> strict = (flags & BinaryWriter.STRICT) != 0 ? Optional.of(readDigest()) : Optional.empty();
        return new Evidence(strict, locator, List.of());
    }

    public Map<String, List<Long>> readVectors() {
        Map<String, List<Long>> vectors = new TreeMap<>();
        for (long topics = readLong(); topics > 0; topics--) {
            String topic = readText();
            List<Long> offsets = new ArrayList<>();
            for (long partitions = readLong(); partitions > 0; partitions--) {
                offsets.add(readLong());
            }
            vectors.put(topic, List.copyOf(offsets));
        }
        return vectors;
    }

    public Position readPosition() {
        return new Position(readText(), (int) readLong(), readLong(), readLong());
    }
}
