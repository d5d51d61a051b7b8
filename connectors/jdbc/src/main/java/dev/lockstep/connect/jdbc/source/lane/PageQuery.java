/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements that read a table a page after the other. Immutable.
 *
 * <p>What comes after a row with several key columns, where rows cannot be compared by themselves:
 *
 * <pre>
 * 1: a > 1
 * 2: a >= 1 AND (a > 1 OR (a = 1 AND b > 2))
 * 3: a >= 1 AND (a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND c > 3))))
 * </pre>
 *
 * The first part is implied by the second; an index serves it alone. No column of a key holds NULL.
 *
 * <p>A query may leave to polling what polling reads, see {@link PollStart}.
 */
public final class PageQuery {
    /** Where PostgreSQL keeps a row: its text, {@code (block,row)}, is read behind the expressions. */
    public static final PositionColumn ROW_IN_BLOCK =
            new PositionColumn("ctid", "t.ctid", Optional.of("t.ctid::pg_catalog.text"), 0, "?::pg_catalog.tid");

    private final SourceDialect dialect;
    private final String select;
    private final List<PositionColumn> columns;
    private final Optional<String> filter;
    private final Optional<PollStart> start;

    /**
     * @param expressions what is read
     * @param columns by which pages are parted; the texts of those that need it are read behind the expressions
     * @param filter a condition of the user's
     */
    public PageQuery(
            SourceDialect dialect,
            String from,
            List<String> expressions,
            List<PositionColumn> columns,
            Optional<String> filter) {
        this(dialect, select(from, expressions, columns), columns, filter, Optional.empty());
    }

    private PageQuery(
            SourceDialect dialect,
            String select,
            List<PositionColumn> columns,
            Optional<String> filter,
            Optional<PollStart> start) {
        this.dialect = dialect;
        this.select = select;
        this.columns = List.copyOf(columns);
        this.filter = filter;
        this.start = start;
    }

    private static String select(String from, List<String> expressions, List<PositionColumn> columns) {
        List<String> list = new ArrayList<>(expressions);
        columns.forEach(column -> column.text().ifPresent(list::add));
        return "SELECT " + String.join(", ", list) + " FROM " + from;
    }

    /** The same, without the rows that polling will read. */
    public PageQuery before(PollStart polling) {
        return new PageQuery(dialect, select, columns, filter, Optional.of(polling));
    }

    /** Where the texts of the position's columns are in the select list, from 1. */
    public static int[] places(List<String> expressions, List<PositionColumn> columns) {
        int[] places = new int[columns.size()];
        int added = expressions.size();
        for (int i = 0; i < places.length; i++) {
            places[i] =
                    columns.get(i).text().isPresent() ? ++added : columns.get(i).place();
        }
        return places;
    }

    /** All of it, in no order. */
    public PreparedSql whole() {
        return prepared(List.of(), List.of(), "");
    }

    /** The rows behind the position, or from the lane's beginning, in the order of the key. */
    public PreparedSql page(LaneBounds bounds, Optional<List<String>> after, int rows) {
        List<String> conditions = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        if (after.isPresent()) {
            conditions.add(compare(">", false, after.get(), parameters));
        } else if (bounds.from().isPresent()) {
            conditions.add(compare(">", true, bounds.from().get(), parameters));
        }
        if (bounds.to().isPresent()) {
            conditions.add(compare("<", false, bounds.to().get(), parameters));
        }
        return ordered(conditions, parameters, rows);
    }

    /** The rows behind the position whose first column is no greater than the limit. */
    public PreparedSql upTo(Optional<List<String>> after, String limit, int rows) {
        List<String> conditions = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        if (after.isPresent()) {
            // A position that names the first column only is the one that polling began with.
            List<PositionColumn> compared = after.get().size() == 1 ? columns.subList(0, 1) : columns;
            conditions.add(compare(compared, ">", false, after.get(), parameters));
        }
        conditions.add(columns.get(0).sql() + " <= " + columns.get(0).placeholder());
        parameters.add(limit);
        return ordered(conditions, parameters, rows);
    }

    /** The row whose first column is greatest. */
    public PreparedSql greatest() {
        return prepared(List.of(), List.of(), " ORDER BY " + columns.get(0).sql() + " DESC LIMIT 1");
    }

    /** The rows from there to the beginning of the other block, in their order there, of pages by {@link #ROW_IN_BLOCK}. */
    public PreparedSql blocks(BlockPosition from, long to) {
        List<String> conditions = List.of(from.condition(), "t.ctid < ?::pg_catalog.tid");
        return prepared(conditions, List.of(from.place(), "(" + to + ",0)"), " ORDER BY " + ROW_IN_BLOCK.sql());
    }

    private PreparedSql ordered(List<String> conditions, List<String> parameters, int rows) {
        String order = columns.stream().map(PositionColumn::sql).collect(Collectors.joining(", "));
        return prepared(conditions, parameters, " ORDER BY " + order + " LIMIT " + rows);
    }

    private PreparedSql prepared(List<String> conditions, List<String> parameters, String end) {
        List<String> all = new ArrayList<>(conditions);
        List<String> bound = new ArrayList<>(parameters);
        start.ifPresent(polling -> {
            all.add(polling.condition());
            polling.from().ifPresent(bound::add);
        });
        // A comment in the user's condition must not hide what follows.
        filter.ifPresent(condition -> all.add("(" + condition + "\n)"));
        String where = all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
        return new PreparedSql(select + where + end, bound);
    }

    private String compare(String operator, boolean orEqual, List<String> values, List<String> parameters) {
        return compare(columns, operator, orEqual, values, parameters);
    }

    private String compare(
            List<PositionColumn> compared,
            String operator,
            boolean orEqual,
            List<String> values,
            List<String> parameters) {
        if (values.size() != compared.size()) {
            throw new OffsetFormatException(
                    "a position has " + values.size() + " value(s), the key of the table has " + compared.size()
                            + " column(s). The key has changed: delete the connector's offsets to start over");
        }
        String last = orEqual ? operator + "=" : operator;
        if (compared.size() == 1) {
            parameters.add(values.get(0));
            return compared.get(0).sql() + " " + last + " " + compared.get(0).placeholder();
        }
        if (dialect.comparesRows()) {
            parameters.addAll(values);
            return compared.stream().map(PositionColumn::sql).collect(Collectors.joining(", ", "(", ")")) + " " + last
                    + " "
                    + compared.stream().map(PositionColumn::placeholder).collect(Collectors.joining(", ", "(", ")"));
        }
        PositionColumn first = compared.get(0);
        parameters.add(values.get(0));
        return first.sql() + " " + operator + "= " + first.placeholder() + " AND "
                + expanded(compared, 0, operator, last, values, parameters);
    }

    private static String expanded(
            List<PositionColumn> compared,
            int place,
            String operator,
            String last,
            List<String> values,
            List<String> parameters) {
        PositionColumn column = compared.get(place);
        parameters.add(values.get(place));
        if (place == compared.size() - 1) {
            return column.sql() + " " + last + " " + column.placeholder();
        }
        parameters.add(values.get(place));
        String rest = expanded(compared, place + 1, operator, last, values, parameters);
        return "(" + column.sql() + " " + operator + " " + column.placeholder() + " OR (" + column.sql() + " = "
                + column.placeholder() + " AND " + rest + "))";
    }
}
