/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.suggest;

import dev.lockstep.canonical.value.Family;
import dev.lockstep.cli.row.SchemaFamily;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/**
 * What the declared type of a column says about which of its values can be equal to another column's.
 *
 * @param family empty when it is not known
 * @param padded whether the database pads values with blanks
 * @param single whether values are binary32
 * @param uuid whether the type is for nothing but UUIDs
 * @param digits of a second's fraction for times, behind the point for numbers; empty where there is no bound
 */
public record ColumnFacts(Optional<Family> family, boolean padded, boolean single, boolean uuid, OptionalInt digits) {
    private static final Pattern PADDED = Pattern.compile("(char|character|bpchar|nchar)\\s*(\\(\\d+\\))?");
    private static final Pattern FRACTION = Pattern.compile("\\((\\d+)\\)");
    private static final Pattern SCALE = Pattern.compile("\\(\\s*\\d+\\s*(?:,\\s*(\\d+)\\s*)?\\)");
    private static final int MICROSECONDS = 6;

    /** @param product name and version of the database, whose defaults differ */
    public static ColumnFacts of(ReadColumn column, String product) {
        Optional<Family> family = SchemaFamily.of(column.schema());
        String type = column.declaredType().toLowerCase(Locale.ROOT);
        String name = String.valueOf(column.schema().name());
        return new ColumnFacts(
                family,
                family.equals(Optional.of(Family.TEXT)) && PADDED.matcher(type).matches(),
                column.schema().type() == Schema.Type.FLOAT32,
                type.equals("uuid") || name.endsWith(".Uuid"),
                family.isEmpty() ? OptionalInt.empty() : digits(family.get(), type, product));
    }

    private static OptionalInt digits(Family family, String type, String product) {
        Matcher fraction = FRACTION.matcher(type);
        Matcher scale = SCALE.matcher(type);
        return switch (family) {
            case TIME, TIMETZ, TIMESTAMP -> {
                if (fraction.find()) {
                    yield OptionalInt.of(Integer.parseInt(fraction.group(1)));
                }
                boolean micros = product.startsWith("PostgreSQL");
                boolean none = product.startsWith("MariaDB") || product.startsWith("MySQL");
                yield micros ? OptionalInt.of(MICROSECONDS) : none ? OptionalInt.of(0) : OptionalInt.empty();
            }
            case NUMBER -> {
                boolean decimal = type.startsWith("numeric") || type.startsWith("decimal");
                yield decimal && scale.find()
                        ? OptionalInt.of(scale.group(1) == null ? 0 : Integer.parseInt(scale.group(1)))
                        : OptionalInt.empty();
            }
            default -> OptionalInt.empty();
        };
    }

    public boolean is(Family wanted) {
        return family.equals(Optional.of(wanted));
    }
}
