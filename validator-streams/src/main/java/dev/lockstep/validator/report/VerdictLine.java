/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.Observation;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdicts topic: one line when a key becomes divergent or unknown, one under the same topic key when both sides are
 * the same again. A pure function of the verdict, so a line that is written again is the same line (R).
 */
public final class VerdictLine {
    /** The cause: the mover has put the version aside, in a dead letter queue. */
    public static final String DEAD_LETTERED = "dead-lettered";

    private VerdictLine() {}

    /** The topic key, {@code {"table":…,"key":[…]}}. */
    public static byte[] key(String table, byte[] canonicalKey) {
        return Json.object(json -> writeKey(json, table, canonicalKey));
    }

    /**
     * The line.
     *
     * @param cause why the target does not hold the version, where that is known
     * @param columns the names of the table's columns; empty when no observer has told them
     */
    public static byte[] value(
            String table,
            byte[] canonicalKey,
            Verdict verdict,
            Optional<String> cause,
            List<String> columns,
            Labels labels) {
        return Json.object(json -> {
            writeKey(json, table, canonicalKey);
            json.writeStringField("verdict", word(verdict));
            json.writeStringField("kind", verdict.kind().map(Enum::name).orElse(null));
            json.writeStringField("reason", verdict.reason().orElse(null));
            json.writeStringField("cause", cause.orElse(null));
            writeColumns(json, verdict, columns);
            labels.write(json);
            json.writeStringField("id", id(table, canonicalKey, verdict, cause).toHex());
            json.writeStringField("firstSeen", Json.time(verdict.firstSeen()));
            json.writeStringField(
                    "resolved",
                    verdict.resolved().isPresent()
                            ? Json.time(verdict.resolved().getAsLong())
                            : null);
            writePosition(json, verdict);
            writeSource(json, verdict);
            writeTarget(json, verdict);
        });
    }

    /** The columns that differ, as far as two locators tell; null where they do not. */
    private static void writeColumns(JsonGenerator json, Verdict verdict, List<String> columns) throws IOException {
        Optional<Locator> source =
                verdict.source().flatMap(version -> version.image().locator());
        Optional<Locator> target = verdict.target().flatMap(seen -> seen.image().locator());
        if (!verdict.open() || source.isEmpty() || target.isEmpty() || columns.isEmpty()) {
            json.writeNullField("columns");
            return;
        }
        Locator.Difference difference = source.get().difference(target.get(), columns);
        if (difference.more()) {
            json.writeNullField("columns");
            json.writeBooleanField("manyColumns", true);
            return;
        }
        json.writeArrayFieldStart("columns");
        for (String column : difference.columns()) {
            json.writeString(column);
        }
        json.writeEndArray();
    }

    private static void writeKey(JsonGenerator json, String table, byte[] canonicalKey) throws IOException {
        json.writeStringField("table", table);
        json.writeFieldName("key");
        json.writeRawValue(KeyText.of(canonicalKey));
    }

    private static String word(Verdict verdict) {
        if (!verdict.open()) {
            return "VERIFIED";
        }
        return verdict.kind().isPresent() ? "DIVERGENT" : "UNKNOWN";
    }

    /** Where the target was when it was seen. */
    private static void writePosition(JsonGenerator json, Verdict verdict) throws IOException {
        if (verdict.home().isEmpty()) {
            json.writeNullField("position");
            return;
        }
        json.writeObjectFieldStart("position");
        json.writeStringField("topic", verdict.home().get().topic());
        json.writeNumberField("partition", verdict.home().get().partition());
        json.writeNumberField("lo", verdict.window().lo());
        json.writeNumberField("hi", verdict.window().hi());
        json.writeEndObject();
    }

    private static void writeSource(JsonGenerator json, Verdict verdict) throws IOException {
        if (verdict.source().isEmpty()) {
            json.writeNullField("source");
            return;
        }
        Version version = verdict.source().get();
        json.writeObjectFieldStart("source");
        writeImage(json, version.image());
        json.writeNumberField("offset", version.offset());
        json.writeEndObject();
    }

    private static void writeTarget(JsonGenerator json, Verdict verdict) throws IOException {
        if (verdict.target().isEmpty()) {
            json.writeNullField("target");
            return;
        }
        Observation seen = verdict.target().get();
        json.writeObjectFieldStart("target");
        writeImage(json, seen.image());
        json.writeStringField("seen", seen.at() == 0 ? null : Json.time(seen.at()));
        if (seen instanceof Observation.Change change) {
            json.writeStringField("topic", change.position().topic());
            json.writeNumberField("partition", change.position().partition());
            json.writeNumberField("offset", change.position().offset());
        }
        json.writeEndObject();
    }

    private static void writeImage(JsonGenerator json, Image image) throws IOException {
        json.writeStringField(
                "content", image.content().getClass().getSimpleName().toUpperCase(Locale.ROOT));
        json.writeStringField(
                "digest",
                image.content() instanceof Content.Present present
                        ? present.digest().toHex()
                        : null);
    }

    private static Digest128 id(String table, byte[] canonicalKey, Verdict verdict, Optional<String> cause) {
        String evidence = String.join(
                "\n",
                table,
                CanonicalKey.ofBytes(canonicalKey).toString(),
                verdict.home()
                        .map(home -> home.topic() + "/" + home.partition())
                        .orElse("-"),
                verdict.source().map(version -> Long.toString(version.offset())).orElse("-"),
                verdict.window().lo() + ".." + verdict.window().hi(),
                verdict.target().map(VerdictLine::place).orElse("-"),
                verdict.kind().map(Enum::name).orElse("UNKNOWN"),
                word(verdict) + cause.map(known -> "\n" + known).orElse(""));
        byte[] bytes = evidence.getBytes(StandardCharsets.UTF_8);
        return Hash128.of(bytes, 0, bytes.length);
    }

    private static String place(Observation seen) {
        if (seen instanceof Observation.Change change) {
            Position at = change.position();
            return at.topic() + "/" + at.partition() + "@" + at.offset();
        }
        return seen.image().content().toString();
    }
}
