/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

/**
 * Whole texts as dates and times.
 *
 * @see IsoText
 */
public final class TemporalText {
    private static final int SECONDS_PER_DAY = 86_400;

    private TemporalText() {}

    /** Days since 1970-01-01; the offset that Debezium puts behind a date means nothing. */
    public static long date(String text) {
        IsoText iso = new IsoText(text);
        long date = iso.date();
        if (!iso.atEnd()) {
            iso.offset();
        }
        iso.expectEnd();
        return date;
    }

    /** Nanoseconds since midnight; the {@code Z} that Debezium puts behind a local time means nothing. */
    public static long time(String text) {
        IsoText iso = new IsoText(text);
        long nanos = iso.time(true);
        iso.accept('Z');
        iso.expectEnd();
        return nanos;
    }

    /** A time of day at UTC: change capture drops the offset it was written with, so no reader can keep it. */
    public static CanonicalValue.TimeWithZone timeWithZone(String text) {
        IsoText iso = new IsoText(text);
        long nanos = iso.time(false);
        int offset = iso.offset();
        iso.expectEnd();
        return new CanonicalValue.TimeWithZone(atUtc(nanos, offset), 0);
    }

    /** An instant; without an offset the digits are read as if in UTC. */
    public static CanonicalValue.Timestamp timestamp(String text) {
        IsoText iso = new IsoText(text);
        long seconds = iso.date() * SECONDS_PER_DAY;
        long nanos = 0;
        if (iso.accept('T') || iso.accept(' ')) {
            nanos = iso.time(false);
            seconds -= iso.atEnd() ? 0 : iso.offset();
        }
        iso.expectEnd();
        return new CanonicalValue.Timestamp(
                seconds + nanos / IsoText.NANOS_PER_SECOND, (int) (nanos % IsoText.NANOS_PER_SECOND));
    }

    /** The time of day at UTC when it is {@code nanos} at this offset; 24:00 at UTC stays what it is. */
    static long atUtc(long nanos, int offsetSeconds) {
        return offsetSeconds == 0
                ? nanos
                : Math.floorMod(nanos - offsetSeconds * IsoText.NANOS_PER_SECOND, IsoText.NANOS_PER_DAY);
    }
}
