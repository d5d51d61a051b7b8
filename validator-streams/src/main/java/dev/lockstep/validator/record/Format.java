/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

/** Numbers of the internal record format. */
final class Format {
    static final int VERSION = 1;
    static final int ROW = 1;
    static final int TAINT = 2;
    static final int MARK = 3;
    static final int OBSERVED = 4;
    static final int CONSUMED = 5;
    static final int LOST = 6;
    static final int PARTIAL_BASELINE = 7;
    static final int DEAD_LETTER = 8;
    static final int DETAILED = 9;
    static final int REFERRED = 10;
    static final int RELEASED = 11;
    static final int RATED = 12;
    static final int FILTERED = 13;

    private Format() {}
}
