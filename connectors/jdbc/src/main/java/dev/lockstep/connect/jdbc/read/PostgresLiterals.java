/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text forms of PostgreSQL that are made of others. */
final class PostgresLiterals {
    private static final String BEFORE_CHRIST = " BC";
    private static final int ANY_DIMENSIONS = 0;

    private PostgresLiterals() {}

    /** ISO 8601 has no era: the year before 1 is 0, then come negative ones. */
    static String signedYear(String text) {
        if (!text.endsWith(BEFORE_CHRIST)) {
            return text;
        }
        int dash = text.indexOf('-');
        int year = 1 - Integer.parseInt(text, 0, dash, 10);
        String digits = Integer.toString(-year);
        return (year < 0 ? "-" : "")
                + "0".repeat(Math.max(0, 4 - digits.length()))
                + digits
                + text.substring(dash, text.length() - BEFORE_CHRIST.length());
    }

    static String finite(String interval) {
        if (interval.endsWith("infinity")) {
            throw new UnfitValueException("an infinite interval, which has no canonical form");
        }
        return interval;
    }

    /** An array with the dimensions that it has, whatever its column declares. Its bounds are dropped. */
    static List<Object> array(String text, char delimiter, TextReader element) {
        return array(text, delimiter, ANY_DIMENSIONS, element);
    }

    /**
     * An array. Its bounds are dropped, as change capture does.
     *
     * @param dimensions how many levels the column's schema has; an empty array has them all
     */
    static List<Object> array(String text, char delimiter, int dimensions, TextReader element) {
        int start = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        Scanner in = new Scanner(text, start);
        List<Object> list = list(in, delimiter, dimensions, element);
        in.expectEnd();
        return list;
    }

    private static List<Object> list(Scanner in, char delimiter, int dimensions, TextReader element) {
        List<Object> elements = new ArrayList<>();
        in.expect('{');
        if (in.accept('}')) {
            return elements;
        }
        do {
            boolean inner = in.at('{');
            if (dimensions != ANY_DIMENSIONS && inner != dimensions > 1) {
                throw new UnfitValueException("an array with another number of dimensions than the column declares");
            }
            if (inner) {
                int left = dimensions == ANY_DIMENSIONS ? ANY_DIMENSIONS : dimensions - 1;
                elements.add(list(in, delimiter, left, element));
            } else {
                String part = in.at('"') ? in.quoted() : in.bare(delimiter, '}');
                elements.add(part == null ? null : element.read(part));
            }
        } while (in.accept(delimiter));
        in.expect('}');
        return elements;
    }

    /** The fields of a composite; null where there is nothing between the commas. */
    static List<String> composite(String text) {
        Scanner in = new Scanner(text, 0);
        List<String> fields = new ArrayList<>();
        in.expect('(');
        if (in.accept(')')) {
            in.expectEnd();
            fields.add(null);
            return fields;
        }
        do {
            if (in.at(',') || in.at(')')) {
                fields.add(null);
            } else {
                fields.add(in.at('"') ? in.quoted() : in.plain(',', ')'));
            }
        } while (in.accept(','));
        in.expect(')');
        in.expectEnd();
        return fields;
    }

    static Map<String, String> hstore(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        Scanner in = new Scanner(text, 0);
        while (!in.atEnd()) {
            String key = in.quoted();
            in.expect('=');
            in.expect('>');
            members.put(key, in.at('"') ? in.quoted() : in.bare(',', ','));
            if (!in.atEnd()) {
                in.expect(',');
                in.expect(' ');
            }
        }
        return members;
    }

    /** From left to right. Its exceptions tell nothing of the text. */
    private static final class Scanner {
        private final String text;
        private int position;

        Scanner(String text, int position) {
            this.text = text;
            this.position = position;
        }

        boolean atEnd() {
            return position == text.length();
        }

        boolean at(char expected) {
            return !atEnd() && text.charAt(position) == expected;
        }

        boolean accept(char expected) {
            boolean found = at(expected);
            position += found ? 1 : 0;
            return found;
        }

        void expect(char expected) {
            if (!accept(expected)) {
                throw new IllegalArgumentException("expected " + expected);
            }
        }

        void expectEnd() {
            if (!atEnd()) {
                throw new IllegalArgumentException("text is left over");
            }
        }

        /** In quotes, which stand for themselves when doubled or behind a backslash. */
        String quoted() {
            StringBuilder part = new StringBuilder();
            expect('"');
            while (true) {
                char c = text.charAt(position++);
                if (c == '"' && !accept('"')) {
                    return part.toString();
                }
                part.append(c == '\\' ? text.charAt(position++) : c);
            }
        }

        /** Without quotes; null for NULL. */
        String bare(char delimiter, char end) {
            String part = plain(delimiter, end);
            return part.equals("NULL") ? null : part;
        }

        String plain(char delimiter, char end) {
            int from = position;
            while (!atEnd() && !at(delimiter) && !at(end)) {
                position++;
            }
            return text.substring(from, position);
        }
    }
}
