/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.form;

/** Addresses of the internet in the forms that they are written in; nothing is looked up. Pure. */
public final class IpAddress {
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Four numbers from 0 to 255 with points between them, without zeros before them. */
    public static boolean isVersion4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            if (Integer.parseInt(part) > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return false;
            }
        }
        return true;
    }

    /** Eight groups of hexadecimal digits, one run of which may be left out; the last two may be of version 4. */
    public static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        if (after.contains("::")) {
            return false;
        }
        int first = before.isEmpty() ? 0 : groups(before, false);
        int last = after.isEmpty() ? 0 : groups(after, true);
        return first >= 0 && last >= 0 && first + last < GROUPS;
    }

    /** How many groups there are; -1 when one is none. */
    private static int groups(String text, boolean mayEndIn4) {
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (mayEndIn4 && i == parts.length - 1 && isVersion4(parts[i])) {
                groups += 2;
            } else if (isGroup(parts[i])) {
                groups++;
            } else {
                return -1;
            }
        }
        return groups;
    }

    private static boolean isGroup(String part) {
        return !part.isEmpty()
                && part.length() <= 4
                && part.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }
}
