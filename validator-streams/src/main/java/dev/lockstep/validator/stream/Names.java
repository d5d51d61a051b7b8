/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.record.MalformedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the few names of topics and contracts that every key would otherwise carry. Owned by one stream thread.
 *
 * <p>A name is written before the first key that has its number, so a restored key never names what is not restored.
 */
final class Names {
    private final Section store;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Names(Section store) {
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

    private int remember(String name) {
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
