/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.value.EncodingVersion;

/**
 * The certificates topic: what a verified table holds, for anybody to check against the database alone. Immutable.
 *
 * @param line of JSON
 */
@SuppressWarnings("ArrayRecordComponent")
public record CertificateLine(State state, byte[] line) {

    /**
     * What is certified; a certificate of the same state says nothing new.
     *
     * @param masked rows that are the same by the rules of the policy, and were not seen to be so strictly
     */
    public record State(long rows, Digest128 fingerprint, long masked, PartialSums.Read read) {}

    static CertificateLine of(String table, State state, Compared compared, long now) {
        PartialSums.Read read = state.read();
        byte[] line = Json.object(json -> {
            json.writeNumberField("certificate", Certificate.FORMAT);
            json.writeStringField("table", table);
            json.writeStringField("topic", read.topic());
            json.writeNumberField("rows", state.rows());
            json.writeStringField("fingerprint", state.fingerprint().toHex());
            json.writeNullField("buckets");
            json.writeStringField("algorithm", compared.algorithm());
            json.writeStringField("policy", compared.policy());
            json.writeNumberField("encoding", EncodingVersion.CURRENT);
            json.writeNullField("key");
            json.writeArrayFieldStart("columns");
            for (String column : compared.columns()) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("positions");
            for (int partition = 0; partition < read.offsets().size(); partition++) {
                json.writeNumberField(
                        Integer.toString(partition), read.offsets().get(partition));
            }
            json.writeEndObject();
            json.writeNumberField("masked", state.masked());
            json.writeArrayFieldStart("exceptions");
            json.writeEndArray();
            json.writeStringField("issuedAt", Json.time(now));
        });
        return new CertificateLine(state, line);
    }
}
