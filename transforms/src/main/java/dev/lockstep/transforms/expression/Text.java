/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** An expression that was parsed, and checked as far as that goes without schemas. Immutable. */
final class Text {
    private final CelSource source;
    private final References.Resolved resolved;
    private final CelType type;

    private Text(CelSource source, References.Resolved resolved, CelType type) {
        this.source = source;
        this.resolved = resolved;
        this.type = type;
    }

    /** @throws IllegalArgumentException when it is no expression; the message says where and what to write */
    static Text parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "Expression: there is none. Write one such as first_name + ' ' + last_name");
        }
        if (text.length() > Language.MAX_LENGTH) {
            throw new IllegalArgumentException("Expression: it has " + text.length() + " characters, and at most "
                    + Language.MAX_LENGTH + " are allowed. Work it out in steps, each in a field of its own");
        }
        CelSource source = CelSource.newBuilder().build();
        try {
            CelAbstractSyntaxTree parsed = Language.parse(text);
            source = parsed.getSource();
            References.Resolved resolved = References.resolve(parsed);
            List<ColumnType> columns = columns(resolved, column -> null);
            CelAbstractSyntaxTree checked = Language.check(resolved.tree(), variables(resolved, columns));
            Language.checkLiterals(checked);
            return new Text(source, resolved, checked.getResultType());
        } catch (CelValidationException e) {
            throw new IllegalArgumentException("Expression" + Mistakes.of(e, source), e);
        }
    }

    /** Whether it reads neither columns nor the record, and so gives the same for every row. */
    boolean isConstant() {
        return resolved.columns().isEmpty() && resolved.record().isEmpty();
    }

    List<String> columns() {
        return resolved.columns();
    }

    /** What it gives, as far as that is known without schemas. */
    CelKind kind() {
        return type.kind();
    }

    String typeName() {
        return type.name();
    }

    /**
     * With columns of these schemas.
     *
     * @throws DataException when types do not fit
     */
    Checked over(Function<String, Schema> schemas) {
        List<ColumnType> columns = columns(resolved, schemas);
        try {
            CelAbstractSyntaxTree checked = Language.check(resolved.tree(), variables(resolved, columns));
            return new Checked(checked, columns, List.copyOf(resolved.record()), schemas);
        } catch (CelValidationException e) {
            throw new DataException("Expression" + Mistakes.of(e, source) + types(columns));
        }
    }

    private static List<ColumnType> columns(References.Resolved resolved, Function<String, Schema> schemas) {
        List<ColumnType> columns = new ArrayList<>();
        resolved.columns().forEach(column -> columns.add(ColumnType.of(column, schemas.apply(column))));
        return columns;
    }

    private static Map<String, CelType> variables(References.Resolved resolved, List<ColumnType> columns) {
        Map<String, CelType> variables = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            variables.put(References.variable(i), columns.get(i).type());
        }
        resolved.record().forEach(part -> variables.put(References.variable(part), part.type()));
        return variables;
    }

    private static String types(List<ColumnType> columns) {
        List<String> types = columns.stream()
                .filter(column -> column.type() != SimpleType.DYN)
                .map(column -> column.name() + " is " + column.typeName())
                .toList();
        return types.isEmpty() ? "" : ". Here " + String.join(", ", types);
    }
}
