/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

/** One line of the result: something to be run. */
public sealed interface Entry {
    /** As on the command line. */
    String name();

    /** For people. */
    String title();

    /** Where it begins and ends. */
    Leg leg();

    /** {@code COPY} out of the source into {@code COPY} of the target, without Kafka. */
    record Copy(boolean binary) implements Entry {
        @Override
        public String name() {
            return binary ? "copy-binary" : "copy-text";
        }

        @Override
        public String title() {
            return "COPY | COPY " + (binary ? "binary" : "text") + ", no Kafka";
        }

        @Override
        public Leg leg() {
            return Leg.WHOLE;
        }
    }

    /** Connectors, or one of them. */
    record Connectors(Competitor competitor, Leg leg) implements Entry {
        @Override
        public String name() {
            return competitor.name() + leg.suffix();
        }

        @Override
        public String title() {
            return switch (leg) {
                case WHOLE -> competitor.title();
                case SOURCE -> competitor.title() + ": source → Kafka";
                case SINK -> competitor.title() + ": Kafka → target";
            };
        }
    }
}
