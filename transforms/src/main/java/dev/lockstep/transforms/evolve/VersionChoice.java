/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.row.Types;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;

/** Finds the version that a row is of, and refuses rows that are of none, or of one after the target. Immutable. */
record VersionChoice(Versions versions, int target, VersionSource source, OnUnknownField onUnknownField) {
    /** Whether each record tells its version, whatever its schema. */
    boolean isTold() {
        return source instanceof VersionSource.ByHeader || source instanceof VersionSource.ByField;
    }

    /** Of all rows of a schema. */
    Fit ofSchema(Schema schema, RowFields fields) {
        if (source instanceof VersionSource.ByFields) {
            return byFields(fields);
        }
        if (schema.version() == null) {
            throw new DataException("the schema of the row has no version, and version.from=schema goes by it. Let the"
                    + " converter set it, or set version.from to fields, header:NAME or field:NAME");
        }
        return named(schema.version().toString(), fields);
    }

    /** Of a row without schema. */
    Fit ofMap(ConnectRecord<?> record, Object row, RowFields fields) {
        if (source instanceof VersionSource.ByFields) {
            return byFields(fields);
        }
        if (source instanceof VersionSource.BySchema) {
            throw new DataException("the row has no schema, and version.from=schema goes by it. Take a converter with"
                    + " schemas, or set version.from to fields, header:NAME or field:NAME");
        }
        return named(name(record, row), fields);
    }

    /** What the record itself tells. */
    String name(ConnectRecord<?> record, Object row) {
        if (source instanceof VersionSource.ByHeader header) {
            Header found = record.headers().lastWithName(header.name());
            return text(
                    "the header " + header.name(),
                    found == null ? null : found.value(),
                    "Let the producer set it (InsertHeader can), or set version.from to fields");
        }
        String field = source.field();
        return text(
                "the field " + field,
                RecordRow.field(row, field),
                "Correct the rows, or set version.from to fields, schema or header:NAME");
    }

    private static String text(String where, Object value, String advice) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return value.toString();
        }
        if (value instanceof String text) {
            return text.strip();
        }
        throw new DataException("the version is not told: expected its name as text or whole number in " + where
                + ", found " + (value == null ? "none" : Types.of(value)) + ". " + advice);
    }

    Fit named(String name, RowFields fields) {
        int index = versions.indexOf(name);
        if (index < 0) {
            throw new DataException("the record is of a version (" + name.length()
                    + " character(s)) that is not among the versions. There are: "
                    + String.join(", ", versions.names()) + ". Add it to them, or correct what version.from="
                    + text(source) + " reads");
        }
        Fit fit = Fit.of(versions.all().get(index), fields, source.field());
        boolean hasUnknown = !fit.unknown().isEmpty() && onUnknownField == OnUnknownField.FAIL;
        if (!fit.missing().isEmpty() || hasUnknown) {
            throw new DataException("the record says it is of version "
                    + fit.version().name() + ", and is not: " + fit.differences() + ". " + advice(fit));
        }
        return forward(fit);
    }

    private static String text(VersionSource source) {
        if (source instanceof VersionSource.ByHeader header) {
            return "header:" + header.name();
        }
        return source.field().isEmpty() ? "schema" : "field:" + source.field();
    }

    Fit byFields(RowFields fields) {
        List<Fit> fits = new ArrayList<>();
        for (Version version : versions.all()) {
            fits.add(Fit.of(version, fields, source.field()));
        }
        List<Fit> possible = fits.stream().filter(this::isPossible).toList();
        if (possible.isEmpty()) {
            Fit nearest =
                    fits.stream().min(Comparator.comparingInt(Fit::distance)).orElseThrow();
            throw new DataException("no version has the fields of the row. The nearest is version "
                    + nearest.version().name() + ": " + nearest.differences() + ". " + advice(nearest));
        }
        Comparator<Fit> nearer = Comparator.comparingInt(Fit::distance).thenComparingInt(Fit::loose);
        Fit best = possible.stream().min(nearer).orElseThrow();
        List<Fit> alike =
                possible.stream().filter(fit -> nearer.compare(fit, best) == 0).toList();
        if (!fields.isWhole()) {
            // What is left of a deleted row is its key, most often, and that is the same in all of them.
            return forward(alike.get(alike.size() - 1));
        }
        if (alike.size() > 1) {
            throw new DataException("the row is of several versions as far as its fields tell: "
                    + alike.stream().map(fit -> fit.version().name()).collect(Collectors.joining(", "))
                    + ". Set version.from to header:NAME, field:NAME or schema");
        }
        return forward(best);
    }

    private boolean isPossible(Fit fit) {
        return fit.missing().isEmpty()
                && fit.otherwise().isEmpty()
                && (fit.unknown().isEmpty() || onUnknownField != OnUnknownField.FAIL);
    }

    private String advice(Fit fit) {
        return fit.missing().isEmpty() && fit.otherwise().isEmpty()
                ? "Add them to the versions, or set on.unknown.field to drop or keep"
                : "Correct the versions, or add the one that such rows are of";
    }

    private Fit forward(Fit fit) {
        int from = versions.indexOf(fit.version().name());
        if (from > target) {
            throw new DataException("the record is of version " + fit.version().name() + ", which comes after version "
                    + versions.names().get(target) + ", and rows are taken forward only. Set target.version to "
                    + fit.version().name() + " or a later one, or undo the change with MapFields");
        }
        return fit;
    }
}
