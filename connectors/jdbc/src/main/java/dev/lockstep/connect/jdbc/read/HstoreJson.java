/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** An hstore as the JSON object that change capture makes of it. */
final class HstoreJson {
    private static final String SHORT_ESCAPES = "\b\t\n\f\r\"\\";
    private static final String LETTERS = "btnfr\"\\";

    private HstoreJson() {}

    /** The order of members is that of a hash map, as in change capture: text that is compared must be the same text. */
    static String of(String literal) {
        Map<String, String> members = new HashMap<>();
        PostgresLiterals.hstore(literal).forEach(members::put);
        StringBuilder json = new StringBuilder("{");
        for (Iterator<Map.Entry<String, String>> member = members.entrySet().iterator(); member.hasNext(); ) {
            Map.Entry<String, String> entry = member.next();
            quote(entry.getKey(), json);
            json.append(':');
            if (entry.getValue() == null) {
                json.append("null");
            } else {
                quote(entry.getValue(), json);
            }
            json.append(member.hasNext() ? "," : "");
        }
        return json.append('}').toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int escape = SHORT_ESCAPES.indexOf(c);
            if (escape >= 0) {
                json.append('\\').append(LETTERS.charAt(escape));
            } else if (c < ' ') {
                json.append(String.format("\\u%04X", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
