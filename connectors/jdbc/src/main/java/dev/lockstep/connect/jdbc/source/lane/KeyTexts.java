/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Texts of key values as one text, and back. The form is a JSON array of strings, for it is read by people too, in the
 * offsets that the worker shows.
 */
public final class KeyTexts {
    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int HEX = 16;
    private static final int UNIT_DIGITS = 4;

    private final String text;
    private int at;

    private KeyTexts(String text) {
        this.text = text;
    }

    public static String encode(List<String> values) {
        return values.stream().map(KeyTexts::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /** @throws OffsetFormatException when the text is not of this form */
    public static List<String> decode(String text) {
        return new KeyTexts(text).array();
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append(QUOTE);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == QUOTE || c == ESCAPE) {
                quoted.append(ESCAPE).append(c);
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                // A half of a pair would not survive the way through UTF-8.
                quoted.append(ESCAPE).append('u');
                String digits = Integer.toHexString(c);
                quoted.append("0".repeat(UNIT_DIGITS - digits.length())).append(digits);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(QUOTE).toString();
    }

    private List<String> array() {
        List<String> values = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            values.add(string());
            while (peek() == ',') {
                at++;
                values.add(string());
            }
        }
        expect(']');
        if (at != text.length()) {
            throw malformed();
        }
        return values;
    }

    private String string() {
        expect(QUOTE);
        StringBuilder value = new StringBuilder();
        while (peek() != QUOTE) {
            char c = next();
            value.append(c == ESCAPE ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = next();
        if (c == QUOTE || c == ESCAPE) {
            return c;
        }
        if (c != 'u' || at + UNIT_DIGITS > text.length()) {
            throw malformed();
        }
        at += UNIT_DIGITS;
        try {
            return (char) Integer.parseInt(text.substring(at - UNIT_DIGITS, at), HEX);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private void expect(char expected) {
        if (next() != expected) {
            throw malformed();
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private static OffsetFormatException malformed() {
        return new OffsetFormatException("expected a list of strings, such as [\"1\",\"abc\"]");
    }
}
