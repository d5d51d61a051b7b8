/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;

/** The nodes of a canonical JSON document as the one text they have: no blanks, members in byte order of their names. */
final class JsonText {
    /** Above this many zeros a number is written with an exponent. */
    private static final int MAX_PLAIN_SCALE = 1_000;

    private JsonText() {}

    static String of(CanonicalValue node) {
        StringBuilder out = new StringBuilder();
        append(node, out);
        return out.toString();
    }

    private static void append(CanonicalValue node, StringBuilder out) {
        if (node instanceof CanonicalValue.Numeric number) {
            out.append(plain(number.value()));
        } else if (node instanceof CanonicalValue.Text text) {
            quote(text.value(), out);
        } else if (node instanceof CanonicalValue.Truth truth) {
            out.append(truth == CanonicalValue.Truth.TRUE);
        } else if (node instanceof CanonicalValue.Sequence list) {
            List<CanonicalValue> elements = list.elements();
            for (int i = 0; i < elements.size(); i++) {
                out.append(i == 0 ? '[' : ',');
                append(elements.get(i), out);
            }
            out.append(elements.isEmpty() ? "[]" : "]");
        } else if (node instanceof CanonicalValue.Members object) {
            List<CanonicalValue.Member> members = object.members();
            for (int i = 0; i < members.size(); i++) {
                out.append(i == 0 ? '{' : ',');
                quote(members.get(i).name(), out);
                out.append(':');
                append(members.get(i).value(), out);
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else {
            out.append("null");
        }
    }

    static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_PLAIN_SCALE ? number.toString() : number.toPlainString();
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
