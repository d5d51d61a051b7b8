/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.DataException;

/**
 * A zone, and what becomes of local times that its clocks show never or twice.
 *
 * @param choice {@code fail}, or which offset counts: the {@code earlier} one, from before the clocks were changed, or
 *     the {@code later} one
 */
record ZoneRule(ZoneId zone, String choice) {
    private static final List<String> CHOICES = List.of("fail", "earlier", "later");
    private static final Pattern FORM = Pattern.compile("zone\\('([^']*)'(?:,([^,()']*))?\\)");

    /** @throws IllegalArgumentException when there is no such zone or choice */
    static ZoneRule of(String zone, String choice) {
        if (!CHOICES.contains(choice)) {
            throw new IllegalArgumentException("There is no way " + choice + " for times that are never or twice. "
                    + Suggestion.among(choice, CHOICES));
        }
        try {
            return new ZoneRule(ZoneId.of(zone), choice);
        } catch (DateTimeException e) {
            String near = Suggestion.among(zone, ZoneId.getAvailableZoneIds());
            throw new IllegalArgumentException("There is no zone " + zone + ". "
                    + near.substring(0, near.indexOf("There are:"))
                    + "Write a name of the time zone database such as Europe/Berlin, an offset such as +02:00, or UTC");
        }
    }

    /**
     * The zone that is the last argument of a step, as in {@code zone('Europe/Berlin', earlier)}.
     *
     * @throws IllegalArgumentException when it stands there and is none
     */
    static Optional<ZoneRule> last(Call call) {
        Call.Argument last = call.arguments().get(call.arguments().size() - 1);
        if (last.quoted()) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(last.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    call.name() + " expected a pattern in quotes or zone('Europe/Berlin'), found " + last.text());
        }
        return Optional.of(of(
                parts.group(1), parts.group(2) == null ? "fail" : parts.group(2).strip()));
    }

    /** @throws DataException when clocks show that time never or twice, and nothing says which is meant */
    Instant instant(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.get(0));
        }
        if (choice.equals("fail")) {
            throw new DataException("Expected a time that clocks in " + zone + " show once, found one that they show "
                    + (offsets.isEmpty() ? "never, since they were put forward" : "twice, since they were put back")
                    + ". Say which offset counts: at-zone('" + zone + "', earlier) or zone('" + zone
                    + "', earlier) for the one before the change, later for the one after it");
        }
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return local.toInstant(choice.equals("earlier") ? transition.getOffsetBefore() : transition.getOffsetAfter());
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
