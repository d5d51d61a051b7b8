/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 cut to its first 128 bits: for digests that leave the zone of trust, where those of an unkeyed hash
 * could be guessed column by column.
 */
public final class HmacSha256 implements DigestAlgorithm {
    /** The name that travels in digest headers. */
    public static final String NAME = "hmac-sha-256";

    private static final String MAC = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 16;

    private final SecretKeySpec key;
    private final String keyId;

    /**
     * @param key at least 16 random bytes; copied
     * @param keyId names the key in policies and reports; not secret, not empty
     */
    public HmacSha256(byte[] key, String keyId) {
        if (key.length < MIN_KEY_BYTES || keyId.isEmpty()) {
            throw new IllegalArgumentException("Expected a digest key of at least " + MIN_KEY_BYTES
                    + " bytes and an id for it, found " + key.length + " bytes and an id of " + keyId.length()
                    + " characters. Make a key of random bytes and name it, for example, after the day");
        }
        this.key = new SecretKeySpec(key, MAC);
        this.keyId = keyId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public Hasher newHasher() {
        Mac mac = mac();
        byte[] result = new byte[mac.getMacLength()];
        ByteBuffer view = ByteBuffer.wrap(result);
        return (bytes, offset, length) -> {
            mac.update(bytes, offset, length);
            try {
                mac.doFinal(result, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("the result of " + MAC + " is longer than it said", e);
            }
            return new Digest128(view.getLong(0), view.getLong(Long.BYTES));
        };
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has " + MAC + " for any key", e);
        }
    }
}
