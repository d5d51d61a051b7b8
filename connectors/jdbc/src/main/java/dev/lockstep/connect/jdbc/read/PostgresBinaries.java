/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Values from the bytes of PostgreSQL's binary forms, which cost server and reader half of what texts do, as the counts and
 * texts of change capture.
 */
final class PostgresBinaries {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_DIGITS = 36;
    private static final int DAYS_FROM_1970_TO_2000 = 10_957;
    private static final long MICROS_FROM_1970_TO_2000 = 946_684_800_000_000L;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int DIGITS_OF_GROUP = 4;
    private static final int GROUP = 10_000;
    private static final int HEADER = 8;
    private static final int SIGN_AT = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int GROUPS_IN_LONG = 4;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

    private PostgresBinaries() {}

    static boolean isDay(byte[] bytes) {
        return bytes.length == Integer.BYTES;
    }

    static int day(byte[] bytes) {
        int days = (int) INT.get(bytes, 0);
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            return PostgresTimes.infiniteDay(days < 0);
        }
        return days + DAYS_FROM_1970_TO_2000;
    }

    /** Whether these eight bytes are no text, of which there is but one of that length: infinity. */
    static boolean isTimestamp(byte[] bytes) {
        return bytes.length == Long.BYTES;
    }

    static long micros(byte[] bytes) {
        long micros = (long) LONG.get(bytes, 0);
        if (isInfinite(micros)) {
            return micros;
        }
        if (micros > Long.MAX_VALUE - MICROS_FROM_1970_TO_2000) {
            throw PostgresTimes.tooFar();
        }
        return micros + MICROS_FROM_1970_TO_2000;
    }

    static long millis(byte[] bytes) {
        long micros = micros(bytes);
        return isInfinite(micros) ? PostgresTimes.infiniteMilli(micros < 0) : Math.floorDiv(micros, 1_000L);
    }

    private static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    }

    /** @param digits of the fraction; 0 for none */
    static String instant(byte[] bytes, int digits) {
        long micros = (long) LONG.get(bytes, 0);
        if (isInfinite(micros)) {
            return micros < 0 ? "-infinity" : "infinity";
        }
        long day = Math.floorDiv(micros, MICROS_PER_DAY) + DAYS_FROM_1970_TO_2000;
        return PostgresTimes.written(day, Math.floorMod(micros, MICROS_PER_DAY), digits);
    }

    /** Binary times begin with a zero byte, texts with a digit. */
    static boolean isTime(byte[] bytes) {
        return bytes[0] == 0;
    }

    static long microsOfDay(byte[] bytes) {
        return (long) LONG.get(bytes, 0);
    }

    /** In seconds west of Greenwich, behind the time. */
    static int secondsWest(byte[] bytes) {
        return (int) INT.get(bytes, Long.BYTES);
    }

    static boolean isUuid(byte[] bytes) {
        return bytes.length == 2 * Long.BYTES;
    }

    static String uuid(byte[] bytes) {
        byte[] text = new byte[UUID_DIGITS];
        int at = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text[at++] = '-';
            }
            text[at++] = HEX[bytes[i] >> 4 & 0xF];
            text[at++] = HEX[bytes[i] & 0xF];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** In the place of the sign a text has a digit, a point or a letter of NaN or infinity. */
    static boolean isNumeric(byte[] bytes) {
        if (bytes.length < HEADER) {
            return false;
        }
        byte sign = bytes[SIGN_AT];
        return sign == 0 || sign == 0x40 || sign < 0;
    }

    /** With the scale of the value itself. */
    static BigDecimal numeric(byte[] bytes) {
        int groups = (short) SHORT.get(bytes, 0);
        int weight = (short) SHORT.get(bytes, 2);
        int sign = (short) SHORT.get(bytes, SIGN_AT) & 0xFFFF;
        int scale = (short) SHORT.get(bytes, 6);
        if (sign > NEGATIVE) {
            throw PostgresTexts.notFinite();
        }
        if (groups > GROUPS_IN_LONG) {
            return large(bytes, groups, weight, sign == NEGATIVE, scale);
        }
        long digits = 0;
        for (int group = 0; group < groups; group++) {
            digits = digits * GROUP + (short) SHORT.get(bytes, HEADER + 2 * group);
        }
        // The last group ends at this scale; what is beyond the value's own are zeros, as far as it is.
        int found = DIGITS_OF_GROUP * (groups - 1 - weight);
        int surplus = found - scale;
        if (surplus > 0 && surplus < POWERS.length) {
            digits /= POWERS[surplus];
            found = scale;
        }
        BigDecimal value = BigDecimal.valueOf(sign == NEGATIVE ? -digits : digits, found);
        return found == scale ? value : value.setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static BigDecimal large(byte[] bytes, int groups, int weight, boolean negative, int scale) {
        StringBuilder digits = new StringBuilder(DIGITS_OF_GROUP * groups + 1).append(negative ? '-' : '+');
        for (int group = 0; group < groups; group++) {
            String part = Integer.toString((short) SHORT.get(bytes, HEADER + 2 * group));
            digits.append("0000", 0, DIGITS_OF_GROUP - part.length()).append(part);
        }
        int found = DIGITS_OF_GROUP * (groups - 1 - weight);
        return new BigDecimal(new BigInteger(digits.toString()), found).setScale(scale, RoundingMode.UNNECESSARY);
    }
}
