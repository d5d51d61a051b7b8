/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Reads the text of one JSON document (RFC 8259, strictly) straight into canonical bytes.
 *
 * <p>Numbers are exact: they never pass through a double. Of several members with one name the last wins. Depth and
 * exponents are bounded, because {@code 1e999999999} is short to write and endless to compute with. Owned by one call.
 */
final class JsonEncoder extends JsonCursor {
    static final int MAX_DEPTH = 512;
    static final int MAX_EXPONENT = 10_000;

    /** That many decimal digits always fit a long. */
    private static final int MAX_LONG_DIGITS = 18;

    private static final int[] NONE = {};

    private final CanonicalWriter out;
    private int depth;

    /** Where the members of the objects now open begin in {@link #out}; the inner ones last. */
    private int[] starts = NONE;

    private int open;

    private JsonEncoder(String text, CanonicalWriter out) {
        super(text);
        this.out = out;
    }

    /**
     * Writes the document with its tag.
     *
     * @throws MalformedValueException when the text is not JSON within the bounds
     * @throws CharacterCodingException when it holds or escapes half of a surrogate pair
     */
    static void encode(String text, CanonicalWriter out) throws CharacterCodingException {
        JsonEncoder encoder = new JsonEncoder(text, out);
        out.writeJsonHeader();
        encoder.skipBlanks();
        encoder.node();
        encoder.skipBlanks();
        if (encoder.at != text.length()) {
            throw encoder.malformed("the document ends, yet text follows");
        }
    }

    private void node() throws CharacterCodingException {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                out.writeByte(Family.TEXT.tag());
                string();
            }
            case 't' -> literal("true", CanonicalWriter.JSON_TRUE);
            case 'f' -> literal("false", CanonicalWriter.JSON_FALSE);
            case 'n' -> literal("null", Family.NULL.tag());
            default -> number();
        }
    }

    private void literal(String word, byte node) {
        if (!text.startsWith(word, at)) {
            throw malformed("expected " + word);
        }
        at += word.length();
        out.writeByte(node);
    }

    private void array() throws CharacterCodingException {
        enter();
        int start = out.size();
        out.writeListHeader(0);
        int count = 0;
        if (!closes(']')) {
            do {
                skipBlanks();
                node();
                count++;
                skipBlanks();
            } while (continues(']'));
        }
        depth--;
        setCount(start, count);
    }

    private void object() throws CharacterCodingException {
        enter();
        int start = out.size();
        int base = open;
        out.writeRecordHeader(0);
        if (!closes('}')) {
            do {
                skipBlanks();
                push(out.size());
                if (peek() != '"') {
                    throw malformed("expected the name of a member");
                }
                string();
                skipBlanks();
                if (next() != ':') {
                    throw malformed("expected a colon");
                }
                skipBlanks();
                node();
                skipBlanks();
            } while (continues('}'));
        }
        depth--;
        int count = MemberOrder.arrange(out, starts, base, open);
        open = base;
        setCount(start, count);
    }

    /** Puts the count into the header at {@code start}, which has room for one byte of it. */
    private void setCount(int start, int count) {
        if (count < 0x80) {
            out.array()[start + 1] = (byte) count;
            return;
        }
        byte[] content = Arrays.copyOfRange(out.array(), start + 2, out.size());
        out.truncate(start + 1);
        out.writeLength(count);
        out.writeRaw(content);
    }

    /** Frames a string without its quotes; most have no escapes and are copied as they are. */
    private void string() throws CharacterCodingException {
        int from = ++at;
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                out.writeFramed(text, from, i);
                at = i + 1;
                return;
            }
            if (c == '\\') {
                String unescaped = unescape();
                out.writeFramed(unescaped, 0, unescaped.length());
                return;
            }
            if (c < ' ') {
                at = i;
                refuseControl(c);
            }
        }
        at = length;
        throw malformed("it ends early");
    }

    private String unescape() {
        StringBuilder unescaped = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            refuseControl(c);
            unescaped.append(c == '\\' ? escaped() : c);
        }
        return unescaped.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) ((hexDigit() << 12) | (hexDigit() << 8) | (hexDigit() << 4) | hexDigit());
            default -> throw malformed("no such escape");
        };
    }

    private void refuseControl(char c) {
        if (c < ' ') {
            throw malformed("a control character inside a string");
        }
    }

    private void number() {
        int start = at;
        boolean negative = accept('-');
        int digitsFrom = at;
        if (!accept('0')) {
            digits();
        }
        int integers = at - digitsFrom;
        int fractions = 0;
        if (accept('.')) {
            int from = at;
            digits();
            fractions = at - from;
        }
        int mantissaTo = at;
        int exponent = accept('e') || accept('E') ? exponent() : 0;
        if (integers + fractions <= MAX_LONG_DIGITS) {
            long unscaled = 0;
            for (int i = digitsFrom; i < mantissaTo; i++) {
                char c = text.charAt(i);
                unscaled = c == '.' ? unscaled : unscaled * 10 + (c - '0');
            }
            out.writeNumber(negative ? -unscaled : unscaled, fractions - exponent);
        } else {
            out.writeNumber(new BigDecimal(text.substring(start, mantissaTo)).scaleByPowerOfTen(exponent));
        }
    }

    private int exponent() {
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        int from = at;
        digits();
        int exponent = 0;
        for (int i = from; i < at; i++) {
            exponent = exponent * 10 + (text.charAt(i) - '0');
            if (exponent > MAX_EXPONENT) {
                throw malformed("an exponent beyond " + MAX_EXPONENT);
            }
        }
        return negative ? -exponent : exponent;
    }

    private void enter() {
        at++;
        if (++depth > MAX_DEPTH) {
            throw malformed("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private boolean closes(char close) {
        skipBlanks();
        return accept(close);
    }

    private boolean continues(char close) {
        if (accept(',')) {
            return true;
        }
        if (accept(close)) {
            return false;
        }
        throw malformed("expected a comma or the end of what is open");
    }

    private void push(int start) {
        if (open == starts.length) {
            starts = Arrays.copyOf(starts, Math.max(8, open * 2));
        }
        starts[open++] = start;
    }
}
