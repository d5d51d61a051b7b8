/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.canonical.value.CanonicalWriter;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one secret. Thread-safe: a {@link Mac} is not, so each use takes the spare one or makes another.
 * Nothing shows the secret.
 */
public final class KeyedHash {
    public static final int MIN_SECRET_BYTES = 16;
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final AtomicReference<Mac> spare = new AtomicReference<>();

    /**
     * @param secret copied
     * @throws IllegalArgumentException when it is shorter than {@value #MIN_SECRET_BYTES} bytes
     */
    public KeyedHash(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("Expected a secret of at least " + MIN_SECRET_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * The hash of a value.
     *
     * @param use what it is for: hashes of two uses tell nothing of each other
     */
    byte[] of(char use, CanonicalWriter value) {
        Mac mac = take();
        mac.update((byte) use);
        mac.update(value.array(), 0, value.size());
        byte[] hash = mac.doFinal();
        giveBack(mac);
        return hash;
    }

    /** One for the caller alone, until it is given back. */
    Mac take() {
        Mac mac = spare.getAndSet(null);
        return mac == null ? make() : mac;
    }

    /** Only after {@link Mac#doFinal()}, so that nothing is left in it. */
    void giveBack(Mac mac) {
        spare.set(mac);
    }

    private Mac make() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM + " for any key", e);
        }
    }

    @Override
    public String toString() {
        return "KeyedHash(secret hidden)";
    }
}
