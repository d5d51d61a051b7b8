/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.compare.TableResult;
import dev.lockstep.cli.engine.Counts;
import dev.lockstep.cli.engine.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A report for programs, written as results come: every finding with all its columns, except masked rows, of which
 * there may be as many as rows and so only samples are written.
 */
public final class JsonReport implements Report {
    private final JsonGenerator json;
    private final int samples;
    private int masked;

    public JsonReport(OutputStream out, int samples) throws IOException {
        this.json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
        this.samples = samples;
    }

    /** What is written here can fail only as the stream below does. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report", e);
        }
    }

    @Override
    public void begin(String sourceProduct, String targetProduct, String policyId) {
        write(() -> {
            json.writeStartObject();
            json.writeStringField("source", sourceProduct);
            json.writeStringField("target", targetProduct);
            json.writeStringField("policy", policyId);
            json.writeArrayFieldStart("tables");
        });
    }

    @Override
    public void beginTable(String source, String target) {
        masked = 0;
        write(() -> {
            json.writeStartObject();
            json.writeArrayFieldStart("findings");
        });
    }

    @Override
    public void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> columns) {
        if (kind == Finding.Kind.MASKED && masked++ >= samples) {
            return;
        }
        write(() -> {
            json.writeStartObject();
            json.writeStringField("kind", kind.name());
            json.writeFieldName("key");
            json.writeRawValue(key);
            json.writeNumberField("source_rows", sourceRows);
            json.writeNumberField("target_rows", targetRows);
            strings("columns", columns);
            json.writeEndObject();
        });
    }

    @Override
    public void endTable(TableResult result) {
        write(() -> {
            json.writeEndArray();
            json.writeStringField("source", result.source());
            json.writeStringField("target", result.target());
            json.writeStringField("outcome", result.outcome().name());
            strings("incomplete", result.gaps());
            strings("notes", result.notes());
            json.writeBooleanField("compared", result.compared());
            if (result.compared()) {
                table(result);
            }
            json.writeEndObject();
        });
    }

    private void table(TableResult result) throws IOException {
        strings("key", result.key());
        json.writeObjectFieldStart("grades");
        for (var grade : result.grades().entrySet()) {
            json.writeStringField(grade.getKey(), grade.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("source_rows", result.sourceRows());
        json.writeNumberField("target_rows", result.targetRows());
        Counts counts = result.counts();
        json.writeNumberField("equal", counts.equal());
        json.writeNumberField("masked", counts.masked());
        json.writeNumberField("different", counts.different());
        json.writeNumberField("missing", counts.missing());
        json.writeNumberField("unexpected", counts.unexpected());
        json.writeNumberField("source_unknown", counts.sourceUnknown());
        json.writeNumberField("target_unknown", counts.targetUnknown());
        json.writeNumberField("key_collisions", counts.collisions());
        fingerprint("source_fingerprint", result.sourceFingerprint());
        fingerprint("target_fingerprint", result.targetFingerprint());
        json.writeNumberField("millis", result.millis());
    }

    private void fingerprint(String name, Fingerprint.Bucket bucket) throws IOException {
        json.writeStringField(name, bucket.rows() + ":" + bucket.sum().toHex());
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    @Override
    public void end(Outcome outcome) {
        write(() -> {
            json.writeEndArray();
            json.writeStringField("outcome", outcome.name());
            json.writeEndObject();
            json.flush();
        });
    }
}
