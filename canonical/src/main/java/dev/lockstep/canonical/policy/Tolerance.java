/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.digest.DigestAlgorithm.Hasher;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;

/**
 * {@code tolerance(k)} and {@code tolerance(k,float32)}: FLOATs that lie close together pass for equal.
 *
 * <p>Floating-point numbers are counted in their order, and the counting line is cut into cells of 2<sup>k</sup> on
 * two grids shifted by half a cell. Invariants, with the distance counted in steps from one number to the next:
 *
 * <ul>
 *   <li><b>N (near)</b> two numbers at most 2<sup>k−1</sup> steps apart share a cell of at least one grid.
 *   <li><b>F (far)</b> two numbers 2<sup>k</sup> or more steps apart share none.
 * </ul>
 *
 * <p>Values of other families, NaN, the infinities and what is too large for binary32 match only the same.
 *
 * @param bits k, from 1 to 40
 * @param single whether the steps are those of binary32
 */
public record Tolerance(int bits, boolean single) implements Rule {
    @Override
    public CanonicalValue apply(CanonicalValue value) {
        return value;
    }

    /** The digests of the two cells of this value in this column. */
    public GridDigest digest(String column, CanonicalValue value, Hasher hasher) {
        if (value instanceof CanonicalValue.Null) {
            return GridDigest.NULL;
        }
        if (value instanceof CanonicalValue.Binary64 number && isCounted(number.value())) {
            long order = order(number.value());
            return new GridDigest(
                    cell(column, 1, order >> bits, hasher),
                    cell(column, 2, (order + (1L << (bits - 1))) >> bits, hasher));
        }
        CanonicalWriter out = start(column, 0);
        value.writeTo(out);
        long exact = hasher.hash(out.array(), 0, out.size()).low();
        return new GridDigest(exact, exact);
    }

    private boolean isCounted(double value) {
        return single ? Float.isFinite((float) value) : Double.isFinite(value);
    }

    private long order(double value) {
        if (single) {
            int raw = Float.floatToIntBits((float) value);
            return raw < 0 ? -(long) (raw & Integer.MAX_VALUE) : raw;
        }
        long raw = Double.doubleToLongBits(value);
        return raw < 0 ? -(raw & Long.MAX_VALUE) : raw;
    }

    private static long cell(String column, int grid, long cell, Hasher hasher) {
        CanonicalWriter out = start(column, grid);
        out.writeNumber(cell);
        return hasher.hash(out.array(), 0, out.size()).low();
    }

    private static CanonicalWriter start(String column, int grid) {
        CanonicalWriter out = new CanonicalWriter();
        out.writeByte(grid);
        out.writeFramed(ColumnEncoder.digestPrefix(column));
        return out;
    }

    @Override
    public Grade grade() {
        return Grade.LOSSY;
    }

    @Override
    public String text() {
        return "tolerance(" + bits + (single ? ",float32)" : ")");
    }
}
