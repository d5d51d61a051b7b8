/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.time.LocalDate;

/**
 * PostgreSQL's binary dates and times: days since 2000-01-01, microseconds since then, microseconds of the day. What is
 * not plainly one of these is left to the text form, whose errors are the ones people know.
 */
final class TemporalBinary {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_MICROS = EPOCH_DAY * MICROS_PER_DAY;

    // The server's own range: from Julian day 0 on.
    private static final long FIRST_DAY = LocalDate.of(-4713, 11, 24).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(5_874_897, 12, 31).toEpochDay();
    private static final long FIRST_MICROS = FIRST_DAY * MICROS_PER_DAY;
    // The server goes further than a count from 1970 on can; the last ones stand for infinity (see TemporalText).
    private static final long LAST_MICROS = 9_223_372_036_825_199_999L;

    private TemporalBinary() {}

    static boolean date(long epochDay, RowBuffer out) {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            return false;
        }
        out.int32((int) (epochDay - EPOCH_DAY));
        return true;
    }

    /** @param perSecond units in a second: 1,000, 1,000,000 or 1,000,000,000 */
    static boolean time(long count, int perSecond, RowBuffer out) {
        if (perSecond > MICROS_PER_SECOND && count % 1_000 != 0) {
            return false;
        }
        long micros = perSecond > MICROS_PER_SECOND ? count / 1_000 : count * (MICROS_PER_SECOND / perSecond);
        if (count < 0 || count > MICROS_PER_DAY * 1_000 || micros > MICROS_PER_DAY) {
            return false;
        }
        out.int64(micros);
        return true;
    }

    /** @param perSecond units in a second: 1,000, 1,000,000 or 1,000,000,000 */
    static boolean timestamp(long count, int perSecond, RowBuffer out) {
        long micros;
        if (perSecond > MICROS_PER_SECOND) {
            if (count % 1_000 != 0) {
                return false;
            }
            micros = count / 1_000;
        } else {
            long factor = MICROS_PER_SECOND / perSecond;
            if (count < FIRST_MICROS / factor || count > LAST_MICROS / factor) {
                return false;
            }
            micros = count * factor;
        }
        return micros(micros, out);
    }

    static boolean midnight(long epochDay, RowBuffer out) {
        return epochDay >= FIRST_DAY
                && epochDay <= LAST_MICROS / MICROS_PER_DAY
                && micros(epochDay * MICROS_PER_DAY, out);
    }

    static boolean micros(long micros, RowBuffer out) {
        if (micros < FIRST_MICROS || micros > LAST_MICROS) {
            return false;
        }
        out.int64(micros - EPOCH_MICROS);
        return true;
    }
}
