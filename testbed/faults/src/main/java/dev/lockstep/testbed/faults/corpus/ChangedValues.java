/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import static dev.lockstep.testbed.faults.corpus.Cases.different;
import static dev.lockstep.testbed.faults.corpus.Cases.divergent;
import static dev.lockstep.testbed.faults.corpus.Cases.item;
import static dev.lockstep.testbed.faults.corpus.Cases.set;
import static dev.lockstep.testbed.faults.corpus.Cases.value;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Values that arrived as something else, one row at a time; and changes of form that are no change of value. */
final class ChangedValues {
    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    private ChangedValues() {}

    static List<Fault> all() {
        return Stream.of(texts(), numbers(), times(), others(), harmless())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Fault> texts() {
        return List.of(
                value(
                        "text-truncated",
                        "a text was cut to the length of a shorter column",
                        "name",
                        set("name = left(name, 10)")),
                value("trailing-space-lost", "a text lost the blank at its end", "name", set("name = rtrim(name)")),
                value("null-became-empty", "a NULL arrived as the empty text", "nothing", set("nothing = ''")),
                value("empty-became-null", "the empty text arrived as NULL", "empty", set("empty = NULL")),
                value(
                        "unicode-normalised",
                        "a letter with an accent arrived as letter and accent",
                        "name",
                        set("name = replace(name, U&'\\00EB', U&'e\\0308')")),
                value(
                        "latin1-damage",
                        "UTF-8 was read as Latin-1 and written as UTF-8",
                        "name",
                        set("name = convert_from(convert_to(name, 'UTF8'), 'LATIN1')")),
                value("text-case-folded", "a text arrived in lower case", "title", set("title = lower(title)")),
                value("nul-byte-stripped", "a zero byte was taken out", "payload", set("payload = '\\x010203'")));
    }

    private static List<Fault> numbers() {
        return List.of(
                value(
                        "decimal-scale-cut",
                        "a number lost digits behind the point",
                        "amount",
                        set("amount = trunc(amount, 2)")),
                value(
                        "bare-numeric-cut",
                        "a numeric without scale went through an integer",
                        "bare",
                        set("bare = trunc(bare)")),
                value("float-narrowed", "a double went through a single", "ratio", set("ratio = ratio::real::float8")),
                value(
                        "nan-became-null",
                        "a number that is none arrived as NULL",
                        "ratio",
                        set("ratio = 'NaN'", "ratio = 'NaN'", "ratio = NULL")),
                value(
                        "nan-became-zero",
                        "a number that is none arrived as 0",
                        "ratio",
                        set("ratio = 'NaN'", "ratio = 'NaN'", "ratio = 0")),
                value(
                        "unsigned-overflow",
                        "an unsigned number went through a signed one of 64 bits",
                        "huge",
                        set("huge = huge - 18446744073709551616")),
                value(
                        "integer-became-boolean",
                        "a 7 went through a boolean and came out as 1",
                        "grade",
                        set("grade = 1")),
                value("boolean-inverted", "a true arrived as false", "active", set("active = NOT active")));
    }

    private static List<Fault> times() {
        return List.of(
                value(
                        "timestamp-shifted",
                        "a timestamp was read in another time zone",
                        "made_at",
                        set("made_at = made_at + interval '3 hours'")),
                value(
                        "instant-shifted",
                        "an instant was written as local time of another zone",
                        "seen_at",
                        set("seen_at = seen_at - interval '5 hours 30 minutes'")),
                value(
                        "microseconds-lost",
                        "an instant was cut to milliseconds",
                        "seen_at",
                        set("seen_at = date_trunc('milliseconds', seen_at)")),
                value(
                        "fraction-lost",
                        "a timestamp was cut to seconds",
                        "made_at",
                        set("made_at = date_trunc('second', made_at)")),
                value(
                        "time-cut",
                        "a time of day was cut to milliseconds",
                        "open_at",
                        set("open_at = open_at::time(3)")),
                value(
                        "second-off-before-1970",
                        "the fraction of a timestamp before 1970 was rounded the wrong way: one second off",
                        "made_at",
                        set("made_at = made_at + interval '1 second'")),
                value(
                        "ten-day-calendar-shift",
                        "a date before 1582 went through the legacy calendar",
                        "born",
                        set("born = born + 10")),
                value(
                                "infinity-lost",
                                "an infinite date arrived as the last one of 9999",
                                "born",
                                set("born = 'infinity'", "born = 'infinity'", "born = '9999-12-31'"))
                        .expecting(
                                MoverKind.DEBEZIUM,
                                new Expected.NotPlanted("an infinite date stops this sink, which everybody sees")));
    }

    private static List<Fault> others() {
        Expected unavailable = divergent(
                new Expected.Verdict(TestTables.ITEM, "[{1}]", Set.of(Kind.DIFFERENT, Kind.UNKNOWN), List.of("body")));
        return List.of(
                value(
                        "json-number-changed",
                        "a number in a document changed",
                        "doc",
                        set("doc = doc || '{\"n\": -1}'")),
                value(
                        "json-null-dropped",
                        "a null was left out of a document",
                        "note",
                        set("note = '{\"a\": 1, \"b\": [1.5]}'")),
                value("array-dropped", "a column of lists is not carried at all", "tags", set("tags = NULL")),
                value("array-null-dropped", "a list lost its NULL", "tags", set("tags = ARRAY['one', 'two']")),
                value("interval-dropped", "a column of intervals is not carried at all", "span", set("span = NULL")),
                value(
                        "interval-counted-in-days",
                        "a month became 30 days",
                        "span",
                        set("span = interval '32 days 00:00:03.5'")),
                value(
                        "address-dropped",
                        "a column of network addresses is not carried at all",
                        "address",
                        set("address = NULL")),
                item(
                        "two-columns-damaged",
                        "two columns of one row were damaged",
                        set("title = 'x', grade = 0"),
                        different("title", "grade")),
                item(
                        "placeholder-written",
                        "the stand-in for a value that change capture did not have was written as the value",
                        set("body = repeat('long', 1000)", "length(body) = 4000", "body = '" + PLACEHOLDER + "'"),
                        unavailable));
    }

    private static List<Fault> harmless() {
        return List.of(
                item(
                        "json-members-reordered",
                        "the members of a document stand in another order, its numbers are written otherwise",
                        set("note = '{\"b\":[1.50,null],\"a\":1.0}'"),
                        new Expected.Equal("the order of members and the form of numbers mean nothing in JSON")),
                item(
                        "negative-zero",
                        "a 0.0 arrived as -0.0",
                        set("ratio = 0", "ratio = 0", "ratio = '-0'"),
                        new Expected.Equal("both are zero")),
                item(
                        "trailing-zeros",
                        "a numeric has more zeros behind the point",
                        set("bare = bare * 1.000"),
                        new Expected.Equal("both are one number")));
    }
}
