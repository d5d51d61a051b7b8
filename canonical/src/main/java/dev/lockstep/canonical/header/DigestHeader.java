/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.header;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The digest of a row as it travels in a record header: key and content, and what they were made with.
 *
 * <p>Printable, so that every header converter carries it unharmed:
 * {@code v1;<algorithm>;<policy>;<state>;<key>;<content>}, where the state is {@code P} (present, the content is the
 * digest as 32 hexadecimal digits), {@code A} (absent, no content) or {@code U} (unknown, the content is the reason),
 * and the key is base64url without padding, empty when the record has none.
 *
 * <p>A header with evidence is of version 2: the same parts, then {@code s=} with the strict digest as 32 hexadecimal
 * digits, {@code l=} with the locator and {@code t=} with the digests of tolerant columns, both as base64url. Each may
 * be missing; parts with other names are for later versions and skipped. Without evidence version 1 is written, which
 * every reader knows.
 */
public record DigestHeader(
        String algorithm, String policy, Optional<CanonicalKey> key, Content content, Evidence evidence) {
    /** The name of the record header. */
    public static final String NAME = "lockstep.digest";

    private static final String VERSION_1 = "v1";
    private static final String VERSION_2 = "v2";
    private static final int PARTS = 6;
    private static final String STRICT = "s=";
    private static final String LOCATOR = "l=";
    private static final String TOLERANT = "t=";

    public DigestHeader(String algorithm, String policy, Optional<CanonicalKey> key, Content content) {
        this(algorithm, policy, key, content, Evidence.NONE);
    }

    public String format() {
        String version = evidence.equals(Evidence.NONE) ? VERSION_1 : VERSION_2;
        String keyText = key.map(present -> encode(present.bytes())).orElse("");
        List<String> parts = new ArrayList<>(List.of(version, algorithm, policy, state(), keyText, contentText()));
        evidence.strict().ifPresent(strict -> parts.add(STRICT + strict.toHex()));
        evidence.locator().ifPresent(locator -> parts.add(LOCATOR + encode(locator.toBytes())));
        if (!evidence.tolerant().isEmpty()) {
            ByteBuffer grids = ByteBuffer.allocate(evidence.tolerant().size() * GridDigest.BYTES);
            evidence.tolerant().forEach(grid -> grids.putLong(grid.first()).putLong(grid.second()));
            parts.add(TOLERANT + encode(grids.array()));
        }
        return String.join(";", parts);
    }

    /** @throws IllegalArgumentException when the text is no digest header of a version known here */
    public static DigestHeader parse(String text) {
        String[] parts = text.split(";", -1);
        boolean first = parts[0].equals(VERSION_1) && parts.length == PARTS;
        boolean second = parts[0].equals(VERSION_2) && parts.length >= PARTS;
        if (!first && !second) {
            throw new IllegalArgumentException("Expected a " + NAME + " header of version " + VERSION_1 + " or "
                    + VERSION_2 + " with " + PARTS + " parts or more, found " + parts.length
                    + " parts. Were both sides stamped by a version of StampDigest that is known here?");
        }
        Optional<CanonicalKey> key =
                parts[4].isEmpty() ? Optional.empty() : Optional.of(CanonicalKey.ofBytes(decode(parts[4])));
        Evidence evidence =
                first ? Evidence.NONE : parseEvidence(Arrays.asList(parts).subList(PARTS, parts.length));
        return new DigestHeader(parts[1], parts[2], key, parseContent(parts[3], parts[5]), evidence);
    }

    private static Evidence parseEvidence(List<String> parts) {
        Evidence evidence = Evidence.NONE;
        for (String part : parts) {
            String value = part.substring(Math.min(2, part.length()));
            if (part.startsWith(STRICT)) {
                evidence =
                        new Evidence(Optional.of(Digest128.parseHex(value)), evidence.locator(), evidence.tolerant());
            } else if (part.startsWith(LOCATOR)) {
                evidence = new Evidence(
                        evidence.strict(), Optional.of(Locator.ofBytes(decode(value))), evidence.tolerant());
            } else if (part.startsWith(TOLERANT)) {
                evidence = new Evidence(evidence.strict(), evidence.locator(), parseGrids(decode(value)));
            }
        }
        return evidence;
    }

    private static List<GridDigest> parseGrids(byte[] bytes) {
        if (bytes.length % GridDigest.BYTES != 0) {
            throw new IllegalArgumentException("Expected digests of tolerant columns of " + GridDigest.BYTES
                    + " bytes each in a " + NAME + " header, found " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<GridDigest> grids = new ArrayList<>();
        while (buffer.hasRemaining()) {
            grids.add(new GridDigest(buffer.getLong(), buffer.getLong()));
        }
        return grids;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
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
