/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

/** A place in the text of a JSON document, and the steps from it to the next. Owned by one call. */
abstract class JsonCursor {
    final String text;
    int at;

    JsonCursor(String text) {
        this.text = text;
    }

    final boolean accept(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    final void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed("expected a value or a digit");
        }
    }

    final int hexDigit() {
        char c = next();
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw malformed("expected a hexadecimal digit");
        }
        return digit;
    }

    final void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return;
            }
            at++;
        }
    }

    final char peek() {
        if (at == text.length()) {
            throw malformed("it ends early");
        }
        return text.charAt(at);
    }

    final char next() {
        char c = peek();
        at++;
        return c;
    }

    final MalformedValueException malformed(String what) {
        return new MalformedValueException("not JSON: " + what + ", at character " + at);
    }
}
