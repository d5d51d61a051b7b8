/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.tpch;

/**
 * A TPC-H scale factor, in steps of 0.01: 0.01 makes about 86,800 rows, 1 makes 8.7 million.
 *
 * <p>Between the steps the generator can repeat keys of partsupp (at 0.012, for one, where 120 suppliers do not divide
 * well); above 100 keys no longer fit the integer columns.
 */
public record Scale(double factor) {
    private static final double STEPS_PER_UNIT = 100;
    private static final double LARGEST = 100;
    private static final double ROUNDING = 1e-6;

    public Scale {
        double steps = factor * STEPS_PER_UNIT;
        if (!(steps >= 1 - ROUNDING && factor <= LARGEST && Math.abs(steps - Math.rint(steps)) < ROUNDING)) {
            throw new IllegalArgumentException(
                    "the scale must be a multiple of 0.01 from 0.01 to 100, found " + factor + ": try 0.01 or 0.1");
        }
    }
}
