/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.util.List;

/** PostgreSQL's array literals: every element quoted, so that none can be taken for syntax or for NULL. */
final class ArrayText {
    private ArrayText() {}

    static String write(List<?> elements, ValueWriter elementWriter) {
        UnavailableValue.refuse(elements);
        StringBuilder text = new StringBuilder();
        append(text, elements, elementWriter);
        return text.toString();
    }

    private static void append(StringBuilder text, List<?> elements, ValueWriter elementWriter) {
        text.append('{');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            Object element = elements.get(i);
            if (element == null) {
                text.append("NULL");
            } else if (element instanceof List<?> inner) {
                append(text, inner, elementWriter); // an array of arrays is one array of more dimensions
            } else {
                appendQuoted(text, elementWriter.write(element));
            }
        }
        text.append('}');
    }

    private static void appendQuoted(StringBuilder text, String element) {
        text.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
