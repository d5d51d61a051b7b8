/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Observation;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdicts topic: one line when a key becomes divergent or unknown, one under the same topic key when both sides are
 * the same again. A pure function of the verdict, so a line that is written again is the same line (R).
 */
public final class VerdictLine {
    private VerdictLine() {}

    /** The topic key, {@code {"table":…,"key":[…]}}. */
    public static byte[] key(String table, byte[] canonicalKey) {
        return Json.object(json -> writeKey(json, table, canonicalKey));
    }

    /** The line. */
    public static byte[] value(String table, byte[] canonicalKey, Verdict verdict) {
        return Json.object(json -> {
            writeKey(json, table, canonicalKey);
            json.writeStringField("verdict", word(verdict));
            json.writeStringField("kind", verdict.kind().map(Enum::name).orElse(null));
            json.writeStringField("reason", verdict.reason().orElse(null));
            Labels.write(json);
            json.writeStringField("id", id(table, canonicalKey, verdict).toHex());
            json.writeNumberField("round", verdict.round());
            json.writeStringField("firstSeen", Json.time(verdict.firstSeen()));
            json.writeStringField(
                    "resolved",
                    verdict.resolved().isPresent()
                            ? Json.time(verdict.resolved().getAsLong())
                            : null);
            writeSide(
                    json,
                    "source",
                    verdict.source().map(Version::content),
                    verdict.source().map(Version::position));
            writeSide(
                    json,
                    "target",
                    verdict.target().map(Observation::content),
                    verdict.target().map(Observation::position));
        });
    }

    private static void writeKey(JsonGenerator json, String table, byte[] canonicalKey) throws IOException {
        json.writeStringField("table", table);
        json.writeFieldName("key");
        json.writeRawValue(readable(canonicalKey));
    }

    /** A key that is not canonical bytes is shown as it is, in hexadecimal; the header of another program may hold one. */
    private static String readable(byte[] canonicalKey) {
        CanonicalKey key = CanonicalKey.ofBytes(canonicalKey);
        try {
            return key.toJson();
        } catch (IllegalArgumentException e) {
            return "[\"\\\\x" + key + "\"]";
        }
    }

    private static String word(Verdict verdict) {
        if (!verdict.open()) {
            return "VERIFIED";
        }
        return verdict.kind().isPresent() ? "DIVERGENT" : "UNKNOWN";
    }

    private static void writeSide(JsonGenerator json, String name, Optional<Content> content, Optional<Position> at)
            throws IOException {
        if (content.isEmpty() || at.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("content", state(content.get()));
        json.writeStringField(
                "digest",
                content.get() instanceof Content.Present present
                        ? present.digest().toHex()
                        : null);
        json.writeStringField("topic", at.get().topic());
        json.writeNumberField("partition", at.get().partition());
        json.writeNumberField("offset", at.get().offset());
        json.writeStringField("timestamp", Json.time(at.get().timestamp()));
        json.writeEndObject();
    }

    private static String state(Content content) {
        return content.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static Digest128 id(String table, byte[] canonicalKey, Verdict verdict) {
        String evidence = String.join(
                "\n",
                table,
                CanonicalKey.ofBytes(canonicalKey).toString(),
                verdict.source().map(version -> place(version.position())).orElse("-"),
                verdict.target().map(seen -> place(seen.position())).orElse("-"),
                verdict.kind().map(Enum::name).orElse("UNKNOWN"),
                word(verdict));
        byte[] bytes = evidence.getBytes(StandardCharsets.UTF_8);
        return Hash128.of(bytes, 0, bytes.length);
    }

    private static String place(Position position) {
        return position.topic() + "/" + position.partition() + "@" + position.offset();
    }
}
