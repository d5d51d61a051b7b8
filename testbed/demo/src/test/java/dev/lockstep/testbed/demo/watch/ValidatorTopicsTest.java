/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockstep.testbed.demo.harm.Divergence;
import dev.lockstep.testbed.demo.harm.Finding;
import dev.lockstep.testbed.demo.harm.Findings;
import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.stack.topic.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidatorTopicsTest {
    private static final String SUMMARY = """
            {"table":"tpch.orders","status":"VERIFIED","empty":false,"mode":"exact","confidence":"exact","hop":"delivery",
            "at":"2026-11-20T12:00:00.000Z",
            "source":{"rows":3,"fingerprint":"0a","verifiedUpTo":{"src.tpch.orders":{"0":7}}},
            "target":{"rows":3,"fingerprint":"0a","verifiedUpTo":{}},
            "verified":3,"pending":0,"hot":0,"divergent":0,"divergentByKind":{"MISSING":0},"unknown":0,"tainted":0,
            "taintedAt":[],"oldestPending":null,"scan":1795176000}""";
    private static final String VERDICT = """
            {"table":"tpch.partsupp","key":[1,2],"verdict":"DIVERGENT","kind":"DIFFERENT","reason":null,"columns":["ps_comment"]}""";

    private final ProgressModel progress = new ProgressModel(Map.of(DemoTable.ORDERS, 3L));
    private final Findings findings = new Findings();
    private final ValidatorTopics topics = new ValidatorTopics(progress, findings);

    @Test
    void passesSummariesToTheProgress() throws UnreadableRecordException {
        read(ValidatorTopics.SUMMARY, SUMMARY);
        assertThat(progress.proves(Map.of(DemoTable.ORDERS, 3L))).isTrue();
        assertThat(progress.proves(Map.of(DemoTable.ORDERS, 4L))).isFalse();
        assertThat(progress.scan()).isEqualTo(1795176000000L);
    }

    @Test
    void keepsTheCertificatesOfTablesWithTheRowsThatAreThere() throws UnreadableRecordException {
        read(ValidatorTopics.CERTIFICATES, "{\"table\":\"tpch.orders\",\"rows\":3}");
        assertThat(progress.certificates(Map.of(DemoTable.ORDERS, 4L))).isEmpty();
        assertThat(progress.certificates(Map.of(DemoTable.ORDERS, 3L)))
                .contains(List.of("{\"table\":\"tpch.orders\",\"rows\":3}"));
    }

    @Test
    void takesRecordsThatCouldNotBeReadForUnknown() throws UnreadableRecordException {
        read(ValidatorTopics.SUMMARY, SUMMARY.replace("\"tainted\":0", "\"tainted\":2"));
        assertThat(progress.summary(DemoTable.ORDERS).unknown()).isEqualTo(2);
        assertThat(progress.proves(Map.of(DemoTable.ORDERS, 3L))).isFalse();
    }

    @Test
    void passesVerdictsAgainstARowToTheFindings() throws UnreadableRecordException {
        read(ValidatorTopics.VERDICTS, VERDICT);
        assertThat(findings.falseAlarms()).containsExactly(new Finding("partsupp", "[1,2]", Divergence.DIFFERENT));
    }

    @Test
    void countsRowsThatCannotBeComparedAsFindings() throws UnreadableRecordException {
        read(
                ValidatorTopics.VERDICTS,
                VERDICT.replace("\"DIVERGENT\"", "\"UNKNOWN\"").replace("\"DIFFERENT\"", "null"));
        assertThat(findings.falseAlarms()).containsExactly(new Finding("partsupp", "[1,2]", Divergence.UNKNOWN));
    }

    @Test
    void takesAResolvedVerdictForNoFinding() throws UnreadableRecordException {
        read(ValidatorTopics.VERDICTS, VERDICT.replace("\"DIVERGENT\"", "\"VERIFIED\""));
        read(ValidatorTopics.VERDICTS, null);
        assertThat(findings.falseAlarms()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        refuses(ValidatorTopics.VERDICTS, "{", "not JSON");
        refuses(ValidatorTopics.VERDICTS, VERDICT.replace("DIVERGENT", "FINE"), "neither");
        refuses(ValidatorTopics.VERDICTS, VERDICT.replace("DIFFERENT", "ODD"), "ODD");
        refuses(ValidatorTopics.VERDICTS, VERDICT.replace("tpch.partsupp", "tpch.other"), "tpch.other");
        refuses(ValidatorTopics.SUMMARY, SUMMARY.replace("\"pending\":0,", ""), "pending is missing");
        refuses(ValidatorTopics.SUMMARY, SUMMARY.replace("\"pending\":0", "\"pending\":\"0\""), "expected a number");
    }

    private void refuses(String topic, String value, String why) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> read(topic, value))
                .withMessageContaining(why);
    }

    private void read(String topic, String value) throws UnreadableRecordException {
        topics.record(topic, "{}", value, Instant.EPOCH);
    }
}
