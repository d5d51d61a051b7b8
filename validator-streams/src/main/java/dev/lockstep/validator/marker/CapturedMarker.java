/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import dev.lockstep.validator.round.TargetMarker;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.connect.storage.Converter;

/**
 * A marker whose way back is the capture that fills the target's topics. Owned by one thread.
 *
 * <ul>
 *   <li><b>O</b> The capture sends changes in the order of their commits, and the marker's transaction holds nothing else.
 *   <li><b>A</b> A worker commits the offset of a record only when every record before it, of the same source partition, is
 *       acknowledged. So when the committed offset has reached the marker's place, all that the target committed before the
 *       marker stands in the topics.
 *   <li><b>S</b> To have seen the marker is not enough: it says that its own batch has arrived, while one of another
 *       partition, sent before, may still be tried again.
 * </ul>
 */
public final class CapturedMarker implements TargetMarker {
    private final MarkerSettings settings;
    private final LongConsumer row;
    private final MarkerTopic topic;
    private final Supplier<Optional<LogPosition>> progress;
    private Optional<LogPosition> place = Optional.empty();

    /**
     * @param consumer assigns itself, commits nothing, and makes no topic
     * @param values of the target's capture
     * @throws SQLException when no driver for the target is on the class path
     */
    public CapturedMarker(MarkerSettings settings, Consumer<byte[], byte[]> consumer, Converter values)
            throws SQLException {
        this(
                settings,
                new MarkerRow(settings)::write,
                new MarkerTopic(settings.topic(), settings.validator(), consumer, values),
                new CaptureProgress(settings.connector())::committed);
    }

    /**
     * @param row writes the id of a round into the target
     * @param progress what the target's connector has committed
     */
    CapturedMarker(
            MarkerSettings settings, LongConsumer row, MarkerTopic topic, Supplier<Optional<LogPosition>> progress) {
        this.settings = settings;
        this.row = row;
        this.topic = topic;
        this.progress = progress;
    }

    @Override
    public void write(long round) {
        place = Optional.empty();
        topic.begin();
        row.accept(round);
    }

    @Override
    public Optional<String> behind(long round) {
        if (place.isEmpty()) {
            place = topic.find(round);
        }
        if (place.isEmpty()) {
            return Optional.of("the marker of round " + round + " has not come back in " + settings.topic());
        }
        Optional<LogPosition> committed = progress.get();
        if (committed.isPresent() && committed.get().reaches(place.get())) {
            return Optional.empty();
        }
        return Optional.of(settings.connector() + " has committed "
                + committed.map(LogPosition::toString).orElse("no position of the log") + ", waiting for "
                + place.get());
    }
}
