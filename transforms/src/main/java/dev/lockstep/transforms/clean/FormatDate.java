/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Dates and timestamps as texts of any form. */
final class FormatDate {
    private static final LocalDate SAMPLE = LocalDate.of(2026, 11, 23);

    private FormatDate() {}

    static ValueStep date(Call call) {
        DatePattern pattern = one(call).writable(SAMPLE);
        return Moments.step(
                "format-date",
                (kind, found) -> {
                    // Where rows have no schema, a date is a text, and read as its midnight.
                    if (kind != Kind.DATE && !(kind == Kind.TIMESTAMP && found.equals("String"))) {
                        throw new DataException("format-date is for dates, found " + found
                                + ". Write format-timestamp(…) for timestamps, or to(date) before");
                    }
                    return made(pattern, value -> Moments.local(value).toLocalDate());
                },
                Schema.Type.STRING);
    }

    static ValueStep timestamp(Call call) {
        Optional<ZoneRule> zone = ZoneRule.last(call);
        DatePattern pattern = one(call);
        LocalDateTime sample = SAMPLE.atStartOfDay();
        pattern.writable(zone.isPresent() ? sample.atZone(ZoneOffset.UTC) : sample);
        return Moments.step(
                "format-timestamp",
                (kind, found) -> {
                    if (kind == Kind.TIMESTAMP && zone.isEmpty()) {
                        return made(pattern, Moments::local);
                    }
                    if (kind == Kind.ZONED_TIMESTAMP && zone.isPresent()) {
                        return made(
                                pattern,
                                value ->
                                        Moments.instant(value).atZone(zone.get().zone()));
                    }
                    throw new DataException(wrong(kind, found));
                },
                Schema.Type.STRING);
    }

    private static String wrong(Kind kind, String found) {
        return switch (kind) {
            case TIMESTAMP ->
                "format-timestamp found " + found + ", which has no zone to be shown in another. Leave the zone out, or"
                        + " say first which one it is of: at-zone('Europe/Berlin')";
            case ZONED_TIMESTAMP ->
                "format-timestamp found " + found + ", whose clock depends on the zone. Say which:"
                        + " format-timestamp('yyyy-MM-dd HH:mm:ss', zone('UTC'))";
            default ->
                "format-timestamp is for timestamps, found " + found + ". Write format-date(…) for dates, or"
                        + " to(timestamp) before";
        };
    }

    private static Moments.Made made(
            DatePattern pattern,
            java.util.function.Function<dev.lockstep.canonical.value.CanonicalValue, TemporalAccessor> view) {
        return new Moments.Made(null, value -> pattern.formatter().format(view.apply(value)));
    }

    private static DatePattern one(Call call) {
        List<DatePattern> patterns = DatePattern.all(call);
        if (patterns.size() > 1) {
            throw new IllegalArgumentException(
                    call.name() + " writes in one form, found " + patterns.size() + " patterns. Keep one of them");
        }
        return patterns.get(0);
    }
}
