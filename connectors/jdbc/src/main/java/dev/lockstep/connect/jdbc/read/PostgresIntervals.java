/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/** Intervals in change capture's form, which has all six parts: {@code P1Y2M3DT4H5M6.7S}. */
final class PostgresIntervals {
    private static final String UNITS = "YMDHMS";
    private static final int FIRST_OF_TIME = 3;
    private static final int SECONDS = 5;

    private PostgresIntervals() {}

    /** @param text in the server's ISO 8601 style, which leaves out what is zero */
    static String allParts(String text) {
        if (text.endsWith("infinity")) {
            throw new UnfitValueException("an infinite interval, which change capture makes one of no length");
        }
        String[] parts = {"0", "0", "0", "0", "0", "0"};
        if (text.charAt(0) != 'P') {
            throw new IllegalArgumentException("the session does not write intervals in ISO 8601 style");
        }
        int unit = 0;
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == 'T') {
                unit = FIRST_OF_TIME;
                at++;
            }
            int end = at;
            while (UNITS.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            unit = UNITS.indexOf(text.charAt(end), unit);
            parts[unit] = text.substring(at, end);
            at = end + 1;
        }
        return written(parts);
    }

    /** @param parts years, months, days, hours, minutes, seconds */
    static String written(String[] parts) {
        return "P" + parts[0] + "Y" + parts[1] + "M" + parts[2] + "DT" + parts[3] + "H" + parts[4] + "M"
                + withoutZeros(parts[SECONDS]) + "S";
    }

    private static String withoutZeros(String seconds) {
        if (seconds.indexOf('.') < 0) {
            return seconds;
        }
        int end = seconds.length();
        while (seconds.charAt(end - 1) == '0') {
            end--;
        }
        return seconds.substring(0, seconds.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
