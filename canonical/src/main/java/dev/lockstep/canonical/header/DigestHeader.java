/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.header;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.key.CanonicalKey;
import java.util.Base64;
import java.util.Optional;

/**
 * The digest of a row as it travels in a record header: key and content, and what they were made with.
 *
 * <p>Printable, so that every header converter carries it unharmed:
 * {@code v1;<algorithm>;<policy>;<state>;<key>;<content>}, where the state is {@code P} (present, the content is the
 * digest as 32 hexadecimal digits), {@code A} (absent, no content) or {@code U} (unknown, the content is the reason),
 * and the key is base64url without padding, empty when the record has none.
 */
public record DigestHeader(String algorithm, String policy, Optional<CanonicalKey> key, Content content) {
    /** The name of the record header. */
    public static final String NAME = "lockstep.digest";

    private static final String VERSION = "v1";
    private static final int PARTS = 6;

    public String format() {
        String keyText = key.map(
                        present -> Base64.getUrlEncoder().withoutPadding().encodeToString(present.bytes()))
                .orElse("");
        return String.join(";", VERSION, algorithm, policy, state(), keyText, contentText());
    }

    /** @throws IllegalArgumentException when the text is no digest header of a version known here */
    public static DigestHeader parse(String text) {
        String[] parts = text.split(";", -1);
        if (!parts[0].equals(VERSION) || parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "Expected a " + NAME + " header of version " + VERSION + " with " + PARTS + " parts, found "
                            + parts.length + " parts. Were both sides stamped by this version of StampDigest?");
        }
        Optional<CanonicalKey> key = parts[4].isEmpty()
                ? Optional.empty()
                : Optional.of(CanonicalKey.ofBytes(Base64.getUrlDecoder().decode(parts[4])));
        return new DigestHeader(parts[1], parts[2], key, parseContent(parts[3], parts[5]));
    }

    private String state() {
        if (content instanceof Content.Present) {
            return "P";
        }
        return content instanceof Content.Absent ? "A" : "U";
    }

    private String contentText() {
        if (content instanceof Content.Present present) {
            return present.digest().toHex();
        }
        return content instanceof Content.Unknown unknown ? unknown.reason() : "";
    }

    private static Content parseContent(String state, String text) {
        return switch (state) {
            case "P" -> new Content.Present(Digest128.parseHex(text));
            case "A" -> new Content.Absent();
            case "U" -> new Content.Unknown(text);
            default ->
                throw new IllegalArgumentException("Expected state P, A or U in a " + NAME
                        + " header, found a state of " + state.length() + " characters");
        };
    }
}
