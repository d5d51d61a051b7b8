/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.report.KeyText;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A few of the keys that are in some state, as they go by; how many there are, the sums say. Owned by one stream thread.
 */
final class SampleKeys {
    private static final int KEPT = 5;

    private final Set<ByteBuffer> keys = new LinkedHashSet<>();

    /** @param in whether the key is in the state now */
    void replace(byte[] canonicalKey, boolean in) {
        if (in && keys.size() < KEPT) {
            keys.add(ByteBuffer.wrap(canonicalKey));
        } else if (!in && !keys.isEmpty()) {
            keys.remove(ByteBuffer.wrap(canonicalKey));
        }
    }

    List<String> texts() {
        return keys.stream().map(ByteBuffer::array).map(KeyText::of).toList();
    }
}
