/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Where lanes meet. Cuts keep the order in which the database gave the keys; none is there twice. */
public final class Cuts {
    /** The fewest rows, by estimate, that are worth a lane of their own. */
    public static final long ROWS_PER_LANE = 5_000;

    /** Keys spread over more values than this for each row are sampled: equal strides would leave most lanes empty. */
    private static final BigInteger SPARSE = BigInteger.valueOf(4);

    private Cuts() {}

    /** How many lanes a table of this size is worth. */
    public static int lanes(int wanted, long estimatedRows) {
        return (int) Math.max(1, Math.min(wanted, estimatedRows / ROWS_PER_LANE));
    }

    /** Whether equal strides between these integers would hold about equally many rows. */
    public static boolean isDense(BigInteger min, BigInteger max, long estimatedRows) {
        return max.subtract(min).compareTo(BigInteger.valueOf(estimatedRows).multiply(SPARSE)) <= 0;
    }

    /** Equal strides from the least integer to the greatest. */
    public static List<List<String>> strides(BigInteger min, BigInteger max, int lanes) {
        BigInteger width = max.subtract(min).add(BigInteger.ONE);
        long parts = width.min(BigInteger.valueOf(lanes)).longValue();
        List<List<String>> cuts = new ArrayList<>();
        for (long part = 1; part < parts; part++) {
            BigInteger cut = min.add(width.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)));
            cuts.add(List.of(cut.toString()));
        }
        return cuts;
    }

    /** Every so many keys of a sample. */
    public static List<List<String>> ofSample(List<List<String>> sample, int lanes) {
        List<List<String>> cuts = new ArrayList<>();
        for (int part = 1; part < lanes; part++) {
            int place = (int) ((long) sample.size() * part / lanes);
            // The first of the sample would leave its lane almost empty.
            if (place > 0 && !(cuts.size() > 0 && cuts.get(cuts.size() - 1).equals(sample.get(place)))) {
                cuts.add(sample.get(place));
            }
        }
        return cuts;
    }
}
