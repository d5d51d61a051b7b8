/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** {@code unordered}: the elements of a LIST in the order of their bytes; how often each occurs still counts. */
public record Unordered() implements Rule {
    @Override
    public CanonicalValue apply(CanonicalValue value) {
        if (!(value instanceof CanonicalValue.Sequence list)) {
            return value;
        }
        List<CanonicalValue> sorted = list.elements().stream()
                .sorted(Comparator.comparing(Unordered::bytes, Arrays::compareUnsigned))
                .toList();
        return new CanonicalValue.Sequence(sorted);
    }

    private static byte[] bytes(CanonicalValue element) {
        CanonicalWriter out = new CanonicalWriter();
        element.writeTo(out);
        return out.toByteArray();
    }

    @Override
    public boolean takesWhole() {
        return true;
    }

    @Override
    public Grade grade() {
        return Grade.NORMALISED;
    }

    @Override
    public String text() {
        return "unordered";
    }
}
