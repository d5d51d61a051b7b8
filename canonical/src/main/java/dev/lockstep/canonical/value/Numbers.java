/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import dev.lockstep.canonical.UnencodableValueException;
import java.math.BigDecimal;
import java.util.Optional;

/** The numbers that canonical values are, whatever type of whatever engine they came in; for adding up. Stateless. */
public final class Numbers {
    private Numbers() {}

    /**
     * The exact number; empty for NULL. A binary floating point number is the decimal that it is exactly.
     *
     * @throws UnencodableValueException when the value is no finite number, or not available; the message does not quote it
     */
    public static Optional<BigDecimal> of(ColumnEncoder column, Object value) {
        CanonicalWriter out = new CanonicalWriter();
        if (!column.writeValue(value, out)) {
            throw new UnencodableValueException(
                    "Column " + column.name() + " holds the placeholder of an unavailable value");
        }
        CanonicalValue read = new CanonicalReader(out.array(), 0, out.size()).read();
        if (read instanceof CanonicalValue.Null) {
            return Optional.empty();
        }
        if (read instanceof CanonicalValue.Numeric number) {
            return Optional.of(number.value());
        }
        if (read instanceof CanonicalValue.Binary64 number && Double.isFinite(number.value())) {
            return Optional.of(new BigDecimal(number.value()));
        }
        throw new UnencodableValueException(
                "Column " + column.name() + " holds a value that is no finite number, so it cannot be added up");
    }
}
