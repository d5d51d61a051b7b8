/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.value.CanonicalWriter;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of {@link ObservationRecord}: a format byte, a type byte, then the parts in the order in which the records
 * declare them, numbers as unsigned LEB128, texts, keys and digests with their length before them. Pure; thread-safe.
 */
public final class ObservationCodec {
    private static final int FORMAT = 3;
    private static final int PAGE = 1;
    private static final int LANE_END = 2;

    private static final int PRESENT = 1;
    private static final int ABSENT = 2;
    private static final int UNKNOWN = 3;
    private static final int CONTENT = 3;
    private static final int HAS_STRICT = 4;
    private static final int HAS_LOCATOR = 8;
    private static final int HAS_TOLERANT = 16;

    private ObservationCodec() {}

    public static byte[] write(ObservationRecord record) {
        CanonicalWriter out = new CanonicalWriter();
        out.writeByte(FORMAT);
        if (record instanceof Page page) {
            out.writeByte(PAGE);
            writePage(page, out);
        } else if (record instanceof LaneEnd end) {
            out.writeByte(LANE_END);
            writeText(end.topic(), out);
            writeScan(end.scan(), out);
            writeBounds(end.bounds(), out);
            out.writeLength(end.rows());
            out.writeLength(end.aggregates().size());
            end.aggregates().forEach(aggregate -> writeText(aggregate.text(), out));
        }
        return out.toByteArray();
    }

    /** @throws IllegalArgumentException when these are not the bytes of a record of a format known here */
    public static ObservationRecord read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int format = in.get();
            if (format != FORMAT) {
                throw new IllegalArgumentException("Expected an observation of format " + FORMAT + ", found " + format
                        + ". Are observer and validator of versions that fit?");
            }
            ObservationRecord record = read(in.get(), in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("An observation goes on for " + in.remaining() + " bytes too many");
            }
            return record;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("An observation of " + bytes.length + " bytes ends too early", e);
        }
    }

    private static ObservationRecord read(int type, ByteBuffer in) {
        return switch (type) {
            case PAGE -> readPage(in);
            case LANE_END ->
                new LaneEnd(readText(in), readScan(in), readBounds(in), readLength(in), readAggregates(in));
            default -> throw new IllegalArgumentException("An observation has type " + type);
        };
    }

    private static List<Aggregate> readAggregates(ByteBuffer in) {
        List<Aggregate> aggregates = new ArrayList<>();
        for (long left = readLength(in); left > 0; left--) {
            aggregates.add(Aggregate.parse(readText(in)));
        }
        return aggregates;
    }

    private static void writePage(Page page, CanonicalWriter out) {
        writeText(page.topic(), out);
        out.writeLength(page.columns().size());
        page.columns().forEach(column -> writeText(column, out));
        writeText(page.algorithm(), out);
        writeText(page.policy(), out);
        writeBounds(page.bounds(), out);
        writeSnapshot(page.snapshot(), out);
        out.writeByte(page.scan().isPresent() ? 1 : 0);
        page.scan().ifPresent(scan -> writeScan(scan, out));
        out.writeLength(page.rows().size());
        page.rows().forEach(row -> writeRow(row, out));
    }

    private static Page readPage(ByteBuffer in) {
        String topic = readText(in);
        List<String> columns = new ArrayList<>();
        for (long left = readLength(in); left > 0; left--) {
            columns.add(readText(in));
        }
        String algorithm = readText(in);
        String policy = readText(in);
        Bounds bounds = readBounds(in);
        Snapshot snapshot = readSnapshot(in);
        Optional<Scan> scan = in.get() == 0 ? Optional.empty() : Optional.of(readScan(in));
        List<Row> rows = new ArrayList<>();
        for (long left = readLength(in); left > 0; left--) {
            rows.add(readRow(in));
        }
        return new Page(topic, columns, algorithm, policy, bounds, snapshot, scan, rows);
    }

    private static void writeSnapshot(Snapshot snapshot, CanonicalWriter out) {
        out.writeLength(snapshot.at());
        out.writeLength(snapshot.run());
        out.writeLength(snapshot.before());
        out.writeLength(snapshot.after() - snapshot.before());
    }

    private static Snapshot readSnapshot(ByteBuffer in) {
        long at = readLength(in);
        long run = readLength(in);
        long before = readLength(in);
        return new Snapshot(at, run, before, before + readLength(in));
    }

    private static void writeScan(Scan scan, CanonicalWriter out) {
        out.writeLength(scan.epoch());
        out.writeLength(scan.lane());
        out.writeLength(scan.lanes());
    }

    private static Scan readScan(ByteBuffer in) {
        return new Scan((int) readLength(in), (int) readLength(in), (int) readLength(in));
    }

    private static void writeBounds(Bounds bounds, CanonicalWriter out) {
        out.writeLength(bounds.partitions());
        for (int partition = 0; partition < bounds.partitions(); partition++) {
            long lo = bounds.lo().get(partition);
            out.writeLength(lo);
            out.writeLength(bounds.hi().get(partition) - lo);
        }
    }

    private static Bounds readBounds(ByteBuffer in) {
        List<Long> lo = new ArrayList<>();
        List<Long> hi = new ArrayList<>();
        for (long left = readLength(in); left > 0; left--) {
            long low = readLength(in);
            lo.add(low);
            hi.add(low + readLength(in));
        }
        return new Bounds(lo, hi);
    }

    private static void writeRow(Row row, CanonicalWriter out) {
        out.writeFramed(row.key().bytes());
        Evidence evidence = row.evidence();
        out.writeByte(contentKind(row.content())
                | (evidence.strict().isPresent() ? HAS_STRICT : 0)
                | (evidence.locator().isPresent() ? HAS_LOCATOR : 0)
                | (evidence.tolerant().isEmpty() ? 0 : HAS_TOLERANT));
        if (row.content() instanceof Content.Present present) {
            writeDigest(present.digest(), out);
        } else if (row.content() instanceof Content.Unknown unknown) {
            writeText(unknown.reason(), out);
        }
        evidence.strict().ifPresent(strict -> writeDigest(strict, out));
        evidence.locator().ifPresent(locator -> out.writeFramed(locator.toBytes()));
        if (!evidence.tolerant().isEmpty()) {
            out.writeLength(evidence.tolerant().size());
            evidence.tolerant().forEach(grid -> writeDigest(new Digest128(grid.first(), grid.second()), out));
        }
    }

    private static Row readRow(ByteBuffer in) {
        CanonicalKey key = CanonicalKey.ofBytes(readFramed(in));
        int flags = in.get();
        Content content = switch (flags & CONTENT) {
            case PRESENT -> new Content.Present(readDigest(in));
            case ABSENT -> new Content.Absent();
            case UNKNOWN -> new Content.Unknown(readText(in));
            default -> throw new IllegalArgumentException("An observed row has no content");
        };
        Optional<Digest128> strict = (flags & HAS_STRICT) != 0 ? Optional.of(readDigest(in)) : Optional.empty();
        Optional<Locator> locator =
                (flags & HAS_LOCATOR) != 0 ? Optional.of(Locator.ofBytes(readFramed(in))) : Optional.empty();
        List<GridDigest> tolerant = new ArrayList<>();
        for (long left = (flags & HAS_TOLERANT) != 0 ? readLength(in) : 0; left > 0; left--) {
            Digest128 grid = readDigest(in);
            tolerant.add(new GridDigest(grid.high(), grid.low()));
        }
        return new Row(key, content, new Evidence(strict, locator, tolerant));
    }

    private static int contentKind(Content content) {
        if (content instanceof Content.Present) {
            return PRESENT;
        }
        return content instanceof Content.Absent ? ABSENT : UNKNOWN;
    }

    private static void writeDigest(Digest128 digest, CanonicalWriter out) {
        out.writeFramed(ByteBuffer.allocate(Digest128.BYTES)
                .putLong(digest.high())
                .putLong(digest.low())
                .array());
    }

    private static Digest128 readDigest(ByteBuffer in) {
        byte[] bytes = readFramed(in);
        if (bytes.length != Digest128.BYTES) {
            throw new IllegalArgumentException(
                    "a digest has " + Digest128.BYTES + " bytes, found " + bytes.length + " in an observation");
        }
        ByteBuffer digest = ByteBuffer.wrap(bytes);
        return new Digest128(digest.getLong(), digest.getLong());
    }

    private static void writeText(String text, CanonicalWriter out) {
        out.writeFramed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(ByteBuffer in) {
        return new String(readFramed(in), StandardCharsets.UTF_8);
    }

    private static byte[] readFramed(ByteBuffer in) {
        long length = readLength(in);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static long readLength(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.get() & 0xFF;
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("An observation holds a number of more than 64 bits");
    }
}
