/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.charset.CharacterCodingException;

/** JSON between its text and its canonical value. */
public final class JsonDocument {
    private JsonDocument() {}

    /** @throws IllegalArgumentException when the text is not JSON within the bounds; the message does not quote it */
    public static CanonicalValue.Json parse(String text) {
        CanonicalWriter out = new CanonicalWriter();
        try {
            JsonEncoder.encode(text, out);
        } catch (CharacterCodingException e) {
            throw new MalformedValueException("not JSON: half of a surrogate pair");
        }
        return (CanonicalValue.Json) new CanonicalReader(out.array(), 0, out.size()).read();
    }

    /** The one text of a document: no blanks, members in byte order of their names, numbers without trailing zeros. */
    public static String text(CanonicalValue.Json document) {
        return JsonText.of(document.node());
    }
}
