/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.quality.Quality.Dimension;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the rows of a table stood up to their rules, and to what is asked of the table.
 *
 * @param thresholds the least score, by dimension
 */
record QualityLine(RatedRows rated, Map<Dimension, BigDecimal> thresholds) {
    private static final int DIGITS = 6;

    QualityLine {
        thresholds = Map.copyOf(thresholds);
    }

    /** Empty when no row says anything. */
    static Optional<QualityLine> of(Collection<PartialSums> partials, Map<Dimension, BigDecimal> thresholds) {
        RatedRows all = partials.stream()
                .map(PartialSums::rated)
                .filter(Objects::nonNull)
                .reduce(RatedRows.NONE, RatedRows::plus);
        return all.rows() == 0 ? Optional.empty() : Optional.of(new QualityLine(all, thresholds));
    }

    /** Empty where nothing is asked, or where something is that no rule is about. */
    Optional<Boolean> passed() {
        boolean all = !thresholds.isEmpty();
        for (Map.Entry<Dimension, BigDecimal> threshold : thresholds.entrySet()) {
            long asked = rated.asked().getOrDefault(threshold.getKey(), 0L);
            BigDecimal least = threshold.getValue().multiply(BigDecimal.valueOf(asked));
            if (least.compareTo(BigDecimal.valueOf(held(threshold.getKey()))) > 0) {
                return Optional.of(false);
            }
            all = all && asked > 0;
        }
        return all ? Optional.of(true) : Optional.empty();
    }

    private long held(Dimension dimension) {
        return rated.held().getOrDefault(dimension, 0L);
    }

    /** Rounded down, so that 1 says that every rule held. */
    private Optional<BigDecimal> score(Dimension dimension) {
        long asked = rated.asked().getOrDefault(dimension, 0L);
        return asked == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(held(dimension))
                        .divide(BigDecimal.valueOf(asked), DIGITS, RoundingMode.FLOOR));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("quality");
        json.writeNumberField("rows", rated.rows());
        json.writeNumberField("violating", rated.violating());
        json.writeObjectFieldStart("rules");
        for (Map.Entry<String, Long> rule : new TreeMap<>(rated.rules()).entrySet()) {
            json.writeNumberField(rule.getKey(), rule.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("scores");
        for (Dimension dimension : Dimension.values()) {
            json.writeFieldName(dimension.text());
            Optional<BigDecimal> score = score(dimension);
            if (score.isPresent()) {
                json.writeNumber(plain(score.get()));
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("thresholds");
        Map<Dimension, BigDecimal> ordered = new EnumMap<>(Dimension.class);
        ordered.putAll(thresholds);
        for (Map.Entry<Dimension, BigDecimal> threshold : ordered.entrySet()) {
            json.writeFieldName(threshold.getKey().text());
            json.writeNumber(plain(threshold.getValue()));
        }
        json.writeEndObject();
        json.writeFieldName("passed");
        if (passed().isPresent()) {
            json.writeBoolean(passed().get());
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    /** As {@code 0.99} and {@code 1.0}. */
    private static String plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }
}
