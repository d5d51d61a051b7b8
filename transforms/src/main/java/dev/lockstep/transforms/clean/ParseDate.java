/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Target;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Texts of one of several forms as dates or timestamps; the first pattern that fits counts. */
final class ParseDate implements ValueStep {
    private final String name;
    private final List<DatePattern> patterns;
    private final TargetType type;
    private final Function<TemporalAccessor, CanonicalValue> reader;

    private ParseDate(
            String name,
            List<DatePattern> patterns,
            TargetType type,
            Function<TemporalAccessor, CanonicalValue> reader) {
        this.name = name;
        this.patterns = List.copyOf(patterns);
        this.type = type;
        this.reader = reader;
    }

    static ParseDate date(Call call) {
        List<DatePattern> patterns = patterns(call);
        for (Call.Argument argument : call.arguments()) {
            if (!argument.quoted()) {
                throw new IllegalArgumentException(
                        "parse-date expected patterns in quotes, found " + argument.text() + ". A date has no zone");
            }
        }
        return new ParseDate(
                call.name(),
                patterns,
                Moments.DATE,
                parsed -> new CanonicalValue.Date(
                        parsed.query(TemporalQueries.localDate()).toEpochDay()));
    }

    static ParseDate timestamp(Call call) {
        Optional<ZoneRule> zone = ZoneRule.last(call);
        List<DatePattern> patterns = patterns(call);
        long zoned = patterns.stream().filter(DatePattern::hasZone).count();
        if (zone.isEmpty() && zoned > 0 && zoned < patterns.size()) {
            throw new IllegalArgumentException(
                    "parse-timestamp has patterns with an offset and patterns without, so the"
                            + " result would have a zone or not. Say which zone the others are of: zone('Europe/Berlin')");
        }
        boolean instants = zone.isPresent() || zoned > 0;
        return new ParseDate(
                call.name(),
                patterns,
                instants ? Moments.ZONED_TIMESTAMP : Moments.TIMESTAMP,
                parsed -> read(parsed, zone));
    }

    private static List<DatePattern> patterns(Call call) {
        List<DatePattern> patterns = DatePattern.all(call);
        patterns.forEach(DatePattern::readable);
        return patterns;
    }

    /** A text without time is of midnight. */
    private static CanonicalValue read(TemporalAccessor parsed, Optional<ZoneRule> zone) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local =
                parsed.query(TemporalQueries.localDate()).atTime(time == null ? LocalTime.MIDNIGHT : time);
        ZoneId own = parsed.query(TemporalQueries.zone());
        if (own instanceof ZoneOffset offset) {
            return Moments.timestamp(local.toInstant(offset));
        }
        if (own != null) {
            return Moments.timestamp(
                    new ZoneRule(own, zone.map(ZoneRule::choice).orElse("fail")).instant(local));
        }
        return Moments.timestamp(zone.isPresent() ? zone.get().instant(local) : local.toInstant(ZoneOffset.UTC));
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            Function<CanonicalValue, Object> target = Target.withoutSchema(type).from(Kind.of(type.schema(true)));
            return new Typed(null, value -> value == null ? null : target.apply(parse(TextStep.text(name, value))));
        }
        TextStep.requireText(name, schema);
        Schema out = Conversions.retyped(schema, type.builder()).build();
        Function<CanonicalValue, Object> target = Target.of(out).from(Kind.of(out));
        return new Typed(out, value -> value == null ? null : target.apply(parse((String) value)));
    }

    private CanonicalValue parse(String text) {
        for (DatePattern pattern : patterns) {
            Optional<TemporalAccessor> parsed = pattern.parse(text);
            if (parsed.isPresent()) {
                return reader.apply(parsed.get());
            }
        }
        throw new DataException("Expected a text of the form "
                + String.join(" or ", patterns.stream().map(DatePattern::text).toList()) + ", found one of "
                + text.length() + " character(s) that is none. Add its form as a further pattern of " + name
                + ", clean it first (trim), or write on-error(null)");
    }
}
