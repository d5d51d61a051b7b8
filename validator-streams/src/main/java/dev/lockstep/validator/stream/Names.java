/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.record.MalformedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers for the few names of topics and contracts that every key would otherwise carry. Owned by one stream thread.
 *
 * <p>They stand in the store of the keys itself, in front of it, so that a restored key never names what is not restored:
 * its name was written before it.
 */
final class Names {
    /** No key of the store starts with this byte: the length of a table's name comes first there. */
    static final byte PREFIX = 0;

    private final KeyValueStore<Bytes, byte[]> store;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Names(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] name = store.get(key(0));
        while (name != null) {
            remember(new String(name, StandardCharsets.UTF_8));
            name = store.get(key(names.size()));
        }
    }

    int numberOf(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        store.put(key(names.size()), name.getBytes(StandardCharsets.UTF_8));
        return remember(name);
    }

    String nameOf(long number) {
        if (number >= names.size()) {
            throw new MalformedRecordException(
                    "The state of a key has name " + number + ", and " + names.size() + " are known", null);
        }
        return names.get((int) number);
    }

    static boolean isName(byte[] key) {
        return key[0] == PREFIX;
    }

    private int remember(String name) {
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }

    private static Bytes key(int number) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES)
                .put(PREFIX)
                .putInt(number)
                .array());
    }
}
