/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.canonical.value.CanonicalWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.connect.errors.DataException;

/**
 * What stands for a value under a secret: always the same for the same value, and nobody without the secret finds the
 * value from it or can tell whether a guess is right. Thread-safe.
 *
 * <p>Values are hashed in their canonical form, so a token does not depend on the engine the value came from.
 */
final class Tokens {
    static final int MIN_LENGTH = 8;
    /** Five bits each; more characters than a hash has bits for would add nothing. */
    static final int MAX_LENGTH = 51;

    static final int DEFAULT_LENGTH = 26;
    static final int DEFAULT_BYTES = 16;

    /** No capitals, as collations without case would make tokens equal that are not; no i, l, o and u, as people read. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final KeyedHash keyed;

    Tokens(KeyedHash keyed) {
        this.keyed = keyed;
    }

    KeyedHash keyed() {
        return keyed;
    }

    String text(String value, int length) {
        return text('t', value, length);
    }

    /** @param use what the token is for, see {@link KeyedHash#of} */
    String text(char use, String value, int length) {
        byte[] hash = keyed.of(use, canonical(value));
        StringBuilder token = new StringBuilder(length);
        int bits = 0;
        int held = 0;
        for (int at = 0; token.length() < length; ) {
            if (held < 5) {
                bits = (bits << 8) | (hash[at++] & 0xFF);
                held += 8;
            }
            held -= 5;
            token.append(ALPHABET.charAt((bits >>> held) & 31));
        }
        return token.toString();
    }

    /** @param length at most {@link KeyedHash#BYTES} */
    byte[] bytes(byte[] value, int length) {
        CanonicalWriter canonical = new CanonicalWriter();
        canonical.writeBytes(value);
        return Arrays.copyOf(keyed.of('b', canonical), length);
    }

    /** Of version 8, which says that its bits are the maker's own; letters in any case are the same uuid. */
    String uuid(String value) {
        ByteBuffer hash = ByteBuffer.wrap(keyed.of('u', canonical(value.toLowerCase(Locale.ROOT))));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /**
     * A number of the same width and sign; different numbers have different tokens.
     *
     * @param width of the type in bits: 8, 16, 32 or 64
     */
    long number(long value, int width) {
        long token = Permutation.ofBits(width - 1).apply(value < 0 ? ~value : value, new byte[0], keyed);
        return value < 0 ? ~token : token;
    }

    private static CanonicalWriter canonical(String value) {
        CanonicalWriter canonical = new CanonicalWriter();
        try {
            canonical.writeText(value);
        } catch (CharacterCodingException e) {
            // The cause says no more, and must not quote the text.
            throw new DataException("a text of " + value.length()
                    + " characters is not Unicode (half of a surrogate pair), so it has no token. Correct it first");
        }
        return canonical;
    }
}
