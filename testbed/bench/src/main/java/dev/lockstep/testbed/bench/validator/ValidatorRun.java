/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.validator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.bench.measure.Machine;
import dev.lockstep.testbed.bench.measure.ProcessTree;
import dev.lockstep.testbed.bench.measure.Sampler;
import dev.lockstep.testbed.bench.topic.Topics;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.kafka.KafkaBroker;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** One broker, one validator, and the stages one after the other. Confined to one thread. */
final class ValidatorRun {
    private static final String ID = "bench";
    private static final String TOPIC = "bench.public.moved";
    private static final String OBSERVATIONS = "lockstep." + ID + ".observed";
    private static final String SUMMARY = "lockstep." + ID + ".summary";
    private static final String CHANGELOG = "lockstep." + ID + "-rows-changelog";
    private static final String PROPERTIES = "validator.properties";
    private static final String RUNNING = "to RUNNING";
    private static final Pattern COUNTED = Pattern.compile(" counted .* in (\\d+) ms");
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final Consumer<String> say;
    private final Layout layout;
    private final Path folder;
    private int starts;

    /**
     * @param keys how many
     * @param valueBytes of each data record, besides its key
     * @param java more flags of the validator's JVM
     * @param settings of the validator, in place of others
     * @param profiles where a flight recording of the measured stages goes
     * @param bound for each stage
     */
    record Options(
            long keys,
            int partitions,
            int valueBytes,
            List<String> java,
            Map<String, String> settings,
            Optional<Path> profiles,
            Duration bound) {}

    /** @param folder for everything that is written, logs included */
    ValidatorRun(Options options, Consumer<String> say, Layout layout, Path folder) {
        this.options = options;
        this.say = say;
        this.layout = layout;
        this.folder = folder;
    }

    Figures run() throws IOException, InterruptedException {
        try (KafkaBroker broker = KafkaBroker.start(layout.kafkaLibraries(), folder.resolve("broker"), folder);
                Topics topics = new Topics(broker.bootstrapServers());
                Feed feed = new Feed(broker.bootstrapServers(), TOPIC, options.partitions(), options.keys())) {
            topics.create(TOPIC, options.partitions());
            say.accept(String.format(Locale.ROOT, "writing %,d stamped records", options.keys()));
            feed.versions(options.valueBytes());
            writeProperties(broker.bootstrapServers());
            say.accept("starting the validator");
            double start;
            Figures.Stage versions;
            Figures.Stage observations;
            try (Started started = start()) {
                start = started.seconds();
                Stages stages = new Stages(broker, topics, started.process());
                versions = stages.measure(() -> {}, this::allRead);
                say.accept(String.format(Locale.ROOT, "versions: %,.0f/s", versions.rate()));
                observations = stages.measure(() -> feed.observations(OBSERVATIONS), this::allVerified);
                say.accept(String.format(Locale.ROOT, "observed rows: %,.0f/s", observations.rate()));
            }
            Figures.Size size =
                    new Figures.Size(feed.keyBytes(), perKey(bytes(state())), perKey(topics.bytes(CHANGELOG)));
            return new Figures(Machine.here(folder), options.keys(), start, versions, observations, size, restarts());
        }
    }

    private double perKey(long bytes) {
        return (double) bytes / options.keys();
    }

    /** From the beginning of a stage to the summary that says that it is over. */
    private final class Stages {
        private final Map<String, ProcessTree> processes;
        private final Topics topics;
        private final ValidatorProcess validator;

        Stages(KafkaBroker broker, Topics topics, ValidatorProcess validator) {
            this.processes = Map.of(
                    "broker", new ProcessTree(broker.pid(), false),
                    "validator", new ProcessTree(validator.pid(), false));
            this.topics = topics;
            this.validator = validator;
        }

        Figures.Stage measure(Runnable feeding, Predicate<JsonNode> over) throws InterruptedException, IOException {
            long begun = System.nanoTime();
            try (Sampler sampler = new Sampler(processes)) {
                feeding.run();
                await(over);
                double seconds = (System.nanoTime() - begun) / NANOS;
                return new Figures.Stage(options.keys(), seconds, sampler.stop());
            }
        }

        private void await(Predicate<JsonNode> over) throws InterruptedException, IOException {
            long end = System.nanoTime() + options.bound().toNanos();
            try (KafkaConsumer<String, String> summary = topics.reader(SUMMARY)) {
                while (true) {
                    for (ConsumerRecord<String, String> line : summary.poll(LOOK)) {
                        if (line.value() != null && over.test(JSON.readTree(line.value()))) {
                            return;
                        }
                    }
                    if (!validator.running() || System.nanoTime() > end) {
                        throw new StartFailedException(
                                "The validator has ended or takes too long, see " + validator.log());
                    }
                }
            }
        }
    }

    private boolean allRead(JsonNode line) {
        return line.path("source").path("rows").asLong() == options.keys();
    }

    private boolean allVerified(JsonNode line) {
        return allRead(line)
                && line.path("status").asText().equals("VERIFIED")
                && line.path("verified").asLong() == options.keys();
    }

    /** A validator whose tasks run, and how long that took. */
    private record Started(ValidatorProcess process, double seconds) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    private Started start() {
        starts++;
        List<String> flags = new ArrayList<>(options.java());
        if (starts == 1) {
            options.profiles()
                    .ifPresent(to -> flags.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                            + to.resolve("validator.jfr")));
        }
        long begun = System.nanoTime();
        ValidatorProcess process = ValidatorProcess.start(
                layout,
                folder.resolve(PROPERTIES),
                options.settings(),
                flags,
                folder.resolve("validator-" + starts + ".log"));
        process.awaitLogged(RUNNING, options.bound());
        return new Started(process, (System.nanoTime() - begun) / NANOS);
    }

    private Figures.Restarts restarts() throws IOException {
        say.accept("starting it again with its state, then without");
        double kept;
        double rebuild = 0;
        try (Started started = start()) {
            kept = started.seconds();
            for (String line : Files.readAllLines(started.process().log())) {
                Matcher counted = COUNTED.matcher(line);
                rebuild += counted.find() ? Long.parseLong(counted.group(1)) / MILLIS : 0;
            }
        }
        removeTree(state());
        try (Started started = start()) {
            return new Figures.Restarts(kept, rebuild, started.seconds());
        }
    }

    private Path state() {
        return folder.resolve("state");
    }

    private static long bytes(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void removeTree(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void writeProperties(String bootstrapServers) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("validator.id", ID);
        properties.setProperty("bootstrap.servers", bootstrapServers);
        properties.setProperty("state.dir", state().toString());
        properties.setProperty("source.topics", "bench\\.(public)\\.(.*)");
        properties.setProperty("source.table.format", "$1.$2");
        properties.setProperty("summary.interval.ms", "200");
        try (Writer writer = Files.newBufferedWriter(folder.resolve(PROPERTIES))) {
            properties.store(writer, null);
        }
    }
}
