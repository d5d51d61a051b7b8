/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import dev.lockstep.canonical.value.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;

/** Small transforms of rows without schema, as users write them. */
public final class TestTransforms {
    /** Instances of {@link Upper} that are in use. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    private TestTransforms() {}

    /** What they have in common. */
    public abstract static class Base<R extends ConnectRecord<R>> implements Transformation<R> {
        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void close() {}

        @SuppressWarnings("unchecked")
        static Map<String, Object> row(ConnectRecord<?> record) {
            return new HashMap<>((Map<String, Object>) record.value());
        }

        static <R extends ConnectRecord<R>> R with(R record, Object value, Headers headers) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    null,
                    value,
                    record.timestamp(),
                    headers);
        }
    }

    /** Writes one field in capital letters. */
    public static final class Upper<R extends ConnectRecord<R>> extends Base<R> {
        private String field = "";

        @Override
        public ConfigDef config() {
            return new ConfigDef()
                    .define(
                            "field",
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            new ConfigDef.NonEmptyString(),
                            ConfigDef.Importance.HIGH,
                            "The field.")
                    .define("times", ConfigDef.Type.INT, 1, ConfigDef.Importance.LOW, "Of no use.");
        }

        @Override
        public void configure(Map<String, ?> settings) {
            field = String.valueOf(settings.get("field"));
            OPEN.incrementAndGet();
        }

        @Override
        public R apply(R record) {
            if (record.value() == null) {
                return record;
            }
            Map<String, Object> row = row(record);
            row.computeIfPresent(field, (name, text) -> text.toString().toUpperCase(Locale.ROOT));
            return with(record, row, record.headers());
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    /** Takes only towns that it knows. */
    public static final class KnownTowns<R extends ConnectRecord<R>> extends Base<R> {
        @Override
        public R apply(R record) {
            if (record.value() != null && "nowhere".equals(row(record).get("town"))) {
                throw new DataException("town is none that is known");
            }
            return record;
        }
    }

    /** Checks e-mail addresses; tags the rows, or fails. */
    public static final class CheckMail<R extends ConnectRecord<R>> extends Base<R> {
        private boolean fails;

        @Override
        public void configure(Map<String, ?> settings) {
            fails = "fail".equals(settings.get("on.violation"));
        }

        @Override
        public R apply(R record) {
            if (record.value() == null) {
                return record;
            }
            Object mail = row(record).get("email");
            List<String> violated = new ArrayList<>();
            if (mail == null) {
                violated.add("email.required");
            }
            if (mail != null && !mail.toString().contains("@")) {
                violated.add("email.format");
            }
            Quality quality = new Quality(
                    Map.of(
                            Dimension.COMPLETENESS,
                            new Tally(mail == null ? 0 : 1, 1),
                            Dimension.ACCURACY,
                            new Tally(violated.contains("email.format") ? 0 : 1, 1),
                            Dimension.CONSISTENCY,
                            new Tally(0, 0)),
                    violated);
            if (fails && !violated.isEmpty()) {
                throw new DataException(
                        "refused", new DataException("the row breaks its rules " + quality.inMessage()));
            }
            Headers headers = record.headers().duplicate();
            headers.addString(Quality.HEADER, quality.format());
            return with(record, record.value(), headers);
        }
    }

    /** Stamps the digest of the row as it is here, under an algorithm that no default is. */
    public static final class Stamp<R extends ConnectRecord<R>> extends Base<R> {
        private final RecordDigester digester = new RecordDigester(new RecordDigester.Settings(
                TablePolicy.EXACT, new HmacSha256(new byte[16], "k"), Placeholder.DEFAULT, false));

        @Override
        public R apply(R record) {
            var version = digester.digest(record.keySchema(), record.key(), record.valueSchema(), record.value());
            Headers headers = record.headers().duplicate();
            headers.addString(
                    DigestHeader.NAME,
                    new DigestHeader(
                                    digester.algorithm(),
                                    digester.policy(),
                                    Optional.of(version.key()),
                                    version.content(),
                                    version.evidence())
                            .format());
            return with(record, record.value(), headers);
        }
    }

    /** Routes by what is in the row, as no one topic does. */
    public static final class RouteByTown<R extends ConnectRecord<R>> extends Base<R> {
        @Override
        public R apply(R record) {
            return record.newRecord(
                    "town." + row(record).get("town"),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    record.valueSchema(),
                    record.value(),
                    record.timestamp());
        }
    }

    /** Needs a class, which refuses to be made. */
    public static final class Needy<R extends ConnectRecord<R>> extends Base<R> {
        @Override
        public ConfigDef config() {
            throw new NoClassDefFoundError("some/other/Library");
        }

        @Override
        public R apply(R record) {
            return record;
        }
    }
}
