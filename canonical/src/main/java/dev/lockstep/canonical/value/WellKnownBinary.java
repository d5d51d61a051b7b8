/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Brings well-known binary, plain or PostGIS's extended form, into one form: little-endian, ISO type codes
 * (1000·Z + 2000·M), no SRID inside, −0 as 0. Owned by one call.
 */
final class WellKnownBinary {
    private static final int EXTENDED_Z = 0x80000000;
    private static final int EXTENDED_M = 0x40000000;
    private static final int EXTENDED_SRID = 0x20000000;
    private static final int MAX_DEPTH = 64;

    private final ByteBuffer in;
    private final ByteBuffer out;
    private int srid;

    private WellKnownBinary(ByteBuffer in) {
        this.in = in;
        this.out = ByteBuffer.allocate(in.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Writes a GEOMETRY.
     *
     * @param srid the spatial reference that came beside the bytes; null when the bytes themselves tell it or none is
     * @throws MalformedValueException when the bytes are no geometry of a known kind
     */
    static void encode(ByteBuffer wkb, Integer srid, CanonicalWriter writer) {
        WellKnownBinary geometry = new WellKnownBinary(wkb.duplicate());
        try {
            geometry.geometry(0);
        } catch (BufferUnderflowException e) {
            throw new MalformedValueException("not well-known binary: it ends early");
        }
        if (geometry.in.hasRemaining()) {
            throw new MalformedValueException("not well-known binary: bytes are left over");
        }
        writer.writeGeometry(srid == null ? geometry.srid : srid, geometry.out.flip());
    }

    static void encodePoint(double x, double y, Integer srid, CanonicalWriter writer) {
        ByteBuffer point = ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN);
        point.put((byte) 1).putInt(1).putDouble(normal(x)).putDouble(normal(y));
        writer.writeGeometry(srid == null ? 0 : srid, point.flip());
    }

    private void geometry(int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedValueException("not well-known binary: nested deeper than " + MAX_DEPTH + " levels");
        }
        in.order(in.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int code = in.getInt();
        int base = code & 0x0FFFFFFF;
        int kind = base % 1000;
        boolean z = (code & EXTENDED_Z) != 0 || base / 1000 % 2 == 1;
        boolean m = (code & EXTENDED_M) != 0 || base / 1000 >= 2;
        if ((code & EXTENDED_SRID) != 0) {
            int inside = in.getInt();
            srid = depth == 0 ? inside : srid;
        }
        int dimensions = 2 + (z ? 1 : 0) + (m ? 1 : 0);
        out.put((byte) 1).putInt(kind + (z ? 1000 : 0) + (m ? 2000 : 0));
        switch (kind) {
            case 1 -> coordinates(1, dimensions);
            case 2, 8 -> coordinates(count(), dimensions);
            case 3, 17 -> {
                for (int rings = count(); rings > 0; rings--) {
                    coordinates(count(), dimensions);
                }
            }
            case 4, 5, 6, 7, 9, 10, 11, 12, 15, 16 -> {
                for (int members = count(); members > 0; members--) {
                    geometry(depth + 1);
                }
            }
            default -> throw new MalformedValueException("not well-known binary: no geometry has the code " + kind);
        }
    }

    private int count() {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new MalformedValueException("not well-known binary: a count exceeds what follows");
        }
        out.putInt(count);
        return count;
    }

    private void coordinates(int points, int dimensions) {
        for (long i = (long) points * dimensions; i > 0; i--) {
            out.putDouble(normal(in.getDouble()));
        }
    }

    private static double normal(double coordinate) {
        return Double.isNaN(coordinate) ? Double.NaN : coordinate == 0 ? 0.0 : coordinate;
    }
}
